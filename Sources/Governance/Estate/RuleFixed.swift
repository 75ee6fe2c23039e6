import Diagnostics
import Model

extension Rule {
  static let ruleFixed = Rule(
    code: "rule-fixed", severity: .error,
    summary: "A setting changes the severity of a rule that is an error.",
    why: """
      What breaks such a rule could not be carried out by any platform, or is not safe. Only warnings and \
      notes can be made errors or switched off.
      """,
    wrong: set("name-reserved"), right: set("reserved-name"))
}

extension Check {
  static let ruleFixed = Check.model(.ruleFixed) { facts, found in
    for setting in facts.model.ecosystem?.objects(EcosystemField.rules) ?? .none(facts.model) {
      guard let code = setting.text(RuleSettingField.name), facts.codes[code] == .error,
        let severity = setting.text(RuleSettingField.severity), severity != "error"
      else { continue }
      found.append(.fixed(code, at: setting.span))
    }
  }
}

private func set(_ rule: String) -> String {
  """
  kind: Ecosystem
  name: Northwind
  repository: acme/data-model@ecosystem
  live: acme/data-model@main
  zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
  rules: { \(rule): off }

  """
}

extension Diagnostic {
  fileprivate static func fixed(_ code: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .ruleFixed, "rule `\(code)` is an error and stays one", at: span,
      help: "only warnings can be set; mend what it finds")
  }
}
