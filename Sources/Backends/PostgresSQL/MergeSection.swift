internal import Emit
internal import IR
internal import Model

/// What stands around the batches of a stream: locks, marks, the files that make its tables, its end.
struct MergeSection {
  let store: StorePlan
  let merge: MergeStrategy
  let feed: Feed

  /// A stream, by the texts that its section holds.
  struct Stream {
    let section: PsqlVariable
    let name: SQLExpression
    /// The tables of its datasets and their fingerprints, as arrays.
    let tables: SQLExpression
    let fingerprints: SQLExpression
    /// The files, from this one, that make the tables.
    let files: [String]

    /// Any stream of one dataset, as a form has it.
    static let one = Stream(
      section: .section(hole: DatasetHole.section.rawValue), name: .hole(.stream),
      tables: .array([.hole(.tableText)]), fingerprints: .array([.hole(.fingerprint)]),
      files: ["tables.sql"])
  }

  func start(_ stream: Stream, _ writer: inout SQLWriter) {
    writer.command(.ifSet(stream.section))
    writer.command(.set(.known, true))
    let start = SQLStatement.selectInto(
      SQLSelect(
        rowOf: .start,
        [stream.name, stream.tables, stream.fingerprints, .boolean(feed.isStaged)] + transactions))
    writer.twice {
      $0.statement(.begin)
      $0.statement(start)
    } between: { writer in
      writer.command(.if(.expand))
      writer.statement(.commit)
      writer.command(.set(.merging, true))
      for path in stream.files { writer.command(.include(path)) }
    }
    writer.command(.end)
    writer.command(.if(.run))
  }

  /// The table that says which transactions are whole, where there is one.
  private var transactions: [SQLExpression] {
    store.source?.transactions.map { [.text($0.routes[0].table)] } ?? []
  }

  func finish(_ stream: Stream, high: SQLExpression, _ writer: inout SQLWriter) {
    let keep = feed.isStaged ? store.stagingKeep : nil
    writer.call(
      .finish,
      [
        stream.name, stream.tables, .boolean(merge == .milestoned && feed != .versions), high,
        keep.map { .text("\($0) seconds") } ?? .null,
      ], as: .note)
    writer.command(.end)
    writer.command(.echo(.note))
    writer.statement(.commit)
    writer.command(.ifSet(.stop))
    writer.call(.stop, [.variable(.stop)])
    writer.command(.end)
    writer.command(.end)
  }
}

extension SQLSelect {
  /// All columns of what a function gives.
  init(rowOf function: SQLFunction, _ arguments: [SQLExpression]) {
    self.init([(.star, nil)])
    from = [.function(function, arguments)]
  }
}
