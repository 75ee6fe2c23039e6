import Diagnostics
import Emit
import IR
import Model

@testable import Terraform

/// Plans as IR would make them, small, with everything that a test wants to change as a parameter.
enum Fixture {
  static func span(_ line: Int) -> Span { Span(file: FileID(0), start: line, end: line + 1) }

  static func column(_ name: String, from source: String? = nil) -> ColumnPlan {
    ColumnPlan(
      name: name, sourceName: source ?? name, type: .bigint, nullable: false, origin: span(90))
  }

  static func route(
    _ topic: String, _ table: String, _ columns: [ColumnPlan] = [column("id"), column("total")],
    line: Int = 50
  ) -> SinkRoute {
    SinkRoute(topic: topic, table: table, columns: ColumnPlans(columns), origin: span(line))
  }

  static func sink(
    _ routes: [SinkRoute] = [route("crm.public.orders", "crm__orders")],
    name: String = "crm-orders", format: MessageFormat = .debezium, encoding: Encoding = .avro,
    registry: RegistryPlan? = RegistryPlan(
      url: "https://registry:8081", secret: "usa-sales-registry", caSecret: "usa-sales-ca"),
    captured: Bool = false, security: KafkaSecurityPlan? = nil
  ) -> SinkConnector {
    SinkConnector(
      name: name, label: name, routes: routes, format: format, encoding: encoding,
      registry: registry, jdbcURL: "jdbc:postgresql://pg-data:5432/dsgen",
      secret: "prod-live-postgres", captured: captured, consumerSecurity: security,
      deadLetterTopic: "dlq.\(name)", origin: span(40))
  }

  static func source(
    signals: String? = "dsgen.signals", ca: String? = "eu-core-ca", transactional: Bool = true,
    tables: [SourceTable] = [
      table("app", "orders", ["id", "total"]), table("app", "Order Details", ["Order ID", "qty"]),
    ]
  ) -> SourceConnector {
    SourceConnector(
      name: "ledger-source", label: "ledger-source", host: "ledger.acme.internal", port: 5432,
      database: "ledger", secret: "eu-core-capture", caSecret: ca, slot: "dsgen_ledger",
      publication: "dsgen_ledger", topicPrefix: "ledger", tables: tables, signals: signals,
      transactional: transactional, origin: span(30))
  }

  static func table(
    _ schema: String, _ name: String, _ columns: [String], topic: String? = nil
  ) -> SourceTable {
    SourceTable(
      schema: schema, table: name, columns: NameList(columns), key: [columns[0]], topic: topic,
      origin: span(60))
  }

  static let secured = KafkaSecurityPlan(
    protocol: .saslSSL, mechanism: .scramSHA512, userSecret: "usa-sales-crm-kafka",
    caSecret: "usa-sales-ca")

  static func replicator(
    topics: [String] = ["crm.public.orders", "crm.public.items"],
    security: KafkaSecurityPlan = secured
  ) -> ReplicatorConnector {
    ReplicatorConnector(
      name: "crm-replicator", label: "crm-replicator",
      sourceBootstrap: ["broker-1:9093", "broker-2:9093"], sourceSecurity: security,
      targetBootstrap: ["kafka.ds-prod.svc.cluster.local:9092"], topics: topics, origin: span(20))
  }

  static func slice(_ sinks: [SinkConnector], root: Bool = true) -> SlicePlan {
    SlicePlan(
      store: "crm", number: 0, label: "s0000",
      root: root ? RootPlan(path: "crm/s0000", stateSchema: "tf_0123456789abcdef01234567") : nil,
      sinks: sinks, dag: nil, schedule: nil, streams: [], datasets: [], database: "dsgen",
      origin: span(10))
  }

  static func store(_ source: SourceRoot?) -> StorePlan {
    StorePlan(
      name: "crm", description: nil, team: "USA/sales", ingestion: .cdc, format: .debezium,
      consistency: .dataset, schedule: nil, slices: [0], sliceCount: 1, source: source,
      stream: nil, dag: nil, primary: nil, origin: span(5))
  }

  static var sourceRoot: SourceRoot {
    SourceRoot(
      root: RootPlan(path: "crm/source", stateSchema: "tf_89abcdef0123456789abcdef"),
      sources: [source()], replicators: [replicator()])
  }

  static var platform: PlatformPlan {
    PlatformPlan(
      name: "prod_live", slug: "prod-live", description: nil, environment: nil, merge: .live,
      namespace: "ds-prod",
      images: Images(dsgen: "d", postgres: "p", kafka: "k", connect: "c", airflow: "a"),
      connectors: .perDataset, jobs: .perStream, removalAfterDays: nil,
      postgres: PostgresService(
        external: false, service: "pg-data", host: "pg-data", port: 5432, databases: ["dsgen"],
        storage: nil, storageClass: nil, connections: 100, credential: [],
        terraformCredential: []),
      kafka: KafkaService(
        external: false, cluster: "kafka", bootstrap: ["kafka:9092"],
        security: KafkaSecurityPlan(), connect: "connect", connectURL: "http://connect:8083",
        connectSecret: "prod-live-connect"),
      airflow: AirflowService(
        external: false, name: "airflow", slots: 32, pool: "prod_live", taskRate: 2,
        databaseSecret: "prod-live-airflow", keysSecret: "prod-live-airflow-keys"),
      git: GitSource(url: "u", branch: "b", secret: "s"),
      slack: SlackTarget(channel: "#c", secret: "s", connection: "slack_prod_live"),
      infrastructureSchedule: "@hourly", infrastructureDAG: "d", artifactsClaim: "a",
      secrets: SecretTable(objects: []), endpoints: [], transformers: 0, origin: span(1))
  }
}

extension ConnectorConfig {
  /// The value of a key, nil where it is absent.
  subscript(_ key: String) -> String? { entries.first { $0.key == key }?.value }
}

extension GeneratedFile {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
