import Diagnostics
import Model

extension Rule {
  static let taskRateExceeded = Rule(
    code: "task-rate-exceeded", severity: .warning,
    summary: "A platform's streams start more tasks a second than its Airflow manages.",
    why: """
      Each run of a stream is a task, with `jobs: per-slice` each run of a slice. Airflow starts about two \
      tasks a second on two cores; what comes faster waits, and then everything is late, whatever its \
      schedule says. Counted is the average over all schedules; a transformer's two tasks count as often as \
      its slowest input arrives.
      """,
    wrong: Example.crowd(schedule: "* * * * *", airflow: "task_rate: 1"),
    right: Example.crowd(schedule: "*/5 * * * *", airflow: "task_rate: 1"))
}

extension Check {
  static let taskRateExceeded = Check.model(.taskRateExceeded) { facts, found in
    for (index, platform) in facts.model.platforms.enumerated() {
      let airflow = platform.object.object(PlatformField.airflow)
      let limit = airflow?.int(AirflowField.taskRate) ?? 2
      let starts = facts.capacity.platforms[index].taskStarts
      guard starts.sum > limit * Cron.Times.cycle else { continue }
      found.append(.exceeded(starts, limit, platform))
    }
  }
}

/// How many tasks start in a cycle of the calendar.
struct TaskRates {
  private let facts: Facts
  private var known: [String: Int] = [:]
  /// Runs of each store's streams.
  private var ofStore: [Int: Int] = [:]

  init(_ facts: Facts) { self.facts = facts }

  mutating func starts(on index: Int) -> Contributions {
    let load = facts.loads[index]
    let perSlice =
      facts.model.platforms[index].object.word(PlatformField.jobs, JobGrain.self) == .perSlice
    var starts = Contributions()
    for share in load.shares {
      let store = facts.model.stores[share.store]
      if facts.flow.makers[share.store] != nil, !share.isMirror { continue }
      let tasks =
        store.consistency == .store ? 1 : perSlice ? share.slices : share.datasets
      starts.add("store `\(store.name)`", tasks * runs(ofStore: share.store))
    }
    for workspace in load.transformers {
      let name = facts.model.workspaces[workspace].name
      starts.add("transformer `\(name)`", 2 * runs(ofTransformer: workspace))
    }
    return starts
  }

  private mutating func runs(ofStore store: Int) -> Int {
    if let runs = ofStore[store] { return runs }
    // A transformer that reads its own output does not wait for it.
    ofStore[store] = Int.max
    let runs =
      if let maker = facts.flow.makers[store] {
        runs(ofTransformer: maker)
      } else {
        count(facts.stores[store].ingestion?.text(IngestionField.schedule) ?? "*/5 * * * *")
      }
    ofStore[store] = runs
    return runs
  }

  private mutating func runs(ofTransformer workspace: Int) -> Int {
    let transformer = facts.model.workspaces[workspace].transformer
    if let cron = transformer?.text(TransformerField.schedule) { return count(cron) }
    var slowest = Int.max
    for read in facts.flow.inputs[workspace] {
      slowest = min(slowest, runs(ofStore: facts.reads[read].store))
    }
    return slowest == Int.max ? 0 : slowest
  }

  private mutating func count(_ cron: String) -> Int {
    if let count = known[cron] { return count }
    let count = (try? Cron.parse(cron).get().times.count) ?? 0
    known[cron] = count
    return count
  }
}

extension Diagnostic {
  fileprivate static func exceeded(
    _ starts: Contributions, _ limit: Int, _ platform: Platform
  ) -> Diagnostic {
    Diagnostic(
      .taskRateExceeded,
      "platform `\(platform.name)` would start \(rate(starts.sum)) tasks a second, its Airflow "
        + "manages \(limit)", at: platform.airflowSpan(AirflowField.taskRate),
      notes: [starts.note(rate)],
      help: "run slices in one task with `jobs: per-slice`, merge less often, or move groups to "
        + "another platform; raise `task_rate` once Airflow manages more")
  }

  /// Starts in a cycle as starts a second, rounded up to one digit behind the point.
  private static func rate(_ starts: Int) -> String {
    let tenths = (starts * 10 + Cron.Times.cycle - 1) / Cron.Times.cycle
    return "\(tenths / 10).\(tenths % 10)"
  }
}
