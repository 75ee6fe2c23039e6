import Diagnostics
import Model

extension Rule {
  static let locationMissing = Rule(
    code: "location-missing", severity: .warning, isPolicy: true,
    summary:
      "A zone has policies on places, and something that holds its data does not say where it is.",
    why: """
      What says nothing cannot be judged: the data may be anywhere. Containers say where they are with \
      `locations:`, platforms with `location:`. Policies on locations, vendors and clouds ask for it.
      """,
    wrong: Example.zoned("locations: { allow: [\"onprem:EU\"] }", location: ""),
    right: Example.zoned("storage: { allow: [kafka] }", location: ""))
}

extension Check {
  static let locationMissing = Check.model(.locationMissing) { facts, found in
    var seen: Set<Span> = []
    for breach in facts.breaches where breach.fault.kind == .nowhere {
      // One word of the keeper mends it for all zones.
      guard seen.insert(breach.fault.span).inserted else { continue }
      found.append(.nowhere(breach))
    }
  }
}

extension Diagnostic {
  fileprivate static func nowhere(_ breach: Breach) -> Diagnostic {
    Diagnostic(
      .locationMissing,
      "\(breach.keeper) does not say where it is; zone `\(breach.zone)` has a policy on that",
      at: breach.fault.span, notes: breach.way.map { ["the way of the data: " + $0] } ?? [],
      help: "add its location, `vendor:part/part`")
  }
}
