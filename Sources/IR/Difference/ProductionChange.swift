public import Diagnostics

/// Something that a platform runs or keeps, and what a change of the model does to it.
public struct ProductionChange: Sendable {
  /// In the order in which they are told.
  public enum Kind: Int, CaseIterable, Sendable {
    case platform, workload, source, connector, table, stream, transformer, view

    public var title: String { "\(self)" }
  }

  public enum Effect: String, CaseIterable, Sendable {
    case created, destroyed
    /// Nothing writes or removes it any more; a removal policy may take it later.
    case orphaned
    /// Goes on where it was, with other settings.
    case restarted
    /// Reads everything from the start.
    case rereads = "re-reads"
    /// To another slice or another database.
    case moved
    /// In place: the catalogue alone.
    case altered
    /// Every row is written anew.
    case rewritten
    /// It cannot follow: somebody must decide.
    case refused
    /// Takes effect with its next run.
    case changed
  }

  public let platform: String
  public let kind: Kind
  public let name: String
  public internal(set) var effect: Effect
  /// `crm/s0003`; nil where it belongs to no slice.
  public let slice: String?
  /// What of it differs, in words.
  public internal(set) var reasons: [String]
  /// What PostgreSQL is told.
  public internal(set) var statements: [String] = []
  /// Where it comes from: in the head, or where it is gone in the base.
  public let origin: Span
}

/// A thing that one platform runs, as flat settings that can be compared.
struct Deployed {
  let kind: ProductionChange.Kind
  let name: String
  /// What it is made of, by names for people.
  let settings: [(name: String, value: String)]
  let origin: Span

  /// The names of the settings that differ.
  func differing(from old: Deployed) -> [String] {
    zip(old.settings, settings).compactMap { $0.value == $1.value ? nil : $1.name }
  }
}

extension Deployed {
  init(_ sink: SinkConnector) {
    let columns = sink.routes.map { route in
      route.columns.map { "\($0.sourceName)=\($0.name)" }.joined(separator: ",")
    }
    self.init(
      kind: .connector, name: sink.name,
      settings: [
        ("topics", sink.routes.map(\.topic).joined(separator: " ")),
        ("tables", sink.routes.map(\.table).joined(separator: " ")),
        ("columns", columns.joined(separator: " ")),
        ("format", "\(sink.format) \(sink.captured)"), ("encoding", "\(sink.encoding)"),
        ("registry", "\(sink.registry, default: "none")"), ("database", sink.jdbcURL),
        ("secret", sink.secret), ("security", "\(sink.consumerSecurity, default: "none")"),
        ("dead letters", sink.deadLetterTopic),
      ], origin: sink.origin)
  }

  init(_ source: SourceConnector) {
    let tables = source.tables.map { "\($0.schema).\($0.table)" }
    let columns = source.tables.map { ($0.columns + ["|"] + $0.key).joined(separator: ",") }
    self.init(
      kind: .source, name: source.name,
      settings: [
        ("database", "\(source.host):\(source.port)/\(source.database)"), ("slot", source.slot),
        ("tables", tables.joined(separator: " ")), ("columns", columns.joined(separator: " ")),
        ("topics", source.tables.map { $0.topic ?? "" }.joined(separator: " ")),
        ("secret", source.secret), ("certificate", source.caSecret ?? ""),
        ("signals", source.signals ?? ""), ("transactions", "\(source.transactional)"),
        ("topic prefix", source.topicPrefix), ("publication", source.publication),
      ], origin: source.origin)
  }

  init(_ replicator: ReplicatorConnector) {
    self.init(
      kind: .source, name: replicator.name,
      settings: [
        ("brokers", replicator.sourceBootstrap.joined(separator: ",")),
        ("target", replicator.targetBootstrap.joined(separator: ",")),
        ("topics", replicator.topics.joined(separator: " ")),
        ("security", "\(replicator.sourceSecurity) \(replicator.targetSecurity)"),
      ], origin: replicator.origin)
  }

  init(_ stream: StreamPlan, schedule: String?) {
    self.init(
      kind: .stream, name: stream.name,
      settings: [
        ("schedule", schedule ?? ""), ("priority", "\(stream.priority)"),
        ("database", stream.database), ("file", stream.sqlFile),
        ("source's secrets", "\(stream.sourceSecrets)"),
        ("source", "\(stream.sourceSettings)"),
      ], origin: stream.origin)
  }

  init(_ transform: TransformPlan) {
    self.init(
      kind: .transformer, name: transform.workspace,
      settings: [
        ("image", transform.image), ("command", "\(transform.command)"),
        ("schedule", transform.schedule ?? ""), ("inputs", "\(transform.inputs)"),
        ("mode", "\(transform.mode)"), ("output", "\(transform.outputTables)"),
        ("secrets", "\(transform.secrets)"), ("priority", "\(transform.priority)"),
        ("database", transform.database),
      ], origin: transform.origin)
  }

  init(_ view: ViewPlan) {
    self.init(
      kind: .view, name: view.schema + "." + view.name,
      settings: [
        ("table", view.table), ("database", view.database),
        ("columns", view.columns.map { "\($0.physical)=\($0.name)" }.joined(separator: ",")),
        ("history", view.history ?? ""),
      ], origin: view.origin)
  }

  /// The services of a platform's bootstrap.
  static func workloads(_ plan: PlatformPlan) -> [Deployed] {
    func make(_ name: String, _ settings: [(name: String, value: String)]) -> Deployed {
      Deployed(
        kind: .workload, name: name, settings: settings + [("namespace", plan.namespace)],
        origin: plan.origin)
    }
    var found = [make("jobs", [("image", plan.images.dsgen)])]
    if !plan.postgres.external {
      let own = plan.postgres
      found.append(
        make(
          "postgres",
          [
            ("image", plan.images.postgres), ("databases", "\(own.databases)"),
            ("storage", own.storage ?? ""), ("storage class", own.storageClass ?? ""),
            ("connections", "\(own.connections)"), ("secret", "\(own.credential)"),
          ]))
    }
    if !plan.kafka.external {
      found.append(
        make("kafka", [("image", plan.images.kafka), ("brokers", "\(plan.kafka.brokers)")]))
    }
    found.append(
      make(
        "kafka-connect",
        [
          ("image", plan.images.connect), ("secret", plan.kafka.connectSecret),
          ("brokers", plan.kafka.bootstrap.joined(separator: ",")),
        ]))
    if !plan.airflow.external {
      let own = plan.airflow
      found.append(
        make(
          "airflow",
          [
            ("image", plan.images.airflow), ("slots", "\(own.slots)"),
            ("secrets", own.databaseSecret + " " + own.keysSecret), ("git", "\(plan.git)"),
            ("slack", "\(plan.slack)"),
          ]))
    }
    return found
  }
}
