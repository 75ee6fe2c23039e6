import Diagnostics
import Model

extension Rule {
  static let regulatorNotServed = Rule(
    code: "regulator-not-served", severity: .error, covers: ["112"],
    summary: "A group's regulator is not among those that its platform meets.",
    why: """
      A platform says with `serves: { regulators }` whose demands it meets, mostly because somebody has \
      certified it. Data for another regulator needs another platform, or that work. A platform that says \
      nothing is not judged.
      """,
    wrong: Example.demand("{ regulator: SEC }", serves: "{ regulators: [BaFin, FCA] }"),
    right: Example.demand("{ regulator: SEC }", serves: "{ regulators: [SEC, FCA] }"))
}

extension Check {
  static let regulatorNotServed = Check.model(.regulatorNotServed) { facts, found in
    for demand in facts.demands {
      guard let needed = demand.needs.text(NeedsField.regulator), let serves = demand.serves,
        serves.has(AbilitiesField.regulators)
      else { continue }
      let served = serves.texts(AbilitiesField.regulators)
      if !served.contains(needed) { found.append(.unmet(demand, needed, served)) }
    }
  }
}

extension Diagnostic {
  fileprivate static func unmet(
    _ demand: Facts.Demand, _ needed: String, _ served: [String]
  ) -> Diagnostic {
    Diagnostic(
      .regulatorNotServed,
      "group `\(demand.path)` is asked for by \(needed), whose demands platform "
        + "`\(demand.platform.name)` is not said to meet", at: demand.span,
      labels: demand.labels(.regulator, .regulators),
      help: nearest(to: needed, among: served).map { "did you mean `\($0)`?" }
        ?? "assign it to a platform that meets them")
  }
}
