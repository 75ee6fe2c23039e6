internal import Diagnostics
internal import IR

/// `dsgen render` and `dsgen bootstrap`: from a model to a tree of files.
enum RenderCommand {
  static func run(_ context: Context, _ owner: OutputFolder.Owner) throws -> ExitCode {
    if owner == .bootstrap, !context.settings.select.isEmpty {
      throw Failure.usage(
        "`dsgen bootstrap` writes whole platforms: --select does not go with it",
        help: "`--platform NAME` narrows it to one platform")
    }
    if let count = context.arguments.last(.join) { return try JoinRun.run(context, count) }
    let shard = try context.arguments.last(.shard).map { try Shard($0) }
    if shard != nil, !context.settings.select.isEmpty {
      throw Failure.usage("--shard and --select do not go together")
    }
    if shard == nil, context.settings.select.isEmpty { return try tree(context, owner) }
    let source = try ModelSource(context, operand: context.operand(0))
    let isPreview = context.arguments.has(.check) || context.arguments.has(.dryRun)
    let compilation =
      try shard == nil
      ? selected(source, context, isPreview: isPreview) : Compilation(context, source)
    try compilation.tell(context)
    guard let estate = compilation.estate, compilation.exit == .clean else {
      if let summary = compilation.summary {
        context.console.say("\(summary); nothing was written")
      }
      return compilation.exit
    }
    let platforms = try compilation.platforms(context, estate)
    func look() throws -> OutputFolder { try output(context, owner, compilation.files) }
    if let shard {
      let hash = try compilation.files.fingerprint(jobs: context.settings.jobs)
      var run = ShardRun(context, estate, shard, model: hash, isPreview: isPreview)
      return try write(context, isPreview, isShared: true, look) { output in
        try run.perform(platforms, in: output)
        return (run.changes, run.summary(output))
      }
    }
    let record =
      owner == .render && !isPreview ? RunRecord(model: compilation.files.tree) : nil
    return try write(context, isPreview, isShared: false, look) { output in
      let selection = try Selection(context.settings.select, estate.model)
      var run = SelectRun(context, estate, selection, isPreview: isPreview)
      try run.perform(platforms, in: output, record: record)
      return (run.changes, run.summary(output))
    }
  }

  /// The model as far as the stores matter that are selected, where runs before know the rest; else all of it.
  private static func selected(
    _ source: ModelSource, _ context: Context, isPreview: Bool
  ) throws -> Compilation {
    let stores = Set(context.settings.select.map { String($0.prefix { $0 != "." }) })
    let memory = Memory(context, source)
    let known = try Recollection(memory, source, context)
    if let found = try known?.selected(stores, context) {
      context.statistics.note("done anew", "selection")
      return found
    }
    let all = try Compilation(
      context, source, keeping: memory.map { .all($0.cache) } ?? .nothing)
    // What a whole run knows is of the model that it has rendered: it stays.
    if known == nil, !isPreview, let state = all.state { memory?.keep(state) }
    return all
  }

  /// Whole platforms, by no more work than what changed since the last run asks for.
  private static func tree(_ context: Context, _ owner: OutputFolder.Owner) throws -> ExitCode {
    let source = try ModelSource(context, operand: context.operand(0))
    let memory = owner == .render ? Memory(context, source) : nil
    let known = try Recollection(memory, source, context)
    let target = Target(context: context, owner: owner, source: source, memory: memory)
    if let known, known.isSame, let exit = try target.unchanged(known) { return exit }
    let increment = known?.isSame == false ? try known?.increment(context) : nil
    if let known, let exit = try target.part(increment, known) { return exit }
    return try target.whole(known, reach: increment?.reach)
  }

  /// - Parameter isShared: with other shards.
  private static func write(
    _ context: Context, _ isPreview: Bool, isShared: Bool, _ look: () throws -> OutputFolder,
    _ perform: (OutputFolder) throws -> (changes: [Change], summary: String)
  ) throws -> ExitCode {
    let output = try look()
    if isPreview { return try preview(context, try perform(output).changes, output) }
    let lock = try FolderLock(output, isShared: isShared) { try wait(context, output) }
    return try withExtendedLifetime(lock) {
      // Another run may have written while this one waited.
      let summary = try perform(try look()).summary
      context.progress.stop()
      context.console.say(summary)
      return .clean
    }
  }

  /// The folder to write, if it may be written.
  static func output(
    _ context: Context, _ owner: OutputFolder.Owner, _ model: ModelFiles
  ) throws -> OutputFolder {
    let shown = context.arguments.last(.out) ?? owner.defaultFolder
    let output = try OutputFolder(
      shown, owner: owner, current: context.folder, model: model.tree)
    try refuse(output, holding: model)
    return output
  }

  /// Nothing below a marked folder is model: a mark above files of the model would take them out of it.
  private static func refuse(_ output: OutputFolder, holding model: ModelFiles) throws {
    guard let tree = model.tree as? ModelFolder else { return }
    let root = Path.absolute(tree.root)
    let folder = Path.absolute(output.path)
    let inside = model.files.first {
      Path.isInside(Path.parent(Path.join(root, $0.path)), folder)
    }
    guard let inside else { return }
    throw Failure.usage(
      "\(output.shown) holds files of the model, such as \(tree.shownPath(inside.path)): "
        + "what dsgen writes needs a folder of its own",
      help: "for instance --out \(Path.join(output.shown, output.owner.defaultFolder))")
  }

  static func wait(_ context: Context, _ output: OutputFolder) throws {
    if context.arguments.has(.noWait) {
      throw Failure(.disk, "another dsgen is writing into \(output.shown)")
    }
    context.console.tell("dsgen: another dsgen is writing into \(output.shown); waiting for it")
  }

  static func preview(
    _ context: Context, _ changes: [Change], _ output: OutputFolder
  ) throws -> ExitCode {
    context.progress.stop()
    for change in changes.sorted() {
      try context.console.out.write(
        "\(change.kind.rawValue) \(Path.join(output.shown, change.path))\n")
    }
    if changes.isEmpty {
      context.console.say("\(output.shown) is up to date")
      return .clean
    }
    context.console.say("\(changes.count) files would change in \(output.shown)")
    return context.arguments.has(.check) ? .differences : .clean
  }
}
