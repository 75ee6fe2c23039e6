import Diagnostics
import Model

extension Rule {
  static let sourceTableShared = Rule(
    code: "source-table-shared", severity: .error, covers: ["61"],
    summary: "Two datasets of a cdc store capture one table.",
    why: """
      Debezium writes a table's changes to one topic, and a topic's records go to one dataset: the other \
      would stay empty.
      """,
    wrong: copied("table: orders"), right: copied("table: parts_old"))
}

extension Check {
  static let sourceTableShared = Check.model(.sourceTableShared) { facts, found in
    for store in facts.stores where store.type == .cdc {
      var tables: [String: Span] = [:]
      let named = store.declared.datasets.filter {
        facts.model.object(ofDataset: $0).has(DatasetField.source)
      }
      guard !named.isEmpty else { continue }
      for id in store.declared.datasets {
        let object = facts.model.object(ofDataset: id)
        let source = object.object(DatasetField.source)
        let schema = source?.text(SourceField.schema) ?? "public"
        let table = source?.text(SourceField.table) ?? facts.model.name(ofDataset: id)
        let key = schema + "\u{0}" + table
        let span = source == nil ? object.span : object.span(DatasetField.source)
        if let first = tables[key] {
          found.append(
            .shared(schema + "." + table, at: max(first, span), first: min(first, span)))
        } else {
          tables[key] = span
        }
      }
    }
  }
}

private func copied(_ source: String) -> String {
  Example.store(
    """
      orders: { classification: IP, columns: { id: bigint primary key } }
      parts: { classification: IP, source: { \(source) }, columns: { id: bigint primary key } }
    """, ingestion: Example.cdc)
}

extension Diagnostic {
  fileprivate static func shared(_ table: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .sourceTableShared, "table `\(table)` is captured by another dataset already", at: span,
      labels: [Label(first, "this one")], help: "let groups read the one dataset, or name its table"
    )
  }
}
