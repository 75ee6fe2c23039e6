public import Diagnostics
public import Model

extension Governance {
  /// What of all that was found is told, and how: previews only where they are asked for, each finding
  /// with its object, nothing that a suppression covers, and the severities that the Ecosystem sets.
  /// - Parameters:
  ///   - rules: every rule that can have found something.
  ///   - isPartial: a file could not be read, so what seems to be missing may be in it.
  /// - Returns: the findings in no order that a user may see, those about suppressions among them.
  public static func settle(
    _ findings: [Diagnostic], of model: Model, rules: @autoclosure @escaping () -> [Rule],
    isPartial: Bool = false, _ options: FindingOptions = FindingOptions()
  ) -> [Diagnostic] {
    if findings.isEmpty, model.suppressions.isEmpty { return [] }
    let settings = RuleSettings(model, rules(), options)
    var told = findings.filter { settings.isOn($0.code) }
    let subjects = Subjects(model)
    for index in told.indices where told[index].subject == nil {
      told[index].subject = told[index].span.map(subjects.find)
    }
    var suppressions = Suppressions(model, subjects, settings, options)
    told = suppressions.remove(from: told)
    if !isPartial { told += suppressions.unused(beside: told) }
    told += suppressions.findings
    return settings.apply(to: told)
  }
}
