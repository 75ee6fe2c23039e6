import Diagnostics
import Model

extension Rule {
  static let asIllegal = Rule(
    code: "as-illegal", severity: .error,
    summary: "A fixed physical name is not one that can be used.",
    why: """
      `as:` is used as it is, in PostgreSQL, in file names and in the names of connectors. So it has letters, \
      digits and `_` only, begins with a letter, and has at most 63 characters: PostgreSQL would cut off the \
      rest, silently. A column's must not be one that dsgen itself uses.
      """,
    wrong: fixed("2024 events"), right: fixed("events_2024"))
}

extension Check {
  static let asIllegal = Check(
    rules: [.asIllegal],
    dataset: { dataset, facts, found in
      guard let cell = dataset[.as], let name = cell.symbol else { return }
      let text = dataset.tree.string(name)
      if !isLegal(text) { found.append(.illegal(text, at: dataset.span(cell))) }
    },
    columns: { list, facts, found in
      guard list.marks.contains(.fixed) else { return }
      for item in list.items where item.marks.contains(.fixed) {
        let object = list.object(item)
        guard let text = object.text(ColumnField.as) else { continue }
        let folded = Fold.lower(text)
        if !isLegal(text) || folded == "dp_in" || folded == "dp_out" {
          found.append(.illegal(text, at: object.span(ColumnField.as)))
        }
      }
    })
}

private func isLegal(_ name: String) -> Bool {
  guard let first = name.utf8.first, first > 57, name.utf8.count <= Engine.postgres.longestName
  else { return false }
  return name.utf8.allSatisfy {
    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
      || $0 == UInt8(ascii: "_")
  } && first != UInt8(ascii: "_")
}

private func fixed(_ name: String) -> String {
  Example.store(
    """
      events: { as: \(name), classification: IP, columns: { id: bigint primary key } }
    """)
}

extension Diagnostic {
  fileprivate static func illegal(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .asIllegal, "`\(name)` cannot be a physical name", at: span,
      help: "a letter, then letters, digits and `_`, at most 63; not dp_in or dp_out for a column")
  }
}
