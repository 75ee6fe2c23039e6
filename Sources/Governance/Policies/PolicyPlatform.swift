import Diagnostics
import Model

extension Rule {
  static let policyPlatform = Rule(
    code: "policy-platform", severity: .error, covers: ["37"], isPolicy: true,
    summary: "A platform holds data that a zone's policy does not let it hold.",
    why: """
      A zone's `policies.platforms` say which platforms may run its workspaces and hold its data, in \
      whichever zone the workspace is that reads it there. A store's data is on each platform that serves \
      a group which reads it, or which reads what transformers make of it, and on the store's primary.
      """,
    wrong: Example.zonedReader("platforms: { deny: [prod_live] }"),
    right: Example.zonedReader("platforms: { allow: [prod_live] }"))
}

extension Check {
  static let policyPlatform = Check.model(.policyPlatform) { facts, found in
    for breach in facts.breaches where breach.fault.kind == .platform {
      found.append(.forbidden(breach))
    }
  }
}

extension Diagnostic {
  fileprivate static func forbidden(_ breach: Breach) -> Diagnostic {
    breach.diagnostic(
      .policyPlatform,
      "data of zone `\(breach.zone)` is on \(breach.keeper), which the zone "
        + (breach.fault.refusal?.verb ?? ""),
      help: breach.help("an allowed platform"))
  }
}
