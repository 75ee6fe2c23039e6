/// What a run does, or would do, to one file.
struct Change: Hashable, Comparable, Sendable {
  enum Kind: String, Sendable { case create, change, remove }

  let kind: Kind
  /// Below the output folder.
  let path: String

  static func < (a: Change, b: Change) -> Bool { Path.precedes(a.path, b.path) }
}
