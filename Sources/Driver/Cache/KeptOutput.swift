internal import Model

/// What earlier runs have left in an output folder, and what of it a run makes anew.
struct KeptOutput: Sendable {
  /// Of the model that is rendered: `RunState.content`.
  let content: ContentHash
  /// By name; a platform that is not there is made as a whole.
  var platforms: [String: KeptPieces] = [:]
  /// The estate that is rendered lacks what is not changed.
  var isPart = false
  /// Whether a piece may be another than it was.
  var isChanged: @Sendable (String) -> Bool = { _ in false }
}
