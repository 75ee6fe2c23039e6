internal import Diagnostics
internal import IR
internal import Model

/// Where a model is rendered to, and by how much work: all of it, what a change reaches, or none.
struct Target: Sendable {
  let context: Context
  let owner: OutputFolder.Owner
  let source: ModelSource
  /// nil where nothing is kept.
  let memory: Memory?

  // MARK: by how much

  /// Of a model that is as it was; nil where the folder is not.
  func unchanged(_ known: Recollection) throws -> ExitCode? {
    let compilation = known.compilation(context)
    guard let roles = known.state.roles, compilation.exit == .clean else {
      return try stop(compilation)
    }
    context.begin("look")
    let output = try look()
    let names = roles.map(\.name)
    let wanted = try wanted(among: names)
    guard let kept = try kept(wanted, of: known.content, in: output, isComplete: true),
      kept.count == wanted.count, Set(output.mark?.platforms ?? []).isSuperset(of: wanted),
      !context.settings.platforms.isEmpty || output.mark?.platforms.count == names.count
    else { return nil }
    try compilation.tell(context)
    let files = kept.values.reduce(0) { $0 + $1.record.files.count }
    context.statistics.note("done anew", "nothing")
    context.statistics.amount("files out", files)
    context.progress.stop()
    if isPreview {
      context.console.say("\(output.shown) is up to date")
    } else {
      context.console.say("nothing to write, \(files) unchanged in \(output.shown)")
    }
    return .clean
  }

  /// Of a change of some datasets alone; nil where it is another, or the folder is not as it was left.
  func part(_ increment: Increment?, _ known: Recollection) throws -> ExitCode? {
    guard let memory, let increment = try increment?.completed(), let roles = known.state.roles
    else { return nil }
    let output = try look()
    let wanted = try wanted(among: roles.map(\.name))
    context.begin("look")
    guard try isKept(wanted, of: known.state.content, in: output) else { return nil }
    context.begin("check")
    guard let findings = increment.findings(context.settings) else { return nil }
    var compilation = Compilation(
      findings, in: source.files, hasSuppressions: known.state.hasSuppressions, estate: nil, context
    )
    if compilation.exit != .clean { return try stop(compilation) }
    context.begin("lower")
    guard let estate = increment.estate() else { return nil }
    compilation = Compilation(
      findings, in: source.files, hasSuppressions: known.state.hasSuppressions, estate: estate,
      context)
    let pieces = increment.pieces
    let exit = try write(compilation, estate) { output in
      guard
        let kept = try kept(wanted, of: known.state.content, in: output, isComplete: true),
        kept.count == wanted.count
      else { return nil }
      return KeptOutput(
        content: known.content, platforms: kept, isPart: true, isChanged: pieces.contains)
    }
    if exit != nil { context.statistics.note("done anew", "datasets") }
    if exit != nil, !isPreview, let state = increment.state(findings) { memory.keep(state) }
    return exit
  }

  /// Reads and judges all of the model.
  /// - Parameter reach: what differs from the model of the last run, where that is known.
  func whole(_ known: Recollection?, reach: ReachedPart?) throws -> ExitCode {
    let compilation = try Compilation(
      context, source, keeping: memory.map { .all($0.cache) } ?? .nothing)
    guard let estate = compilation.estate, compilation.exit == .clean else {
      return try stop(compilation)
    }
    let state = compilation.state
    let exit = try write(compilation, estate) { output in
      guard let state else { return nil }
      var kept = KeptOutput(content: state.content)
      guard let known else { return kept }
      context.begin("look")
      kept.platforms =
        try self.kept(
          estate.graphs.map(\.name), of: known.state.content, in: output, isComplete: false) ?? [:]
      let isSame = known.isSame
      let reached = reach.map(ReachedNames.init)
      kept.isChanged = { key in isSame ? false : reached?.holds(key) ?? true }
      return kept
    }
    if memory != nil { context.statistics.note("done anew", reach == nil ? "all" : "stores") }
    if !isPreview, let state { memory?.keep(state) }
    return exit ?? .bug
  }

  private func stop(_ compilation: Compilation) throws -> ExitCode {
    try compilation.tell(context)
    if let summary = compilation.summary {
      context.console.say("\(summary); nothing was written")
    }
    return compilation.exit
  }

  // MARK: the folder

  private var isPreview: Bool {
    context.arguments.has(.check) || context.arguments.has(.dryRun)
  }

  private func look() throws -> OutputFolder {
    try RenderCommand.output(context, owner, source.files)
  }

  private func wanted(among names: [String]) throws -> [String] {
    if context.settings.platforms.isEmpty { return names }
    return try Compilation.positions(of: context.settings.platforms, among: names).map { names[$0] }
  }

  private func isKept(
    _ platforms: [String], of content: ContentHash, in output: OutputFolder
  ) throws -> Bool {
    try kept(platforms, of: content, in: output, isComplete: true)?.count == platforms.count
  }

  /// Of platforms that were made of a model, what is as it was left; nil where nothing is kept.
  private func kept(
    _ platforms: [String], of content: ContentHash, in output: OutputFolder, isComplete: Bool
  ) throws -> [String: KeptPieces]? {
    guard let record = memory?.record(of: output) else { return nil }
    var found: [String: KeptPieces] = [:]
    for name in platforms {
      guard let platform = record.platform(name), platform.content == content else { continue }
      found[name] = try KeptPieces(
        platform, below: Path.join(output.path, name), isComplete: isComplete,
        rehash: context.arguments.has(.rehash), jobs: context.settings.jobs)
    }
    return found
  }

  /// Writes an estate, or says how what is there differs.
  /// - Parameter plan: what of the folder is kept; it is asked when no other run writes any more.
  /// - Returns: nil where the plan was made for another folder than there is now.
  private func write(
    _ compilation: Compilation, _ estate: Estate, _ plan: (OutputFolder) throws -> KeptOutput?
  ) throws -> ExitCode? {
    try compilation.tell(context)
    let platforms = try compilation.platforms(context, estate)
    let output = try look()
    if isPreview {
      let kept = try plan(output)
      if memory != nil, kept == nil { return nil }
      let run = TreeRun(context, estate, platforms, output, isPreview: true, kept: kept)
      try run.perform(record: nil)
      return try RenderCommand.preview(context, run.changes, output)
    }
    let lock = try FolderLock(output) { try RenderCommand.wait(context, output) }
    return try withExtendedLifetime(lock) {
      // Another run may have written while this one waited.
      let output = try look()
      let kept = try plan(output)
      if memory != nil, kept == nil { return nil }
      let run = TreeRun(context, estate, platforms, output, isPreview: false, kept: kept)
      try run.perform(record: owner == .render ? RunRecord(model: source.tree) : nil)
      if let memory {
        var record = memory.record(of: output)
        record.replace(run.records, leaving: Set(estate.graphs.map(\.name)))
        memory.keep(record, of: output)
      }
      context.progress.stop()
      context.console.say(run.summary)
      return .clean
    }
  }
}

/// What a change reaches, by names.
private struct ReachedNames: Sendable {
  private let stores: Set<String>
  private let workspaces: Set<String>

  init(_ part: ReachedPart) {
    stores = Set((part.base.stores + part.head.stores).map(\.name))
    workspaces = Set((part.base.workspaces + part.head.workspaces).map(\.name))
  }

  func holds(_ key: String) -> Bool {
    guard let owner = PieceKey.owner(of: key) else { return true }
    return (owner.kind == "store" || owner.kind == "slice" ? stores : workspaces).contains(
      String(owner.name))
  }
}
