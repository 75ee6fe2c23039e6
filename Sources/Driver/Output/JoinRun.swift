internal import Model
internal import Synchronization

/// `render --join N`: after N shards, what one run does at its end. It holds each shard's manifest against
/// the others and against the disk, writes the index, and removes what is no longer made.
enum JoinRun {
  static func run(_ context: Context, _ text: String) throws -> ExitCode {
    guard let count = Int(text), (1...Shard.limit).contains(count) else {
      throw Failure.usage("--join wants the number of shards, up to \(Shard.limit), not `\(text)`")
    }
    for flag in [Flag.shard, .select, .check, .dryRun] where context.arguments.has(flag) {
      throw Failure.usage("--join and --\(flag.name) do not go together")
    }
    context.begin("find")
    let tree = try ModelLocation.open(context.operand(0), context)
    let files = ModelFiles(tree, try Discovery(tree).files)
    let output = try RenderCommand.output(context, .render, files)
    let lock = try FolderLock(output) { try RenderCommand.wait(context, output) }
    return try withExtendedLifetime(lock) {
      context.begin("join")
      let writers = try join(
        count, context, try RenderCommand.output(context, .render, files),
        model: try files.fingerprint(jobs: context.settings.jobs), record: RunRecord(model: tree))
      let removed = writers.reduce(0) { $0 + $1.changes.count { $0.kind == .remove } }
      context.progress.stop()
      context.console.say(
        "joined \(count) shard\(count == 1 ? "" : "s") in \(output.shown)"
          + (removed > 0 ? ", removed \(removed) file\(removed == 1 ? "" : "s")" : ""))
      return .clean
    }
  }

  private static func join(
    _ count: Int, _ context: Context, _ output: OutputFolder, model: String, record: RunRecord
  ) throws -> [PlatformWriter] {
    let known = try known(output)
    let named = context.settings.platforms
    let writers = try (named.isEmpty ? known : named).map {
      try PlatformWriter($0, in: output, isPreview: false)
    }
    let shards = writers.flatMap(\.before.shards).filter { $0.shard.count == count }
    guard let first = shards.first else {
      throw Failure.usage(
        "no shard of \(count) was rendered into \(output.shown)",
        help: "run `dsgen render --shard I/\(count)` for each I from 1 to \(count) first")
    }
    for shard in shards { try refuse(shard, of: model, output) }
    let platforms = named.isEmpty ? first.platforms : named
    let joined = try platforms.map { name in
      try writers.first { $0.name == name }
        ?? PlatformWriter(name, in: output, isPreview: false)
    }
    for writer in joined {
      try writer.adopt(all(count, of: writer, output), jobs: context.settings.jobs)
    }
    let gone = writers.filter { writer in
      named.isEmpty && !platforms.contains(writer.name) && writer.before.index != nil
    }
    let marked = Set(output.mark?.platforms ?? []).union(platforms)
    let mark = try output.write(platforms: marked, replacing: output.mark)
    try Signals.whileWriting {
      for writer in joined { try writer.finish(run: record) }
      for writer in gone { try writer.removeAll() }
    }
    let left = Set(mark.platforms).subtracting(gone.map(\.name))
      .subtracting(named.isEmpty ? marked.subtracting(platforms) : [])
    _ = try output.write(platforms: left, replacing: mark)
    return joined + gone
  }

  /// The platforms that the mark names, and those whose folders were brought here beside it.
  private static func known(_ output: OutputFolder) throws -> [String] {
    var names = Set(output.mark?.platforms ?? [])
    for name in try FileSystem.names(in: output.path) {
      let manifests = Path.join(Path.join(output.path, name), "manifest")
      if try FileSystem.status(manifests)?.kind == .folder { names.insert(name) }
    }
    return names.sorted(by: Path.precedes)
  }

  private static func refuse(
    _ shard: ShardManifest, of model: String, _ output: OutputFolder
  ) throws {
    let what = "shard \(shard.shard.text) of \(Path.join(output.shown, shard.part.platform))"
    if shard.dsgen != Version.dsgen {
      throw Failure.usage(
        "\(what) was rendered by dsgen \(shard.dsgen), and this is \(Version.dsgen)",
        help: "render all shards with one version, then join them; nothing was changed")
    }
    if shard.model != model {
      throw Failure.usage(
        "\(what) was rendered from another model than this one",
        help: "render all shards of one commit, then join them; nothing was changed")
    }
  }

  private static func all(
    _ count: Int, of writer: PlatformWriter, _ output: OutputFolder
  ) throws -> [ShardManifest] {
    let found = writer.before.shards.filter { $0.shard.count == count }
    let missing = Set(1...count).subtracting(found.map(\.shard.number)).sorted()
    guard let first = missing.first else { return found }
    let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    throw Failure.usage(
      "shard \(first)/\(count)\(others) of \(Path.join(output.shown, writer.name)) is missing",
      help: "run `dsgen render --shard \(first)/\(count)`, or bring here what it has written; "
        + "nothing was changed")
  }
}

extension ModelFiles {
  /// What two models have in common only where all their files are equal, with their paths.
  func fingerprint(jobs: Int) throws -> String {
    let hashes = Mutex([String](repeating: "", count: files.count))
    try Workers.each(files.count, jobs: jobs) { index in
      let path = files[index].path
      let bytes: [UInt8]?
      do {
        bytes = try tree.read(path, limit: Self.sizeLimit)
      } catch let error as Unreadable {
        throw Failure.usage("\(tree.shownPath(path)) cannot be read: \(error.reason)")
      }
      let line = path + " " + ContentHash.hex(bytes ?? [])
      hashes.withLock { $0[index] = line }
    }
    let lines = hashes.withLock { $0.sorted(by: Path.precedes) }
    return ContentHash.hex(Array(lines.joined(separator: "\n").utf8))
  }
}
