public import Diagnostics
public import Model

extension Governance {
  /// Gives findings the severities that the Ecosystem's `rules:` sets, and leaves out what it
  /// switches off. Errors stay errors.
  public static func settle(_ findings: [Diagnostic], by model: Model) -> [Diagnostic] {
    guard let ecosystem = model.ecosystem, ecosystem.has(EcosystemField.rules) else {
      return findings
    }
    var settings: [String: String] = [:]
    for setting in ecosystem.objects(EcosystemField.rules) {
      guard let code = setting.text(RuleSettingField.name) else { continue }
      settings[code] = setting.text(RuleSettingField.severity)
    }
    return findings.compactMap { finding in
      guard finding.severity < .error, let setting = settings[finding.code] else { return finding }
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
