internal import IR
internal import Synchronization

/// One run over an output folder: its platforms' pieces, generated and written in parallel.
final class TreeRun: Sendable {
  private let context: Context
  private let estate: Estate
  private let output: OutputFolder
  private let isPreview: Bool
  private let platforms: [Int]
  private let kept: KeptOutput?
  private let result = Mutex(Result())

  private struct Result {
    var changes: [Change] = []
    var unchanged = 0
    var bytes = 0
    var records: [TreeRecord.Platform] = []
  }

  /// - Parameter kept: what earlier runs have left; nil: that is not known.
  init(
    _ context: Context, _ estate: Estate, _ platforms: [Int], _ output: OutputFolder,
    isPreview: Bool, kept: KeptOutput? = nil
  ) {
    self.kept = kept
    self.context = context
    self.estate = estate
    self.platforms = platforms
    self.output = output
    self.isPreview = isPreview
  }

  /// What the next run may keep of the platforms that this one wrote.
  var records: [TreeRecord.Platform] { result.withLock { $0.records } }

  var changes: [Change] { result.withLock { $0.changes } }

  var summary: String {
    let result = result.withLock { $0 }
    let removed = result.changes.count { $0.kind == .remove }
    let written = result.changes.count - removed
    var text = written == 0 ? "nothing to write" : "wrote \(written) file\(written == 1 ? "" : "s")"
    if removed > 0 { text += ", removed \(removed)" }
    return text + ", \(result.unchanged) unchanged in \(output.shown)"
  }

  /// - Parameter record: what each platform's `run.json` shall say where it changed.
  func perform(record: RunRecord?) throws {
    context.begin("look")
    let old = Set(output.mark?.platforms ?? [])
    let all = Set(estate.graphs.map(\.name))
    let gone = context.settings.platforms.isEmpty ? old.subtracting(all) : []
    let generators = platforms.map { Generator(estate, platform: $0, owner: output.owner) }
    let writers = try generators.map {
      try PlatformWriter(
        $0.plan.name, in: output, isPreview: isPreview, kept: kept?.platforms[$0.plan.name])
    }
    let leaving = try gone.sorted(by: Path.precedes).map {
      try PlatformWriter($0, in: output, isPreview: isPreview)
    }
    let chosen = zip(generators, writers).map { pieces(of: $0, $1) }
    try refuseConflicts(generators, writers, chosen)
    let names = Set(writers.map(\.name))
    var mark = output.mark
    if !isPreview { try output.removeTemporaries() }
    if !isPreview { mark = try output.write(platforms: old.union(names), replacing: mark) }
    try Signals.whileWriting {
      try write(generators, writers, chosen, record)
      for writer in leaving { try writer.removeAll() }
    }
    let final = FolderMark(
      command: output.owner.rawValue,
      platforms: old.union(names).subtracting(gone).sorted(by: Path.precedes))
    if !isPreview { _ = try output.write(platforms: Set(final.platforms), replacing: mark) }
    collect(writers + leaving)
    if final != output.mark {
      let kind: Change.Kind = output.mark == nil ? .create : .change
      result.withLock { $0.changes.append(Change(kind: kind, path: OutputFolder.markName)) }
    }
  }

  /// Nothing that existed is lost: a foreign file where dsgen must write stops the run before its
  /// first change. Only where there may be foreign files is anything generated twice.
  private func refuseConflicts(
    _ generators: [Generator], _ writers: [PlatformWriter], _ chosen: [[Piece]]
  ) throws {
    let found = Mutex<Set<String>>([])
    for ((generator, writer), pieces) in zip(zip(generators, writers), chosen) {
      let known = kept?.platforms[writer.name]?.pieces ?? [:]
      let doubtful = pieces.filter { piece in
        writer.mayConflict(isKnown: generator.keys(of: piece).allSatisfy { known[$0] != nil })
      }
      try Workers.each(doubtful.count, jobs: context.settings.jobs) { index in
        let conflicts = try writer.conflicts(generator.generate(doubtful[index]))
        if !conflicts.isEmpty {
          found.withLock { $0.formUnion(conflicts.map { writer.name + "/" + $0 }) }
        }
      }
    }
    let conflicts = found.withLock { $0.sorted(by: Path.precedes) }
    guard let first = conflicts.first else { return }
    let others = conflicts.count > 1 ? " and \(conflicts.count - 1) more" : ""
    throw Failure.usage(
      "dsgen did not write \(Path.join(output.shown, first))\(others), and would have to replace it; "
        + "nothing was written",
      help: "move it away, or name another folder with --out")
  }

  private func write(
    _ generators: [Generator], _ writers: [PlatformWriter], _ chosen: [[Piece]],
    _ record: RunRecord?
  ) throws {
    context.begin(
      isPreview ? "compare" : "write", total: chosen.reduce(0) { $0 + $1.count })
    for ((generator, writer), pieces) in zip(zip(generators, writers), chosen) {
      try Workers.each(pieces.count, jobs: context.settings.jobs) { index in
        try writer.put(generator.generate(pieces[index]))
        context.progress.step()
      }
      try Signals.stopIfInterrupted()
      try writer.finish(run: record)
      if let kept, let record = writer.record(content: kept.content) {
        result.withLock { $0.records.append(record) }
      }
    }
  }

  /// What is made: all, or what is not kept of what earlier runs have left.
  private func pieces(of generator: Generator, _ writer: PlatformWriter) -> [Piece] {
    guard let kept, let own = kept.platforms[writer.name] else { return generator.pieces }
    let known = own.pieces
    func isMade(_ key: String) -> Bool { known[key] == nil || kept.isChanged(key) }
    let made = generator.pieces(where: isMade)
    if kept.isPart {
      let keys = Set(made.flatMap(generator.keys))
      // A piece that may have changed and is not made is gone.
      writer.keep(own.record.pieces.filter { !keys.contains($0.key) && !kept.isChanged($0.key) })
    } else {
      writer.keep(
        generator.pieces.flatMap(generator.keys).filter { !isMade($0) }.compactMap { known[$0] })
    }
    return made
  }

  private func collect(_ writers: [PlatformWriter]) {
    result.withLock { result in
      for writer in writers {
        result.changes += writer.changes
        result.unchanged += writer.unchanged
        result.bytes += writer.bytes
      }
      context.statistics.amount("files out", result.changes.count + result.unchanged)
      context.statistics.amount("bytes out", result.bytes)
    }
  }
}
