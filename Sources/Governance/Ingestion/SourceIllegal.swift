import Diagnostics
import Model

extension Rule {
  static let sourceIllegal = Rule(
    code: "source-illegal", severity: .error, covers: ["4"],
    summary: "A producer's schema or table has a name that it cannot have.",
    why: """
      `source` names the producer's own schema and table, in whatever letters they have. But no table has an \
      empty name, and PostgreSQL has none with more than 63 bytes: nothing would ever be captured from it.
      """,
    wrong: named("\"\""), right: named("\"Order Details\""))
}

extension Check {
  static let sourceIllegal = Check.dataset(.sourceIllegal) { dataset, facts, found in
    guard dataset[.source] != nil, let source = dataset.object.object(DatasetField.source) else {
      return
    }
    let store = facts.stores[dataset.store]
    let isPostgres = store.type == .cdc || store.type?.isPulled == true
    for field in SourceField.allCases {
      guard let text = source.text(field) else { continue }
      if text.isEmpty {
        found.append(.empty(field.field.name, at: source.span(field)))
      } else if isPostgres, text.utf8.count > limit {
        found.append(.long(field.field.name, text.utf8.count, at: source.span(field)))
      }
    }
  }
}

private let limit = 63

private func named(_ table: String) -> String {
  Example.store(
    """
      orders: { classification: IP, source: { table: \(table) }, columns: { id: bigint primary key } }
    """, ingestion: Example.cdc)
}

extension Diagnostic {
  fileprivate static func empty(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .sourceIllegal, "the producer's \(what) has no name", at: span,
      help: "write its name, or leave the field out")
  }

  fileprivate static func long(_ what: String, _ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .sourceIllegal, "a \(what) of PostgreSQL has at most \(limit) bytes, this name has \(count)",
      at: span, help: "write the name as the database has it: it has cut it to \(limit) bytes")
  }
}
