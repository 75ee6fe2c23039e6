import Diagnostics
import Model

extension Rule {
  static let fromShared = Rule(
    code: "from-shared", severity: .error,
    summary: "Two columns of a dataset come from one column of the producer.",
    why: "A field is renamed once; the other column would never arrive, and the sink would fail.",
    wrong: renamed("id"), right: renamed("id2"))
}

extension Check {
  static let fromShared = Check.columns(.fromShared) { list, facts, found in
    guard list.marks.contains(.renamed) else { return }
    var sources: [String: Span] = [:]
    for item in list.items where !item.marks.contains(.renamed) {
      sources[list.name(item)] = list.span(item)
    }
    for item in list.items where item.marks.contains(.renamed) {
      let object = list.object(item)
      guard let from = object.text(ColumnField.from) else { continue }
      if let first = sources[from] {
        found.append(.shared(from, at: object.span(ColumnField.from), first: first))
      } else {
        sources[from] = list.span(item)
      }
    }
  }
}

private func renamed(_ from: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns: { id: bigint primary key, other: { type: bigint, from: \(from) } }
    """)
}

extension Diagnostic {
  fileprivate static func shared(_ from: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .fromShared, "another column comes from the producer's `\(from)` already", at: span,
      labels: [Label(first, "this one")], help: "name the column that it really comes from")
  }
}
