internal import Emit
internal import IR
internal import Model

/// `merge.sql`: a section for each stream, chosen by psql's variable `stream`; `all` runs every one.
struct MergeFile {
  let store: StorePlan
  let merge: MergeStrategy
  let feed: Feed
  private var writer = SQLWriter()

  init(store: StorePlan, merge: MergeStrategy, feed: Feed) {
    self.store = store
    self.merge = merge
    self.feed = feed
  }

  /// - Parameter depth: folders between the file and the platform's.
  mutating func head(sections: [String], depth: Int) {
    writer.notice()
    writer.ensurePlatform(depth: depth)
    writer.command(.setSectionOfStream)
    writer.command(.ifSet(.section("all")))
    for section in sections { writer.command(.set(.section(section), true)) }
    writer.command(.end)
  }

  /// - Parameters:
  ///   - tables: the files, from this one, that make the stream's tables.
  ///   - table: its datasets.
  mutating func section(_ stream: StreamPlan, tables: [String], table datasets: [DatasetSQL]) {
    writer.blank()
    writer.mark(stream.origin)
    writer.command(.ifSet(.section(stream.section)))
    writer.command(.set(.known, true))
    let start = start(stream, datasets)
    writer.twice {
      $0.statement(.begin)
      $0.statement(start)
    } between: { writer in
      writer.command(.if(.expand))
      writer.statement(.commit)
      writer.command(.set(.merging, true))
      for path in tables { writer.command(.include(path)) }
    }
    writer.command(.end)
    writer.command(.if(.run))
    let batch = Batch(feed: feed, merge: merge, isWhole: store.stream != nil)
    batch.prepare(datasets, &writer)
    for (index, dataset) in datasets.enumerated() { batch.run(dataset, index, &writer) }
    finish(stream, datasets, high: batch.high)
    writer.command(.end)
    writer.command(.echo(.note))
    writer.statement(.commit)
    writer.command(.ifSet(.stop))
    writer.call(.stop, [.variable(.stop)])
    writer.command(.end)
    writer.command(.end)
  }

  private func start(_ stream: StreamPlan, _ datasets: [DatasetSQL]) -> SQLStatement {
    .selectInto(
      SQLSelect(
        rowOf: .start,
        [
          .text(stream.name), .texts(datasets.map(\.table)), .texts(datasets.map(\.fingerprint)),
          .boolean(feed.isStaged),
        ] + transactions))
  }

  /// The table that says which transactions are whole, where there is one.
  private var transactions: [SQLExpression] {
    store.source?.transactions.map { [.text($0.routes[0].table)] } ?? []
  }

  private mutating func finish(
    _ stream: StreamPlan, _ datasets: [DatasetSQL], high: SQLExpression
  ) {
    let keep = feed.isStaged ? store.stagingKeep : nil
    writer.call(
      .finish,
      [
        .text(stream.name), .texts(datasets.map(\.table)), .boolean(merge == .milestoned), high,
        keep.map { .text("\($0) seconds") } ?? .null,
      ], as: .note)
  }

  /// Ends the file.
  mutating func file(at path: String) -> GeneratedFile {
    writer.mark(nil)
    writer.blank()
    writer.command(.ifSet(.known))
    writer.command(.else)
    writer.call(
      .stop, [.call(.format, [.text("This file has no stream %s."), .variable(.stream)])])
    writer.command(.end)
    return writer.file(at: path)
  }
}

extension SQLSelect {
  /// All columns of what a function gives.
  init(rowOf function: SQLFunction, _ arguments: [SQLExpression]) {
    self.init([(.star, nil)])
    from = [.function(function, arguments)]
  }
}
