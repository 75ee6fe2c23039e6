import Diagnostics
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
///
/// Source: PostgreSQL 15 documentation, chapter 8 "Data Types" (8.1 numeric, 8.3 character, 8.15
/// arrays); none of vector, geography, map or struct types is built in.
func postgresProblem(of type: ColumnType) -> String? {
  switch type {
  case .float128, .float256: "its widest binary float is `double`, of 64 bits"
  case .machineFloat: "it has no machine-learning floats; `real` holds every value of them"
  case .map: "it has no maps; use two columns in a dataset of their own"
  case .structure: "it has no structs in a column; write the fields as columns"
  case .vector: "vectors need the extension pgvector; `array<real>` needs none"
  case .geography: "geography needs the extension PostGIS; well-known text fits `varchar`"
  case .array(.array): "its arrays of arrays must be rectangular, which no producer promises"
  case .array(let element): postgresProblem(of: element)
  case .varchar(.some(let length)), .nvarchar(.some(let length)), .char(let length),
    .nchar(let length):
    length > 10_485_760 ? "its longest text with a length has 10,485,760 characters" : nil
  case .boolean, .tinyint, .smallint, .integer, .bigint, .float16, .real, .double, .decimal, .date,
    .time, .timestamp, .interval, .varchar(nil), .nvarchar(nil), .uuid, .binary, .variant:
    nil
  }
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
