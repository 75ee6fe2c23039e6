import Diagnostics
import Model

extension Rule {
  static let ruleUnknown = Rule(
    code: "rule-unknown", severity: .error,
    summary: "A setting or a suppression names a rule that does not exist.",
    why: "It has no effect, and whoever wrote it thinks it has.",
    wrong: suppressed("dataset-unclasified"), right: suppressed("dataset-unclassified"))
}

extension Check {
  static let ruleUnknown = Check.model(.ruleUnknown) { facts, found in
    func check(_ object: Object, _ field: some FieldSet) {
      guard let code = object.text(field), facts.codes[code] == nil else { return }
      found.append(
        .unknown(code, nearest(to: code, among: facts.codes.keys), at: object.span(field)))
    }
    for setting in facts.model.ecosystem?.objects(EcosystemField.rules) ?? .none(facts.model) {
      check(setting, RuleSettingField.name)
    }
    for document in facts.model.suppressions {
      for item in document.objects(SuppressionsField.suppressions) {
        check(item, SuppressionField.rule)
      }
    }
  }
}

private func suppressed(_ rule: String) -> String {
  Example.suppression(rule, of: "crm.customers")
}

extension Diagnostic {
  fileprivate static func unknown(_ code: String, _ near: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      .ruleUnknown, "there is no rule `\(code)`", at: span,
      help: near.map { "did you mean `\($0)`?" } ?? "the rules are listed in docs/diagnostics.md")
  }
}
