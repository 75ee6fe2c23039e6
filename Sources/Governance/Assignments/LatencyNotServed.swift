import Diagnostics
import Model

extension Rule {
  static let latencyNotServed = Rule(
    code: "latency-not-served", severity: .error, covers: ["112"],
    summary: "A group needs newer data than its platform can give.",
    why: """
      A platform says with `serves: { latency }` how new its data is at best. A group that needs it newer \
      would wait for ever. A platform that says nothing is not judged.
      """,
    wrong: Example.demand("{ latency: minutes }", serves: "{ latency: hours }"),
    right: Example.demand("{ latency: hours }", serves: "{ latency: hours }"))
}

extension Check {
  static let latencyNotServed = Check.model(.latencyNotServed) { facts, found in
    for demand in facts.demands {
      guard let needed = demand.needs.word(NeedsField.latency, Latency.self),
        let served = demand.serves?.word(AbilitiesField.latency, Latency.self), needed < served
      else { continue }
      found.append(.tooOld(demand, needed, served))
    }
  }
}

extension Diagnostic {
  fileprivate static func tooOld(
    _ demand: Facts.Demand, _ needed: Latency, _ served: Latency
  ) -> Diagnostic {
    Diagnostic(
      .latencyNotServed,
      "group `\(demand.path)` needs latency \(needed.rawValue), platform `\(demand.platform.name)` "
        + "serves \(served.rawValue)", at: demand.span, labels: demand.labels(.latency, .latency),
      help: "assign it to a platform that is as quick, or need less")
  }
}
