internal import IR
internal import Synchronization

/// One run over an output folder: its platforms' pieces, generated and written in parallel.
final class TreeRun: Sendable {
  private let context: Context
  private let estate: Estate
  private let output: OutputFolder
  private let isPreview: Bool
  private let platforms: [Int]
  private let result = Mutex(Result())

  private struct Result {
    var changes: [Change] = []
    var unchanged = 0
    var bytes = 0
  }

  init(
    _ context: Context, _ estate: Estate, _ platforms: [Int], _ output: OutputFolder,
    isPreview: Bool
  ) {
    self.context = context
    self.estate = estate
    self.platforms = platforms
    self.output = output
    self.isPreview = isPreview
  }

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
      try PlatformWriter($0.plan.name, in: output, isPreview: isPreview)
    }
    let leaving = try gone.sorted(by: Path.precedes).map {
      try PlatformWriter($0, in: output, isPreview: isPreview)
    }
    try refuseConflicts(generators, writers)
    let names = Set(writers.map(\.name))
    var mark = output.mark
    if !isPreview { try output.removeTemporaries() }
    if !isPreview { mark = try output.write(platforms: old.union(names), replacing: mark) }
    try Signals.whileWriting {
      try write(generators, writers, record)
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
  /// first change. Only where there are foreign files is everything generated twice.
  private func refuseConflicts(_ generators: [Generator], _ writers: [PlatformWriter]) throws {
    let found = Mutex<Set<String>>([])
    for (generator, writer) in zip(generators, writers) where writer.hasForeignFiles {
      try Workers.each(generator.pieces.count, jobs: context.settings.jobs) { index in
        let conflicts = try writer.conflicts(generator.generate(generator.pieces[index]))
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
    _ generators: [Generator], _ writers: [PlatformWriter], _ record: RunRecord?
  ) throws {
    context.begin(
      isPreview ? "compare" : "write", total: generators.reduce(0) { $0 + $1.pieces.count })
    for (generator, writer) in zip(generators, writers) {
      try Workers.each(generator.pieces.count, jobs: context.settings.jobs) { index in
        try writer.put(generator.generate(generator.pieces[index]))
        context.progress.step()
      }
      try Signals.stopIfInterrupted()
      try writer.finish(run: record)
    }
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
