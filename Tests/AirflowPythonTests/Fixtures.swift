import Diagnostics
import IR
import Model

/// Plans made by hand, as the IR would make them.
enum Fixtures {
  /// The place of the `n`th object of the model.
  static func origin(_ n: Int) -> Span { Span(file: FileID(0), start: n * 10, end: n * 10 + 5) }

  static func platform(
    jobs: JobGrain = .perStream, external: Bool = false, description: String? = "The live platform."
  ) -> PlatformPlan {
    PlatformPlan(
      name: "prod_live", slug: "prod-live", description: description, environment: "prod",
      merge: .live, namespace: "ds-prod",
      images: Images(
        dsgen: "registry.example/dsgen@sha256:" + String(repeating: "0", count: 64),
        postgres: "registry.example/postgres:15.8", kafka: "registry.example/kafka:4.3.0",
        connect: "registry.example/connect:4.3.0", airflow: "registry.example/airflow:3.3.2"),
      connectors: .perDataset, jobs: jobs, removalAfterDays: nil,
      postgres: PostgresService(
        external: external, service: "pg-data", host: "pg-data.ds-prod.svc.cluster.local",
        port: 5432, databases: ["dsgen"], storage: "100Gi", storageClass: nil, connections: 200,
        credential: credential("PGUSER", "PGPASSWORD", "prod-live-postgres"),
        terraformCredential: credential("PGUSER", "PGPASSWORD", "prod-live-terraform-state")),
      kafka: KafkaService(
        external: false, cluster: "kafka", bootstrap: ["kafka.ds-prod.svc.cluster.local:9092"],
        security: KafkaSecurityPlan(), connect: "kafka-connect",
        connectURL: "http://kafka-connect.ds-prod.svc.cluster.local:8083",
        connectSecret: "prod-live-connect"),
      airflow: AirflowService(
        external: false, name: "airflow", slots: 32, pool: "prod_live", taskRate: 2,
        databaseSecret: "prod-live-airflow", keysSecret: "prod-live-airflow-keys"),
      git: GitSource(
        url: "https://git.example/acme/model.git", branch: "main", secret: "prod-live-git"),
      slack: SlackTarget(
        channel: "#data-events", secret: "prod-live-slack", connection: "slack_prod_live"),
      infrastructureSchedule: "*/15 * * * *", infrastructureDAG: "prod_live_infrastructure",
      artifactsClaim: "prod-live-artifacts",
      secrets: SecretTable(objects: [
        secret("prod-live-connect", ["USER", "PASSWORD"], 2),
        secret("prod-live-git", ["TOKEN"], 3),
      ]),
      endpoints: [], transformers: 1, origin: origin(1))
  }

  static func credential(_ user: String, _ password: String, _ secret: String)
    -> [SecretReference]
  {
    [
      SecretReference(variable: user, secret: secret, key: "USER"),
      SecretReference(variable: password, secret: secret, key: "PASSWORD"),
    ]
  }

  static func secret(_ name: String, _ keys: [String], _ place: Int) -> SecretObject {
    let prefix = String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    return SecretObject(
      name: name, keys: keys, variables: keys.map { "\(prefix)_\($0)" }, credential: name,
      type: "user-password", readers: [], mountedByConnect: false, origin: origin(place))
  }

  static func store(
    _ name: String = "crm", description: String? = "Customers and orders.",
    consistency: Consistency = .dataset, stream: StreamPlan? = nil, dag: String? = nil
  ) -> StorePlan {
    StorePlan(
      name: name, description: description, team: "USA/sales", ingestion: .cdc,
      format: .debezium, consistency: consistency, schedule: "*/5 * * * *", slices: [0],
      sliceCount: 1, source: nil, stream: stream, dag: dag, primary: nil, origin: origin(10))
  }

  static func stream(
    _ dataset: String, _ priority: Priority, place: Int, file: String = "sql/crm/s0000/merge.sql",
    sourceSecrets: [SecretReference] = [], sourceSettings: [Setting] = []
  ) -> StreamPlan {
    StreamPlan(
      name: "crm.\(dataset)", task: "crm.\(dataset)", section: dataset, sqlFile: file,
      priority: priority, asset: "dsgen://prod_live/crm/\(dataset)",
      fingerprint: "00ff00ff00ff00ff", datasets: [dataset], database: "dsgen",
      sourceSecrets: sourceSecrets, sourceSettings: sourceSettings, origin: origin(place))
  }

  static func slice(_ streams: [StreamPlan], schedule: String? = "2-59/5 * * * *") -> SlicePlan {
    SlicePlan(
      store: "crm", number: 0, label: "s0000", root: nil, sinks: [], dag: "prod_live.crm.s0000",
      schedule: schedule, streams: streams, datasets: [], database: "dsgen", origin: origin(11))
  }

  static func transform(
    schedule: String? = nil, command: [String] = ["python", "-m", "masking"],
    image: String = "registry.example/masking:1.4.0"
  ) -> TransformPlan {
    TransformPlan(
      workspace: "masking", description: "Masks what may not be seen.",
      dag: "prod_live.transform.masking", image: image, command: command, schedule: schedule,
      inputs: ["dsgen://prod_live/crm/customers", "dsgen://prod_live/crm/orders"],
      mode: .snapshot, inputSchema: "masking", outputSchema: "staging",
      outputStore: "masked_crm",
      outputTables: [Setting(variable: "customers", value: "masked_crm__customers")],
      secrets: credential("CRM_USER", "CRM_PASSWORD", "usa-sales-crm-kafka"),
      output: StreamPlan(
        name: "masked_crm", task: "masked_crm", section: "masked_crm",
        sqlFile: "sql/masked_crm/merge.sql", priority: .high,
        asset: "dsgen://prod_live/masked_crm", fingerprint: "11ff11ff11ff11ff",
        datasets: ["customers"], database: "dsgen", sourceSecrets: [], sourceSettings: [],
        origin: origin(21)),
      priority: .high, database: "dsgen", origin: origin(20))
  }
}
