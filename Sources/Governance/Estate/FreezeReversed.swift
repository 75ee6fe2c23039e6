import Diagnostics
import Model

extension Rule {
  static let freezeReversed = Rule(
    code: "freeze-reversed", severity: .error, summary: "A freeze ends before it begins.",
    why: "It would freeze nothing, and whoever wrote it thinks it does.",
    wrong: frozen(from: "2027-01-02", to: "2026-12-24"),
    right: frozen(from: "2026-12-24", to: "2027-01-02"))
}

extension Check {
  static let freezeReversed = Check.model(.freezeReversed) { facts, found in
    for freeze in facts.model.ecosystem?.objects(EcosystemField.freeze) ?? .none(facts.model) {
      guard let from = freeze.text(FreezeField.from), let to = freeze.text(FreezeField.to),
        to < from
      else { continue }
      found.append(.reversed(from, to, at: freeze.span(FreezeField.to)))
    }
  }
}

private func frozen(from: String, to: String) -> String {
  """
  kind: Ecosystem
  name: Northwind
  repository: acme/data-model@ecosystem
  live: acme/data-model@main
  zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
  freeze: [{ from: \(from), to: \(to), reason: year end }]

  """
}

extension Diagnostic {
  fileprivate static func reversed(_ from: String, _ to: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .freezeReversed, "the freeze ends on \(to), before it begins on \(from)", at: span,
      help: "swap the two dates")
  }
}
