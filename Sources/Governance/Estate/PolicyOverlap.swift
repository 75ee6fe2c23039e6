import Diagnostics
import Model

extension Rule {
  static let policyOverlap = Rule(
    code: "policy-overlap", severity: .error,
    summary: "A policy allows and denies the same thing.",
    why: "One of the two is not meant, and which one counts would be a guess.",
    wrong: policy("{ allow: [PUB, IP], deny: [IP] }"), right: policy("{ allow: [PUB, IP] }"))
}

extension Check {
  static let policyOverlap = Check.model(.policyOverlap) { facts, found in
    for zone in facts.model.zones {
      guard let policies = zone.definition?.object(ZoneField.policies) else { continue }
      for field in PoliciesField.allCases { compare(policies.object(field), &found) }
    }
    for workspace in facts.model.workspaces {
      compare(workspace.object.object(WorkspaceField.classifications), &found)
    }
  }
}

private func compare(_ policy: Object?, _ found: inout [Diagnostic]) {
  guard let policy else { return }
  let allowed = policy.list(PolicyField.allow)
  for cell in policy.list(PolicyField.deny) {
    guard let name = cell.symbol, let other = allowed.first(where: { $0.symbol == name }) else {
      continue
    }
    found.append(
      .both(policy.tree.string(name), at: policy.place(cell), allowed: policy.place(other)))
  }
}

private func policy(_ classifications: String) -> String {
  """
  kind: Zone
  name: EU
  teams: { core: acme/core-model@main }
  policies: { classifications: \(classifications) }

  """
}

extension Diagnostic {
  fileprivate static func both(_ name: String, at span: Span, allowed: Span) -> Diagnostic {
    Diagnostic(
      .policyOverlap, "`\(name)` is allowed and denied", at: span,
      labels: [Label(allowed, "allowed here")], help: "remove one of the two")
  }
}
