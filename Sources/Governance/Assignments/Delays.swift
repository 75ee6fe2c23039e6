import Diagnostics
import Model

/// How old the data of each store may be: by the slowest schedule that it passes.
struct Delays {
  struct Delay {
    let minutes: Int
    /// Whose schedule it is: "the merges of `crm`".
    let what: String
    /// The place of the schedule, or of what could have one.
    let span: Span
  }

  private let facts: Facts
  private var known: [Int: Delay] = [:]
  private var gaps: [String: Int] = [:]

  init(_ facts: Facts) { self.facts = facts }

  mutating func delay(of store: Int) -> Delay {
    if let delay = known[store] { return delay }
    let declared = facts.stores[store]
    let own: Delay
    if let maker = facts.flow.makers[store] {
      let workspace = facts.model.workspaces[maker]
      let cron = workspace.transformer?.text(TransformerField.schedule)
      own = Delay(
        minutes: cron.map { gap($0) } ?? 0, what: "the runs of `\(workspace.name)`",
        span: workspace.transformer?.span(TransformerField.schedule) ?? workspace.object.span)
    } else {
      let cron = declared.ingestion?.text(IngestionField.schedule) ?? "*/5 * * * *"
      own = Delay(
        minutes: gap(cron), what: "the merges of `\(declared.declared.name)`",
        span: declared.ingestion?.span(IngestionField.schedule) ?? declared.declared.object.span)
    }
    // A transformer may read its own output.
    known[store] = own
    guard let maker = facts.flow.makers[store] else { return own }
    var slowest = own
    for read in facts.flow.inputs[maker] {
      let input = delay(of: facts.reads[read].store)
      if input.minutes > slowest.minutes { slowest = input }
    }
    known[store] = slowest
    return slowest
  }

  /// The longest time between two runs; 0 for what is no schedule, which has been said.
  private mutating func gap(_ cron: String) -> Int {
    if let gap = gaps[cron] { return gap }
    let gap = (try? Cron.parse(cron).get().times.longestGap) ?? 0
    gaps[cron] = gap
    return gap
  }
}

extension Delays.Delay {
  /// The time in a fitting unit, rounded up: "2 hours".
  var text: String {
    let (unit, name) =
      minutes >= 24 * 60 ? (24 * 60, "day") : minutes >= 60 ? (60, "hour") : (1, "minute")
    let number = (minutes + unit - 1) / unit
    return "\(number) \(name)\(number == 1 ? "" : "s")"
  }
}

extension Latency {
  /// How far apart merges may be, but for a moment.
  var limitText: String {
    switch self {
    case .seconds: "a minute"
    case .minutes: "an hour"
    case .hours: "a day"
    case .days: "four weeks"
    }
  }
}
