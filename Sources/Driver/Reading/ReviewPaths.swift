internal import DSLFrontend
internal import Diagnostics

/// The places of a review: those of the head by their paths in the repository, as a forge knows them; those of
/// the base with its name before them, where a person reads them.
final class ReviewPaths: SourceLookup {
  private let pair: ModelPair
  private let naming: Frontend.Side?

  /// - Parameter naming: the side whose paths begin with its name; nil: none.
  init(_ pair: ModelPair, naming: Frontend.Side?) {
    self.pair = pair
    self.naming = naming
  }

  func path(of file: FileID) -> String {
    let found = pair.files.files[Int(file.index)]
    let tree = found.side == .base ? pair.baseTree : pair.headTree
    guard found.side == nil || found.side != naming, let commit = tree as? ModelCommit else {
      return pair.files.path(of: file)
    }
    return commit.pathInRepository(found.path)
  }

  func source(_ file: FileID) -> SourceFile? { pair.files.source(file) }
}
