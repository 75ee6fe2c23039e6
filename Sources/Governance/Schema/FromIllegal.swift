import Diagnostics
import Model

extension Rule {
  static let fromIllegal = Rule(
    code: "from-illegal", severity: .error,
    summary: "A column's `from` has a character that the sink's rename step cannot carry.",
    why: """
      `from` becomes a rename `old:new,old:new` in Kafka Connect, where `:` and `,` separate and \
      blanks at the ends are cut off. There is no way to escape them.
      """,
    wrong: renamed("Note:2"), right: renamed("Note#2"))
}

extension Check {
  static let fromIllegal = Check.columns(.fromIllegal) { list, facts, found in
    guard list.marks.contains(.renamed) else { return }
    for item in list.items where item.marks.contains(.renamed) {
      let object = list.object(item)
      guard let from = object.text(ColumnField.from) else { continue }
      if from.contains(":") || from.contains(",") {
        found.append(.separator(from, at: object.span(ColumnField.from)))
      } else if from.isEmpty || from.utf8.first == 32 || from.utf8.last == 32 {
        found.append(.blank(at: object.span(ColumnField.from)))
      }
    }
  }
}

private func renamed(_ from: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns: { id: bigint primary key, note: { type: varchar, from: "\(from)" } }
    """)
}

extension Diagnostic {
  fileprivate static func separator(_ from: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .fromIllegal, "`from` cannot have `\(from.contains(":") ? ":" : ",")` in it", at: span,
      help: "let the producer rename the field, or publish a view without the character")
  }

  fileprivate static func blank(at span: Span) -> Diagnostic {
    Diagnostic(
      .fromIllegal, "`from` cannot be empty, nor begin or end with a blank", at: span,
      help: "write the producer's name of the column without blanks at its ends")
  }
}
