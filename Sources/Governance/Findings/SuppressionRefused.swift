import Diagnostics
import Model

extension Rule {
  static let suppressionRefused = Rule(
    code: "suppression-refused", severity: .error,
    summary: "A suppression names a rule that nobody can keep quiet about.",
    why: """
      Without what such a rule demands a platform would get files that are wrong or not safe. Warnings, notes \
      and policies can be suppressed; each rule's page says whether it is one.
      """,
    wrong: suppressed("key-missing"), right: suppressed("dataset-unclassified"))
}

private func suppressed(_ rule: String) -> String {
  Example.store(
    """
      events:
        columns: { id: bigint primary key }
    """) + "---\n" + Example.suppression(rule, of: "lint.events")
}

extension Diagnostic {
  static func suppressionRefused(_ rule: Rule, _ subject: Subject, _ item: Object) -> Diagnostic {
    Diagnostic(
      .suppressionRefused, "the rule `\(rule.code)` cannot be suppressed",
      at: item.span(SuppressionField.rule), help: "mend what it finds, and remove the suppression",
      about: subject)
  }
}
