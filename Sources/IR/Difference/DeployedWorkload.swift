internal import Diagnostics

/// A service of a platform's bootstrap.
struct DeployedWorkload: Deployed {
  let name: String
  let values: [(name: String, value: AnyHashable)]
  let origin: Span

  static let kind = ProductionChange.Kind.workload
  static let aspects: [Part] = []

  func differing(from old: Self) -> [String] {
    zip(old.values, values).compactMap { $0.value == $1.value ? nil : $0.name }
  }

  static func all(_ plan: PlatformPlan) -> [DeployedWorkload] {
    func make(_ name: String, _ values: [(name: String, value: AnyHashable)]) -> DeployedWorkload {
      DeployedWorkload(
        name: name, values: values + [("namespace", plan.namespace)], origin: plan.origin)
    }
    var found = [make("jobs", [("image", plan.images.dsgen)])]
    if !plan.postgres.external {
      let own = plan.postgres
      found.append(
        make(
          "postgres",
          [
            ("image", plan.images.postgres), ("databases", own.databases),
            ("storage", own.storage), ("storage class", own.storageClass),
            ("connections", own.connections), ("secret", own.credential),
          ]))
    }
    if !plan.kafka.external {
      found.append(
        make("kafka", [("image", plan.images.kafka), ("brokers", plan.kafka.brokers)]))
    }
    found.append(
      make(
        "kafka-connect",
        [
          ("image", plan.images.connect), ("secret", plan.kafka.connectSecret),
          ("brokers", plan.kafka.bootstrap),
        ]))
    if !plan.airflow.external {
      let own = plan.airflow
      found.append(
        make(
          "airflow",
          [
            ("image", plan.images.airflow), ("slots", own.slots),
            ("secrets", [own.databaseSecret, own.keysSecret]), ("git", plan.git),
            ("slack", plan.slack),
          ]))
    }
    return found
  }
}
