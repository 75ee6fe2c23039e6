import Diagnostics
import Model

extension Rule {
  static let suppressionExpired = Rule(
    code: "suppression-expired", severity: .warning, isSuppressible: false,
    summary: "A suppression has expired: what it covered is told again.",
    why: """
      Whoever wrote it promised to mend the fault by that day. The day to judge by is given with `--today`; \
      without it nothing expires, so that the same model always gives the same findings.
      """,
    wrong: suppressed(until: "2026-01-31"), right: suppressed(until: "2026-12-31"))
}

private func suppressed(until date: String) -> String {
  Example.store(
    """
      events:
        columns: { id: bigint primary key }
    """) + "---\n" + Example.suppression("dataset-unclassified", of: "lint.events", until: date)
}

extension Diagnostic {
  static func suppressionExpired(
    _ rule: Rule, _ last: String, _ subject: Subject, _ item: Object
  ) -> Diagnostic {
    Diagnostic(
      .suppressionExpired,
      "the suppression of `\(rule.code)` for `\(subject.object)` expired on \(last)",
      at: item.span(SuppressionField.expires),
      help: "mend what it covered and remove it; or agree on another day", about: subject)
  }
}
