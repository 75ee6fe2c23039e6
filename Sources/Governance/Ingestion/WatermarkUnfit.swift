import Diagnostics
import Model

extension Rule {
  static let watermarkUnfit = Rule(
    code: "watermark-unfit", severity: .error, covers: ["5", "62", "63", "64"],
    summary: "A dataset cannot be pulled by its store's watermark column.",
    why: """
      sql-watermark asks the producer for the rows whose watermark is greater than the last one seen. So \
      each dataset needs the column; it must be an integer or a timestamp, and never null: a row with a \
      null there would never be asked for.
      """,
    wrong: watermarked("timestamp"), right: watermarked("timestamp not null"))
}

extension Check {
  static let watermarkUnfit = Check.dataset(.watermarkUnfit) { dataset, facts, found in
    guard facts.stores[dataset.store].type == .sqlWatermark else { return }
    let store = facts.stores[dataset.store]
    guard let watermark = store.ingestion?.symbol(IngestionField.watermark), dataset.hasColumns
    else { return }
    guard let (list, item) = dataset.column(named: watermark) else {
      return found.append(
        .absent(
          dataset.tree.string(dataset.name), dataset.tree.string(watermark), at: dataset.span,
          watermark: store.ingestion?.span(IngestionField.watermark) ?? dataset.span))
    }
    let place = list.object(item).span(ColumnField.type)
    guard let type = item.definition.flatMap({ facts.model.definitions[$0]?.type }) else { return }
    if !grows(type) {
      found.append(.wrongType(list.name(item), type, at: place))
    } else if !item.marks.contains(.notNull) || item.marks.contains(.saidNullable) {
      found.append(.nullable(list.name(item), at: place))
    }
  }
}

private func grows(_ type: ColumnType) -> Bool {
  switch type {
  case .tinyint, .smallint, .integer, .bigint, .timestamp: true
  case .decimal(_, let scale): scale == 0
  default: false
  }
}

private func watermarked(_ type: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns: { id: bigint primary key, changed_at: \(type) }
    """,
    ingestion:
      "{ type: sql-watermark, container: orders_db, credential: login, watermark: changed_at }")
}

extension Diagnostic {
  fileprivate static func absent(
    _ name: String, _ column: String, at span: Span, watermark: Span
  ) -> Diagnostic {
    Diagnostic(
      .watermarkUnfit, "dataset `\(name)` has no column `\(column)`, the store's watermark",
      at: span, labels: [Label(watermark, "the watermark")],
      help: "declare the column, or move the dataset to a store of type sql-snapshot")
  }

  fileprivate static func wrongType(
    _ column: String, _ type: ColumnType, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .watermarkUnfit,
      "a watermark is an integer or a timestamp; `\(column)` is `\(type)`", at: span,
      help: "use a column that grows with every change")
  }

  fileprivate static func nullable(_ column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .watermarkUnfit, "the watermark `\(column)` may be null", at: span,
      help: "declare it `not null`: rows with a null there would never be seen")
  }
}
