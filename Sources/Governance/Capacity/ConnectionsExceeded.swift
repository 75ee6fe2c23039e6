import Diagnostics
import Model

extension Rule {
  static let connectionsExceeded = Rule(
    code: "connections-exceeded", severity: .warning,
    summary: "A platform's connectors and tasks may open more database connections than it allows.",
    why: """
      Each sink keeps up to two connections to the platform's PostgreSQL, and each task that runs has one. \
      When none is left, whatever comes last fails, and which that is changes with every restart. Sinks are \
      one for each dataset that is captured by topics, or one for each slice.
      """,
    wrong: Example.crowd(connections: 35), right: Example.crowd(connections: 36))
}

extension Check {
  static let connectionsExceeded = Check.model(.connectionsExceeded) { facts, found in
    for (index, platform) in facts.model.platforms.enumerated() {
      let connections = facts.capacity.platforms[index].connections
      let limit =
        platform.object.object(PlatformField.postgres)?.int(PostgresField.connections) ?? 200
      guard connections.sum > limit else { continue }
      found.append(.exceeded(connections, limit, platform))
    }
  }
}

extension Facts {
  /// The database connections that a platform may open. Tasks alone are the platform's own two numbers.
  func connections(on index: Int) -> Contributions {
    let platform = model.platforms[index].object
    let slots = platform.object(PlatformField.airflow)?.int(AirflowField.slots) ?? 32
    let perSlice = platform.word(PlatformField.connectors, ConnectorGrain.self) == .perSlice
    var connections = Contributions()
    connections.add("tasks", slots)
    for share in loads[index].shares where !share.isMirror {
      let store = stores[share.store]
      guard store.type == .kafka || store.type == .cdc else { continue }
      connections.add(
        "store `\(store.declared.name)`", 2 * (perSlice ? share.slices : share.datasets))
    }
    return connections
  }
}

extension Example {
  /// A platform `lint` on which a group reads 70 datasets and what a transformer makes.
  static func crowd(
    schedule: String = "*/5 * * * *", airflow: String = "slots: 32", connections: Int = 200
  ) -> String {
    let datasets = (0..<70).map { number in
      "  e\(number): { classification: IP, columns: { id: bigint primary key } }"
    }
    return store(
      datasets.joined(separator: "\n"),
      ingestion: "{ type: kafka, container: crm_events, credential: crm_kafka, "
        + "topic: \"lint.{dataset}\", schedule: \"\(schedule)\" }")
      + "---\n"
      + platform(
        postgres: "{ host: pg-data, credential: postgres, connections: \(connections) }"
      ).replacing("name: airflow", "name: airflow, \(airflow)")
      .replacing("merge: live", "merge: live\nconnectors: per-slice") + "---\n"
      + workspace("[{ datasets: \"lint.*\" }, masked_crm.customers]")
      .replacing("lint.g: [{ platform: prod_live", "lint.g: [{ platform: lint")
  }
}

extension Diagnostic {
  fileprivate static func exceeded(
    _ connections: Contributions, _ limit: Int, _ platform: Platform
  ) -> Diagnostic {
    let postgres = platform.object.object(PlatformField.postgres)
    return Diagnostic(
      .connectionsExceeded,
      "platform `\(platform.name)` may open \(connections.sum) database connections, its "
        + "PostgreSQL allows \(limit)",
      at: postgres?.has(PostgresField.connections) == true
        ? postgres!.span(PostgresField.connections)
        : platform.object.keySpan(PlatformField.postgres), notes: [connections.note(String.init)],
      help: "one sink a slice with `connectors: per-slice`, fewer tasks at once with `slots`, or "
        + "groups on another platform; raise `connections` once PostgreSQL allows more")
  }
}
