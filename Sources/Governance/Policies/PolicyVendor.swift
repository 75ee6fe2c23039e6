import Diagnostics
import Model

extension Rule {
  static let policyVendor = Rule(
    code: "policy-vendor", severity: .error, covers: ["32", "35", "36"], isPolicy: true,
    summary: "Data is, or comes from, a vendor's place that a zone's policy does not let hold it.",
    why: """
      A zone's `policies.vendors` say whose places may hold its data. The vendor is the first part of a \
      location: `aws:eu_west_1` is a place of vendor `aws`. Which containers and platforms are judged is on \
      the page of policy-location.
      """,
    wrong: Example.zoned("vendors: { deny: [aws] }", location: "aws:eu_west_1"),
    right: Example.zoned("vendors: { deny: [aws] }"))
}

extension Check {
  static let policyVendor = Check.model(.policyVendor) { facts, found in
    for breach in facts.breaches where breach.fault.kind == .vendor {
      found.append(.forbidden(breach))
    }
  }
}

extension Diagnostic {
  fileprivate static func forbidden(_ breach: Breach) -> Diagnostic {
    breach.diagnostic(
      .policyVendor, "\(breach.keeper) is at vendor `\(breach.fault.thing)`, \(breach.verdict)",
      help: breach.help("an allowed vendor"))
  }
}
