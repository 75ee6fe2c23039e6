internal import Diagnostics
internal import Model

/// What `rules: { code: error|warning|off }` on the ecosystem says. An error stays one: that a setting
/// tries otherwise is a finding of its own.
struct RuleSettings: Sendable {
  private let severities: [String: String]

  init(_ model: Model) {
    var severities: [String: String] = [:]
    if let rules = model.ecosystem?.objects(EcosystemField.rules) {
      for rule in rules {
        guard let code = rule.text(RuleSettingField.name),
          let severity = rule.text(RuleSettingField.severity)
        else { continue }
        severities[code] = severity
      }
    }
    self.severities = severities
  }

  func apply(to findings: [Diagnostic]) -> [Diagnostic] {
    if severities.isEmpty { return findings }
    return findings.compactMap { finding in
      guard finding.severity != .error, let severity = severities[finding.code] else {
        return finding
      }
      var changed = finding
      switch severity {
      case "off": return nil
      case "error": changed.severity = .error
      default: changed.severity = .warning
      }
      return changed
    }
  }
}
