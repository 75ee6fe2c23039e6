import Diagnostics
import Model

extension Rule {
  static let fieldNotForIngestion = Rule(
    code: "field-not-for-ingestion", severity: .error, covers: ["61", "67"],
    summary: "A dataset has a field that its store's ingestion has no use for.",
    why: """
      Only a store of type kafka reads topics that a producer names, and what a transformer fills has no \
      producer's table. The field would have no effect, and whoever wrote it thinks it has.
      """,
    wrong: captured("topic: crm.orders"), right: captured("source: { table: orders_2 }"))
}

extension Check {
  static let fieldNotForIngestion = Check.dataset(.fieldNotForIngestion) { dataset, facts, found in
    guard dataset[.topic] != nil || dataset[.source] != nil,
      let type = facts.stores[dataset.store].type
    else { return }
    if dataset[.topic] != nil, type != .kafka {
      found.append(.unused("topic", type, at: dataset.object.keySpan(DatasetField.topic)))
    }
    if dataset[.source] != nil, type == .transformer {
      found.append(.unused("source", type, at: dataset.object.keySpan(DatasetField.source)))
    }
  }
}

private func captured(_ field: String) -> String {
  Example.store(
    """
      orders: { classification: IP, \(field), columns: { id: bigint primary key } }
    """, ingestion: Example.cdc)
}

extension Diagnostic {
  fileprivate static func unused(
    _ field: String, _ type: IngestionType, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .fieldNotForIngestion,
      "`\(field)` has no meaning in a store whose ingestion is of type \(type.rawValue)", at: span,
      help: field == "topic"
        ? "leave it out; the producer's table is named by `source: { schema, table }`"
        : "leave it out: the transformer writes a table named as the dataset")
  }
}
