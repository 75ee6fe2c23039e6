import Diagnostics
import IR
import Model

extension Rule {
  static let typeNotRepresentable = Rule(
    code: "type-not-representable", severity: .error, covers: ["83"],
    summary: "PostgreSQL cannot hold a column's type without loss.",
    why: """
      A platform of type kubernetes-postgres merges in PostgreSQL 15. It has no maps, no structs, no \
      binary floats wider than 64 bits and none of the machine-learning floats; vectors and geography \
      need extensions (pgvector, PostGIS) that its image need not have; its arrays of arrays must be \
      rectangular; texts have at most 10,485,760 characters where a length is given. Held without \
      loss in a wider type: tinyint as smallint, float16 as real, nvarchar and nchar as varchar and \
      char. It is said when the model changes, not when the first row arrives.
      """,
    wrong: typed("vector(384)"), right: typed("array<real>"))
}

extension Check {
  static let typeNotRepresentable = Check.columns(.typeNotRepresentable) { list, facts, found in
    for item in list.items {
      guard let text = item.definition, facts.hasNoPostgresType(text),
        let type = facts.model.definitions[text]?.type, let problem = postgresProblem(of: type)
      else { continue }
      found.append(
        .notRepresentable(type, problem, at: list.object(item).span(ColumnField.type)))
    }
  }
}

/// Why PostgreSQL 15 cannot hold a type; nil if it can.
func postgresProblem(of type: ColumnType) -> String? {
  if case .failure(let refusal) = type.row { return refusal.reason }
  return nil
}

private func typed(_ type: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns:
          id: bigint primary key
          embedding: \(type)
    """)
}

extension Diagnostic {
  fileprivate static func notRepresentable(
    _ type: ColumnType, _ problem: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .typeNotRepresentable, "PostgreSQL cannot hold `\(type)`: \(problem)", at: span,
      help: "declare a type that it can hold, and have the producer convert")
  }
}
