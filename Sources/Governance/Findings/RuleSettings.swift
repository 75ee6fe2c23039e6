public import Diagnostics
public import Model

/// What `rules: { code: error|warning|off }` on the Ecosystem and the run's options make of the rules.
public final class RuleSettings {
  private let severities: [String: String]
  private let preview: Bool
  private let all: () -> [Rule]
  private lazy var rules = Dictionary(
    all().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// - Parameter rules: every rule that can find something; asked for where one is named by its code.
  public init(
    _ model: Model, _ rules: @autoclosure @escaping () -> [Rule], _ options: FindingOptions
  ) {
    var severities: [String: String] = [:]
    for setting in model.ecosystem?.objects(EcosystemField.rules) ?? .none(model) {
      guard let code = setting.text(RuleSettingField.name),
        let severity = setting.text(RuleSettingField.severity)
      else { continue }
      severities[code] = severity
    }
    self.severities = severities
    all = rules
    preview = options.preview
  }

  func rule(_ code: String) -> Rule? { rules[code] }

  /// Whether what a rule finds is told. A preview has to be asked for: all of them by an option, one by
  /// naming its severity.
  func isOn(_ rule: Rule) -> Bool {
    guard !preview, rule.status == .preview else { return true }
    return severities[rule.code] == "warning" || severities[rule.code] == "error"
  }

  /// Whether what is found by a code is told.
  public func isOn(_ code: String) -> Bool { rules[code].map(isOn) ?? true }

  /// Whether what a rule finds may be an error.
  func canBeError(_ rule: Rule) -> Bool {
    rule.severity == .error || severities[rule.code] == "error"
  }

  /// The findings with the severities that are set, without what is switched off. Errors stay errors: that a setting tries otherwise is a finding of its own.
  public func apply(to findings: [Diagnostic]) -> [Diagnostic] {
    if severities.isEmpty { return findings }
    return findings.compactMap { finding in
      guard finding.severity < .error, let setting = severities[finding.code] else {
        return finding
      }
      var finding = finding
      switch setting {
      case "off": return nil
      case "error": finding.severity = .error
      default: finding.severity = .warning
      }
      return finding
    }
  }
}
