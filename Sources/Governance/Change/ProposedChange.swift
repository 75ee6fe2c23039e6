public import Change
public import Diagnostics
public import IR
public import Model

/// A change as it is proposed: what would differ, and who proposes it.
public struct ProposedChange: Sendable {
  public var difference: ModelDifference
  /// nil: it is not judged who may make it.
  public var source: ChangeSource?
  /// The files that differ, of the model and beside it.
  public var files: [ChangedFile]
  /// What platforms run before and after; nil where a model has errors, or there is none.
  public var base: Estate?
  public var head: Estate?

  public init(
    _ difference: ModelDifference, from source: ChangeSource? = nil, files: [ChangedFile] = [],
    base: Estate? = nil, head: Estate? = nil
  ) {
    self.difference = difference
    self.source = source
    self.files = files
    self.base = base
    self.head = head
  }
}

/// The repository and branch that a change comes from, whether or not anything could belong to them.
public struct ChangeSource: Sendable {
  /// As it was named.
  public let text: String
  /// nil where no owner can have such a name: then the change is nobody's.
  public let repository: Repository?

  public init(_ text: String) {
    self.text = text
    repository = Repository(text)
  }
}

/// A file that a change adds, removes or writes anew.
public struct ChangedFile: Sendable {
  /// As people know it: below the repository's root, or as it was named.
  public let path: String
  /// As files of the model; both are nil where it is none.
  public let base: FileID?
  public let head: FileID?

  public init(_ path: String, base: FileID? = nil, head: FileID? = nil) {
    self.path = path
    self.base = base
    self.head = head
  }
}
