internal import IR

/// `render --shard I/N`: one of N runs that know nothing of each other, on one machine or on many, into
/// one folder or each into its own. What it has made stands in a manifest of its own until the join.
struct ShardRun {
  let context: Context
  let estate: Estate
  let shard: Shard
  /// The hash of the model's files.
  let model: String
  let isPreview: Bool

  private(set) var changes: [Change] = []
  private(set) var unchanged = 0

  init(_ context: Context, _ estate: Estate, _ shard: Shard, model: String, isPreview: Bool) {
    self.context = context
    self.estate = estate
    self.shard = shard
    self.model = model
    self.isPreview = isPreview
  }

  mutating func perform(_ platforms: [Int], in output: OutputFolder) throws {
    let names = estate.graphs.map(\.name)
    if !isPreview {
      let marked = Set(output.mark?.platforms ?? []).union(platforms.map { names[$0] })
      _ = try output.write(platforms: marked, replacing: output.mark)
    }
    var bytes = 0
    for platform in platforms {
      let writer = try PartWriter(
        names[platform], in: output, journal: ShardManifest.journalPath(shard),
        isPreview: isPreview)
      let made = try PartRun.write(.shard(shard), of: platform, estate, with: writer, context)
      if !isPreview { try finish(writer, made, names) }
      changes += made.changes
      unchanged += made.unchanged
      bytes += made.bytes
    }
    context.statistics.amount("files out", changes.count + unchanged)
    context.statistics.amount("bytes out", bytes)
  }

  /// A run of this shard before may have made what it makes no longer: only the join removes.
  private func finish(_ writer: PartWriter, _ made: PartWriter.Made, _ platforms: [String]) throws {
    var stale = made.forgotten
    let path = Path.join(writer.folder, ShardManifest.path(shard))
    let journal = Path.join(writer.folder, ShardManifest.journalPath(shard))
    stale.formUnion(try Bookkeeping.journal(journal))
    if let old = try ManifestReader.read(ShardManifest.self, path) {
      stale.formUnion(old.stale + old.part.files.map(\.path))
      for slice in old.part.slices where !made.paths.contains(slice.path) {
        stale.formUnion(try writer.knownFiles(of: slice.path))
      }
    }
    let manifest = ShardManifest(
      model: model, shard: shard, platforms: platforms, part: made.part,
      stale: stale.subtracting(made.paths).sorted(by: Path.precedes))
    try Signals.whileWriting {
      try AtomicFile.replace(path, with: manifest.bytes, durable: true)
      try writer.endJournal()
    }
  }

  func summary(_ output: OutputFolder) -> String {
    "shard \(shard.text): wrote \(changes.count) file\(changes.count == 1 ? "" : "s"), "
      + "\(unchanged) unchanged in \(output.shown); after all shards, `--join \(shard.count)` completes it"
  }
}

/// Pieces of a platform, made and written by several threads.
enum PartRun {
  static func write(
    _ part: Part, of platform: Int, _ estate: Estate, with writer: PartWriter, _ context: Context
  ) throws -> PartWriter.Made {
    let generator = Generator(estate, platform: platform, owner: .render, part: part)
    context.begin("write", total: generator.pieces.count)
    try Signals.whileWriting {
      try Workers.each(generator.pieces.count, jobs: context.settings.jobs) { index in
        try writer.put(generator.generate(generator.pieces[index]))
        context.progress.step()
      }
      try Signals.stopIfInterrupted()
    }
    return writer.made
  }
}
