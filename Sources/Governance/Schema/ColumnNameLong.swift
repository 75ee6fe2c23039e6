import Diagnostics
import Model

extension Rule {
  static let columnNameLong = Rule(
    code: "column-name-long", severity: .error, covers: ["142"],
    summary: "A column's name is longer than PostgreSQL's columns can have.",
    why: """
      PostgreSQL cuts names after 63 bytes in silence: the connector would then write to a column that is not \
      there, and two columns that begin alike would be one. A table's name is cut with a hash, but a column's \
      is what people write in queries, so it is theirs to shorten, with `as`.
      """,
    wrong: named("bigint"), right: named("{ type: bigint, as: amount_of_the_settlement }"))
}

extension Check {
  static let columnNameLong = Check.columns(.columnNameLong) { list, facts, found in
    guard list.names.contains(.long) else { return }
    let text = facts.model.tree.text
    for item in list.items where text.withBytes(item.name, { $0.count }) > limit {
      guard !item.marks.contains(.fixed) else { continue }
      found.append(
        .long(list.name(item), text.withBytes(item.name) { $0.count }, at: list.span(item)))
    }
  }
}

private let limit = Engine.postgres.longestName

private func named(_ body: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns:
          id: bigint primary key
          the_amount_of_the_settlement_of_the_second_leg_of_the_currency_swap: \(body)
    """)
}

extension Diagnostic {
  fileprivate static func long(_ name: String, _ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .columnNameLong, "the column's name has \(count) bytes, PostgreSQL takes \(limit)", at: span,
      help: "give it a shorter physical name with `as:`; the model keeps this one")
  }
}
