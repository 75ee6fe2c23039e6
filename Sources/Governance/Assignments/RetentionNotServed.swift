import Diagnostics
import Model

extension Rule {
  static let retentionNotServed = Rule(
    code: "retention-not-served", severity: .error, covers: ["112"],
    summary: "A group needs data to be kept longer than its platform keeps it.",
    why: """
      A platform says with `serves: { retention }` how long it keeps what was. When an auditor asks for what \
      is older, it is gone. A platform that says nothing is not judged.
      """,
    wrong: Example.demand("{ retention: 7y }", serves: "{ retention: 90d }", merge: "milestoned"),
    right: Example.demand("{ retention: 90d }", serves: "{ retention: 7y }", merge: "milestoned"))
}

extension Check {
  static let retentionNotServed = Check.model(.retentionNotServed) { facts, found in
    for demand in facts.demands {
      guard let needed = demand.needs.text(NeedsField.retention),
        let served = demand.serves?.text(AbilitiesField.retention),
        let long = Duration.seconds(needed), let kept = Duration.seconds(served), long > kept
      else { continue }
      found.append(.tooShort(demand, needed, served))
    }
  }
}

extension Diagnostic {
  fileprivate static func tooShort(
    _ demand: Facts.Demand, _ needed: String, _ served: String
  ) -> Diagnostic {
    Diagnostic(
      .retentionNotServed,
      "group `\(demand.path)` needs retention \(needed), platform `\(demand.platform.name)` serves "
        + served, at: demand.span, labels: demand.labels(.retention, .retention),
      help: "assign it to a platform that keeps data as long, or need less")
  }
}
