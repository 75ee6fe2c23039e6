internal import Emit
internal import IR
internal import Model

/// What a stream does with its datasets: read what is new into a temporary table, then merge that.
struct Batch {
  let feed: Feed
  let merge: MergeStrategy
  /// Whether the stream is of a whole store, whose datasets are read at one moment.
  let isWhole: Bool

  /// Up to where a bounded pull has come; null for all others.
  var high: SQLExpression { feed.isBounded ? Pull.high : .null }

  /// What comes before the first dataset.
  func prepare(_ stream: StreamPlan, _ datasets: [DatasetSQL], _ writer: inout SQLWriter) {
    if feed == .watermark { pull.askHigh(datasets, &writer) }
    if feed == .versions { pull.askHigh(stream, &writer) }
    if feed.isPulled, isWhole { pull.askAll(datasets, &writer) }
  }

  private var pull: Pull { Pull(feed: feed, merge: merge) }

  func run(
    _ dataset: DatasetSQL, _ index: Int, _ forms: DatasetForms, _ texts: DatasetTexts,
    _ writer: inout SQLWriter
  ) {
    writer.mark(dataset.plan.origin)
    if feed.isPulled {
      writer.copy(forms.batchTable, texts.texts)
      fetch(dataset, index, &writer)
    }
    writer.copy(forms.run(hasValues: texts.hasValues), texts.texts)
  }

  /// Fills the batch with rows of another database.
  private func fetch(_ dataset: DatasetSQL, _ index: Int, _ writer: inout SQLWriter) {
    if isWhole {
      writer.statement(.insertFetched(Own.batch, number: index))
    } else {
      pull.ask(dataset, &writer)
    }
    writer.call(.ready, [])
  }

  /// What is the same for all datasets of a store.
  /// - Parameter hasValues: whether they have columns beyond their keys.
  func form(hasValues: Bool) -> SQLForm {
    SQLForm { writer in
      if feed.isStaged {
        writer.call(.hasNews, [.hole(.tableText)], as: .news)
        writer.command(.if(.news))
      }
      read(&writer)
      let changes = Changes(feed: feed, hasValues: hasValues)
      switch merge {
      case .live: LiveMerge(changes: changes).write(&writer)
      case .milestoned where feed == .versions: MirrorMerge(changes: changes).write(&writer)
      case .milestoned: MilestonedMerge(changes: changes).write(&writer)
      }
      if case .output(let output) = feed, output.mode != .snapshot {
        writer.statement(.truncate(SQLTable(SQLName(output.schema), SQLName(.table))))
      }
      if isWhole { writer.statement(.drop(temporary: Own.batch)) }
      if feed.isStaged { writer.command(.end) }
    }
  }

  private func read(_ writer: inout SQLWriter) {
    switch feed {
    case .staged(let format):
      writer.statement(.createTemporaryAs(Own.batch, staged(format)))
      let arguments: [SQLExpression] = [
        .hole(.tableText), .array([.hole(.keyTexts)]), .array([.hole(.largeTexts)], of: Own.text),
        .array([.hole(.unavailable)], of: Own.text),
      ]
      writer.call(.ready, format == .debezium ? arguments : [])
    case .output(let output):
      writer.statement(.createTemporaryAs(Own.batch, written(output)))
      writer.call(.ready, [])
    case .snapshot, .versions, .watermark: break
    }
  }

  /// The last change of each key between the marks, read by staging's own key.
  private func staged(_ format: MessageFormat) -> SQLSelect {
    func source(_ name: SQLName) -> SQLExpression { .column(.source, name) }
    func mark(_ name: SQLName) -> SQLExpression { .column(.mark, name) }
    var items: [(value: SQLExpression, name: SQLName?)] = [
      (.hole(.readFromStaging), nil), (mark(Mark.id), Own.mark),
      (source(Own.connectOffset), Own.offset),
    ]
    var order = [SQLOrder(.hole(.keyOfStaging))]
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
    query.distinctOn = [.hole(.keyOfStaging)]
    query.from = [
      .table(Mark.table, .mark),
      .join(
        SQLTable(Own.stagingSchema, SQLName(.table)), .source,
        on: .all([
          .comparison(source(Own.topic), .equal, mark(Mark.topic)),
          .comparison(source(Own.partition), .equal, mark(Mark.partition)),
          .comparison(source(Own.connectOffset), .more, mark(Mark.upto)),
          .comparison(source(Own.connectOffset), .atMost, mark(Mark.pending)),
        ])),
    ]
    query.filter = .comparison(mark(Mark.staging), .equal, .hole(.tableText))
    query.order = order
    return query
  }

  /// What a transformer has written; of several rows of a key the last.
  private func written(_ output: TransformOutput) -> SQLSelect {
    var items: [(value: SQLExpression, name: SQLName?)] = [(.hole(.sourceColumns), nil)]
    if output.mode == .changes {
      items.append((.comparison(.column(.source, Own.op), .equal, .text("D")), Own.gone))
    }
    var query = SQLSelect(items)
    query.from = [.table(SQLTable(SQLName(output.schema), SQLName(.table)), .source)]
    if output.mode != .snapshot {
      query.distinctOn = [.hole(.keyOfSource)]
      query.order = [
        SQLOrder(.hole(.keyOfSource)), SQLOrder(.column(.source, Own.sequence), descending: true),
      ]
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
