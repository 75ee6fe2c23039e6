import Diagnostics
import Model

extension Rule {
  static let scheduleTooSlow = Rule(
    code: "schedule-too-slow", severity: .warning, covers: ["112"],
    summary: "A group needs newer data than the schedule of a store gives.",
    why: """
      Data is as new as the last merge of what it is made from. `latency: minutes` needs merges less than an \
      hour apart, `hours` less than a day, `days` less than four weeks; no schedule gives `seconds`. What a \
      transformer makes is as new as its slowest input, or as its own schedule.
      """,
    wrong: scheduled("0 * * * *"), right: scheduled("*/30 * * * *"))
}

extension Check {
  static let scheduleTooSlow = Check.model(.scheduleTooSlow) { facts, found in
    var delays = Delays(facts)
    var told: Set<Told> = []
    for demand in facts.demands {
      guard let latency = demand.needs.word(NeedsField.latency, Latency.self),
        let group = facts.flow.groups[demand.path]
      else { continue }
      for number in group.reads {
        let read = facts.reads[number]
        let delay = delays.delay(of: read.store)
        guard delay.minutes >= latency.limit,
          told.insert(Told(group: demand.path, store: read.store)).inserted
        else { continue }
        found.append(.slow(demand, latency, read, delay))
      }
    }
  }
}

private struct Told: Hashable {
  let group: String
  let store: Int
}

private func scheduled(_ cron: String) -> String {
  Example.store(
    Example.dataset,
    ingestion: "{ type: kafka, container: crm_events, credential: crm_kafka, "
      + "topic: \"lint.{dataset}\", schedule: \"\(cron)\" }")
    + "---\n"
    + Example.workspace("[lint.events]")
    .replacing("g: { reads", "g: { needs: { latency: minutes }, reads")
}

extension Diagnostic {
  fileprivate static func slow(
    _ demand: Facts.Demand, _ latency: Latency, _ read: Facts.Read, _ delay: Delays.Delay
  ) -> Diagnostic {
    Diagnostic(
      .scheduleTooSlow,
      "group `\(demand.path)` needs latency \(latency.rawValue), and `\(read.text)` is as new as "
        + "\(delay.what), up to \(delay.text) old", at: read.span,
      labels: [
        Label(demand.needs.span(NeedsField.latency), "needed here"),
        Label(delay.span, "its schedule"),
      ],
      help: "ask for merges less than \(latency.limitText) apart, or need less")
  }
}
