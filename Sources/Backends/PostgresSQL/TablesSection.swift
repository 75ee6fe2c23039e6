internal import Emit
internal import IR
internal import Model

/// What makes, or expands, the tables of a dataset.
struct TablesSection {
  let merge: MergeStrategy
  let feed: Feed

  /// For all datasets of a store.
  var form: SQLForm {
    SQLForm { writer in
      let identity: [SQLExpression] = [.hole(.tableText), .hole(.fingerprint)]
      writer.call(.isBehind, identity + [.variable(.merging)], as: .behind)
      writer.command(.if(.behind))
      writer.statement(.begin)
      writer.call(.lockTable, [.hole(.tableText)])
      incoming(&writer)
      merged(&writer)
      writer.call(.noteApplied, identity)
      writer.statement(.commit)
      writer.command(.end)
    }
  }

  /// The table that connectors, or a transformer, fill.
  private func incoming(_ writer: inout SQLWriter) {
    switch feed {
    case .staged(let format):
      let key = List(Own.coordinates)
      make(Own.stagingSchema, .staging, Own.staging(format), key: key, &writer)
      writer.statement(
        .createTrigger(SQLName(.trigger), on: SQLTable(Own.stagingSchema, SQLName(.table))))
    case .output(let output):
      let schema = SQLName(output.schema)
      switch output.mode {
      case .snapshot: make(schema, .merge, [], key: .key, &writer)
      case .upsert, .changes:
        let op = output.mode == .changes ? [SQLColumn(Own.op, Own.text, .notNull)] : []
        let sequence = SQLColumn(Own.sequence, Own.bigint, .counted)
        make(schema, .merge, op + [sequence], key: List([Own.sequence]), &writer)
      }
    case .snapshot, .versions, .watermark: break
    }
  }

  private func merged(_ writer: inout SQLWriter) {
    let milestoned = merge == .milestoned
    let own = Own.merge(feed, milestoned: milestoned)
    make(
      Own.mergeSchema, .merge, own, key: .key + (milestoned ? List([Own.dpIn]) : .none), &writer)
    guard milestoned else { return }
    writer.statement(
      .createUniqueIndex(
        SQLName(.openIndex), on: SQLTable(Own.mergeSchema, SQLName(.table)), [SQLName(.key)],
        where: .isNull(.name(Own.dpOut))))
  }

  /// The table as it is made, and the same for one that is there already.
  private func make(
    _ schema: SQLName, _ types: Types, _ own: [SQLColumn], key: List, _ writer: inout SQLWriter
  ) {
    let table = SQLTable(schema, SQLName(.table))
    writer.statement(
      .createTable(table, [SQLColumn(types.columns)] + own, key: key.names, SQLName(.constraint)))
    writer.call(
      .expand,
      [
        .text(schema.text), .hole(.tableText),
        .array([.hole(.nameTexts)] + own.map { .text($0.name.text) }),
        .array([.hole(types.texts)] + own.map { .text($0.type.text) }), .array(key.texts),
      ])
  }

  /// Which of the two types a column has.
  private enum Types {
    case staging, merge

    var columns: DatasetHole { self == .staging ? .stagingColumns : .mergeColumns }
    var texts: DatasetHole { self == .staging ? .stagingTypes : .mergeTypes }
  }

  /// Columns of a key, by name and as texts.
  private struct List {
    var names: [SQLName]
    var texts: [SQLExpression]

    init(_ names: [SQLName], texts: [SQLExpression]? = nil) {
      self.names = names
      self.texts = texts ?? names.map { .text($0.text) }
    }

    static let none = List([])
    /// The dataset's.
    static let key = List([SQLName(.key)], texts: [.hole(.keyTexts)])

    static func + (a: List, b: List) -> List {
      List(a.names + b.names, texts: a.texts + b.texts)
    }
  }
}
