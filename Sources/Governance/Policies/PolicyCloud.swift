import Diagnostics
import Model

extension Rule {
  static let policyCloud = Rule(
    code: "policy-cloud", severity: .error, covers: ["32", "33", "35", "36"], isPolicy: true,
    summary: "Data is, or comes from, a cloud that a zone's policy does not let hold it.",
    why: """
      A zone's `policies.clouds` say whose clouds may hold its data; `private` is nobody's. A vendor says \
      with `cloud:` whose cloud is behind it, and one that does not say it cannot be shown to be allowed. \
      Which containers and platforms are judged is on the page of policy-location.
      """,
    wrong: Example.zoned("clouds: { allow: [private] }", location: "aws:eu_west_1"),
    right: Example.zoned("clouds: { allow: [private] }"))
}

extension Check {
  static let policyCloud = Check.model(.policyCloud) { facts, found in
    for breach in facts.breaches {
      switch breach.fault.kind {
      case .cloud: found.append(.forbidden(breach))
      case .cloudless: found.append(.unknown(breach))
      default: break
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func forbidden(_ breach: Breach) -> Diagnostic {
    breach.diagnostic(
      .policyCloud, "\(breach.keeper) is in cloud `\(breach.fault.thing)`, \(breach.verdict)",
      help: breach.help("an allowed cloud"))
  }

  fileprivate static func unknown(_ breach: Breach) -> Diagnostic {
    var breach = breach
    if let vendor = breach.fault.vendor { breach.labels.append(Label(vendor.span, "the vendor")) }
    return breach.diagnostic(
      .policyCloud,
      "\(breach.keeper) is at vendor `\(breach.fault.thing)`, which does not say whose cloud it is; "
        + "zone `\(breach.zone)` has a policy on clouds",
      help: "say `cloud:` at the vendor; `private` where it is nobody's")
  }
}
