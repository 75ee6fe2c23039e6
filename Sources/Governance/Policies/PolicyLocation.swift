import Diagnostics
import Model

extension Rule {
  static let policyLocation = Rule(
    code: "policy-location", severity: .error, covers: ["32", "35", "36", "40"], isPolicy: true,
    summary: "Data is, or comes from, where a zone's policy does not let it be.",
    why: """
      A zone's `policies.locations` say where its data may be. They hold for the containers that its teams \
      declare and capture from, for the platforms and containers of its workspaces, for every platform that \
      any workspace's reading brings its data to, and for the containers that hold what its workspaces read, \
      however many transformers are between. A location covers those below it: `onprem:USA` covers \
      `onprem:USA/NY_1`; what is only known to be in `onprem:USA` may be in a denied `onprem:USA/NY_1`. What \
      a transformer makes of data is under the policies of its own zone and under those of its source, \
      until it is classified PUB: that is why data is masked.
      """,
    wrong: Example.zoned("locations: { allow: [\"onprem:EU\"] }", location: "onprem:USA/NY_1"),
    right: Example.zoned("locations: { allow: [\"onprem:EU\"] }", location: "onprem:EU/DUB_1"))
}

extension Check {
  static let policyLocation = Check.model(.policyLocation) { facts, found in
    for breach in facts.breaches where breach.fault.kind == .location {
      found.append(.forbidden(breach))
    }
  }
}

extension Diagnostic {
  fileprivate static func forbidden(_ breach: Breach) -> Diagnostic {
    breach.diagnostic(
      .policyLocation, "\(breach.keeper) is in `\(breach.fault.thing)`, \(breach.verdict)",
      help: breach.help("an allowed location"))
  }
}
