internal import Emit
internal import IR
internal import Model

/// What a stream does with its datasets: read what is new into a temporary table, then merge that.
struct Batch {
  let feed: Feed
  let merge: MergeStrategy
  /// Whether the stream is of a whole store, whose datasets are read at one moment.
  let isWhole: Bool

  /// Up to where a pull by watermark has come; null for all others.
  var high: SQLExpression { feed == .watermark ? Pull.high : .null }

  /// What comes before the first dataset.
  func prepare(_ datasets: [DatasetSQL], _ writer: inout SQLWriter) {
    if feed == .watermark { Pull.askHigh(datasets, &writer) }
    if feed.isPulled, isWhole { Pull.askAll(datasets, feed, &writer) }
  }

  func run(_ dataset: DatasetSQL, _ index: Int, _ writer: inout SQLWriter) {
    writer.mark(dataset.origin)
    if feed.isStaged {
      writer.call(.hasNews, [.text(dataset.table)], as: .news)
      writer.command(.if(.news))
    }
    read(dataset, index, &writer)
    switch merge {
    case .live: LiveMerge(feed: feed, dataset: dataset).write(&writer)
    case .milestoned: MilestonedMerge(feed: feed, dataset: dataset).write(&writer)
    }
    if case .output(let output) = feed, output.mode != .snapshot {
      writer.statement(.truncate(SQLTable(output.schema, dataset.table)))
    }
    if isWhole { writer.statement(.drop(temporary: Own.batch)) }
    if feed.isStaged { writer.command(.end) }
  }

  private func read(_ dataset: DatasetSQL, _ index: Int, _ writer: inout SQLWriter) {
    switch feed {
    case .staged(let format):
      writer.statement(.createTemporaryAs(Own.batch, staged(dataset, format)))
      let large = dataset.values.filter { $0.unavailable != nil }
      let arguments: [SQLExpression] = [
        .text(dataset.table), .texts(dataset.key.map(\.plan.name)),
        .texts(large.map(\.plan.name)), .texts(large.map { $0.unavailable! }),
      ]
      writer.call(.ready, format == .debezium ? arguments : [])
    case .output(let output):
      writer.statement(.createTemporaryAs(Own.batch, written(dataset, output)))
      writer.call(.ready, [])
    case .snapshot, .watermark:
      writer.statement(
        .createTemporary(Own.batch, dataset.columns.map { SQLColumn($0.name, $0.mergeSQL) }))
      if isWhole {
        writer.statement(.insertFetched(Own.batch, number: index))
      } else {
        Pull.ask(dataset, feed, &writer)
      }
      writer.call(.ready, [])
    }
  }

  /// The last change of each key between the marks, read by staging's own key.
  private func staged(_ dataset: DatasetSQL, _ format: MessageFormat) -> SQLSelect {
    func source(_ name: SQLName) -> SQLExpression { .column(.source, name) }
    func mark(_ name: SQLName) -> SQLExpression { .column(.mark, name) }
    var items: [(value: SQLExpression, name: SQLName?)] = dataset.columns.map {
      ($0.read, $0.isCastEarly ? $0.name : nil)
    }
    items.append((mark(Mark.id), Own.mark))
    items.append((source(Own.connectOffset), Own.offset))
    let keys = dataset.key.map(\.read)
    var order = keys.map { SQLOrder($0) }
    if format == .debezium {
      items += [
        (mark(Mark.since), Own.since), (source(Own.sourcePosition), Own.lsn),
        (source(Own.sourceTime), Own.time),
        (.comparison(source(Own.deleted), .notDistinct, .text("true")), Own.gone),
      ]
      order.append(SQLOrder(source(Own.sourcePosition), descending: true, nullsLast: true))
    }
    order.append(SQLOrder(source(Own.connectOffset), descending: true))
    var query = SQLSelect(items)
    query.distinctOn = keys
    query.from = [
      .table(Mark.table, .mark),
      .join(
        dataset.staging, .source,
        on: .all([
          .comparison(source(Own.topic), .equal, mark(Mark.topic)),
          .comparison(source(Own.partition), .equal, mark(Mark.partition)),
          .comparison(source(Own.connectOffset), .more, mark(Mark.upto)),
          .comparison(source(Own.connectOffset), .atMost, mark(Mark.pending)),
        ])),
    ]
    query.filter = .comparison(mark(Mark.staging), .equal, .text(dataset.table))
    query.order = order
    return query
  }

  /// What a transformer has written; of several rows of a key the last.
  private func written(_ dataset: DatasetSQL, _ output: TransformOutput) -> SQLSelect {
    var items: [(value: SQLExpression, name: SQLName?)] = dataset.columns.map {
      (.column(.source, $0.name), nil)
    }
    if output.mode == .changes {
      items.append((.comparison(.column(.source, Own.op), .equal, .text("D")), Own.gone))
    }
    var query = SQLSelect(items)
    query.from = [.table(SQLTable(output.schema, dataset.table), .source)]
    if output.mode != .snapshot {
      let keys = dataset.key.map { SQLExpression.column(.source, $0.name) }
      query.distinctOn = keys
      query.order =
        keys.map { SQLOrder($0) }
        + [SQLOrder(.column(.source, Own.sequence), descending: true)]
    }
    return query
  }
}

/// The columns of `dsgen.marks`.
enum Mark {
  static let table = SQLTable("dsgen", "marks")
  static let id = SQLName("id")
  static let staging = SQLName("staging")
  static let topic = SQLName("topic")
  static let partition = SQLName("partition")
  static let since = SQLName("since")
  static let upto = SQLName("upto")
  static let pending = SQLName("pending")
}
