internal import Diagnostics
internal import IR
internal import Model

/// What is known of a model from the last run of a command on it.
struct Recollection: Sendable {
  private let memory: Memory
  private let source: ModelSource
  /// What the last run has found.
  let state: RunState
  /// What the model's files hold now.
  private let hashes: [ContentHash]

  /// nil where nothing is known, or a file cannot be read.
  init?(_ memory: Memory?, _ source: ModelSource, _ context: Context) throws {
    guard let memory, source.problems.isEmpty, let state = memory.recall() else { return nil }
    context.begin("compare")
    guard let hashes = try source.files.hashes(jobs: context.settings.jobs) else { return nil }
    self.memory = memory
    self.source = source
    self.state = state
    self.hashes = hashes
  }

  /// Of the model as it is now.
  var content: ContentHash { RunState.content(source.files.files, hashes) }

  /// Nothing has changed.
  var isSame: Bool { content == state.content }

  /// What was found, where nothing has changed.
  func compilation(_ context: Context) -> Compilation {
    Compilation(
      state.findings, in: source.files, hasSuppressions: state.hasSuppressions, estate: nil, context
    )
  }

  /// What the change reaches; nil where so little is known that all has to be read.
  func increment(_ context: Context) throws -> Increment? {
    try Increment(state, source.files, hashes, memory.cache, context)
  }

  /// What is found in the model now, and what platforms run of some of its stores; nil where all has to be read.
  func selected(_ stores: Set<String>, _ context: Context) throws -> Compilation? {
    guard
      let increment = try Increment(
        state, source.files, hashes, memory.cache, selected: stores, context),
      let part = try isSame ? increment.loaded() : increment.completed()
    else { return nil }
    context.begin("check")
    guard let findings = isSame ? state.findings : part.findings(context.settings) else {
      return nil
    }
    var estate: Estate?
    if !findings.hasErrors {
      context.begin("lower")
      estate = part.estate()
      if estate == nil { return nil }
    }
    return Compilation(
      findings, in: source.files, hasSuppressions: state.hasSuppressions, estate: estate, context)
  }
}
