import Diagnostics
import Emit
import IR
import KubeYAML
import Model

/// Platforms that tests render, built by hand.
enum Fixture {
  static let origin = Span(file: FileID(0), start: 10, end: 20)
  static let dagText = """
    \"\"\"The infrastructure.\"\"\"
    from airflow import DAG

    NAMES = ["a: b", "{{ x }}", "$(HOME)", "# no comment"]
    \tTAB = 1

    """

  static func dag(_ platform: PlatformPlan) -> GeneratedFile {
    GeneratedFile(
      path: "\(platform.name)/airflow/\(platform.name)_infrastructure.py",
      bytes: Array(dagText.utf8), origins: [OriginMark(line: 1, span: origin)])
  }

  static func files(_ platform: PlatformPlan) -> [GeneratedFile] {
    KubernetesBackend.bootstrap(platform, infrastructureDAG: dag(platform))
  }

  static func secret(
    _ name: String, _ keys: [String], _ type: String, component: String = "airflow",
    reason: String = "because", mounted: Bool = false
  ) -> SecretObject {
    SecretObject(
      name: name, keys: keys, variables: keys.map { "X_\($0)" }, credential: "prod_live.x",
      type: type, readers: [SecretReader(component: component, reason: reason)],
      mountedByConnect: mounted, origin: origin)
  }

  static let secrets = SecretTable(objects: [
    secret("prod-live-airflow", ["USER", "PASSWORD"], "user-password"),
    secret(
      "prod-live-airflow-keys", ["FERNET_KEY", "API_SECRET_KEY", "JWT_SECRET"], "generated"),
    secret("prod-live-connect", ["USER", "PASSWORD"], "user-password", component: "kafka-connect"),
    secret("prod-live-git", ["TOKEN"], "api-token", component: "infrastructure-dag"),
    secret("prod-live-postgres", ["USER", "PASSWORD"], "user-password", mounted: true),
    secret("prod-live-slack", ["TOKEN"], "api-token"),
    secret("prod-live-terraform-state", ["USER", "PASSWORD"], "generated"),
    secret("usa-sales-ca", ["CA_CERT"], "ca-bundle", mounted: true),
    secret(
      "usa-sales-kafka", ["USER", "PASSWORD"], "user-password", component: "kafka-connect",
      reason: "reads the topics of store crm", mounted: true),
  ])

  static func user(_ secret: String) -> [SecretReference] {
    [
      SecretReference(variable: "PGUSER", secret: secret, key: "USER"),
      SecretReference(variable: "PGPASSWORD", secret: secret, key: "PASSWORD"),
    ]
  }

  static let inside = PlatformPlan(
    name: "prod_live", slug: "prod-live", description: "Latest rows only", environment: "prod",
    merge: .live, namespace: "ds-prod",
    images: Images(
      dsgen: "registry.acme.internal/dsgen:1.0.0",
      postgres: "registry.acme.internal:5000/postgres:15.8",
      kafka: "registry.acme.internal/kafka:4.3.0",
      connect: "registry.acme.internal/connect-with-plugins:4.3.0",
      airflow: "registry.acme.internal/airflow:3.3.2"),
    connectors: .perDataset, jobs: .perStream, removalAfterDays: nil,
    postgres: PostgresService(
      external: false, service: "pg-data", host: "pg-data.ds-prod.svc.cluster.local", port: 5432,
      databases: ["dsgen", "dsgen_two"], storage: "100Gi", storageClass: "standard",
      connections: 200, credential: user("prod-live-postgres"),
      terraformCredential: user("prod-live-terraform-state")),
    kafka: KafkaService(
      external: false, cluster: "kafka", bootstrap: ["kafka.ds-prod.svc.cluster.local:9092"],
      security: KafkaSecurityPlan(), connect: "kafka-connect",
      connectURL: "http://kafka-connect.ds-prod.svc.cluster.local:8083",
      connectSecret: "prod-live-connect"),
    airflow: AirflowService(
      external: false, name: "airflow", slots: 32, pool: "prod_live", taskRate: 2,
      databaseSecret: "prod-live-airflow", keysSecret: "prod-live-airflow-keys"),
    git: GitSource(
      url: "https://github.com/acme/data-model.git", branch: "main", secret: "prod-live-git"),
    slack: SlackTarget(
      channel: "#data-events", secret: "prod-live-slack", connection: "slack_prod_live"),
    infrastructureSchedule: "*/15 * * * *", infrastructureDAG: "prod_live_infrastructure",
    artifactsClaim: "prod-live-artifacts", secrets: secrets,
    endpoints: [
      Endpoint(host: "10.1.2.3", port: 9093, client: "kafka-connect"),
      Endpoint(host: "broker-1.acme.internal", port: 9093, client: "kafka-connect"),
      Endpoint(host: "ledger.acme.internal", port: 5433, client: "merge"),
    ],
    transformers: 0, origin: origin)

  /// Everything that can exist already does.
  static let outside: PlatformPlan = {
    var plan = inside
    plan.postgres.external = true
    plan.postgres.service = "db.acme.internal"
    plan.postgres.host = "db.acme.internal"
    plan.postgres.storage = nil
    plan.kafka.external = true
    plan.kafka.cluster = "USA/sales.crm_events"
    plan.kafka.bootstrap = ["broker-1.acme.internal:9093", "10.9.8.7:9094"]
    plan.kafka.security = KafkaSecurityPlan(
      protocol: .saslSSL, mechanism: .scramSHA512, userSecret: "usa-sales-kafka",
      caSecret: "usa-sales-ca")
    plan.airflow.external = true
    plan.endpoints.append(Endpoint(host: "10.4.4.4", port: 5434, client: "snapshot"))
    plan.signals = [
      SignalSource(
        store: "ledger", host: "10.4.4.4", port: 5434, database: "ledger", secret: "usa-ledger",
        table: "ops.signals", publications: ["dsgen_ledger"], origin: origin)
    ]
    plan.transformers = 1
    return plan
  }()

  /// The longest names, one broker, text that tries to get out.
  static let hostile: PlatformPlan = {
    var plan = inside
    let long = String(repeating: "a", count: 63)
    plan.name = long
    plan.slug = long
    plan.postgres.service = "p" + long.dropFirst()
    plan.kafka.cluster = "k" + long.dropFirst()
    plan.kafka.connect = "c" + long.dropFirst()
    plan.airflow.name = "f" + long.dropFirst(20)
    plan.kafka.brokers = 1
    plan.description = hostileTexts.joined(separator: " ")
    plan.slack.channel = "#a\"b"
    plan.images.kafka = "x: y # z"
    plan.images.airflow = "a\"b'`c\\n$(PATH)"
    plan.infrastructureSchedule = "`|` <script>"
    plan.postgres.databases = ["d'; drop table x; --\"$(HOME)`"]
    plan.secrets = SecretTable(
      objects: secrets.objects
        + hostileTexts.enumerated().map { index, text in
          secret("usa-sales-h\(index)", ["TOKEN"], "api-token", component: text, reason: text)
        })
    plan.endpoints.append(Endpoint(host: "h|o`s<t", port: 1, client: "merge"))
    return plan
  }()

  static let hostileTexts = [
    "", " ", "'", "\"", "\\", "${x}", "%{x}", "\"\"\"", "'''", "$$", "{{ x }}", "a\nb", "\n", "a\n",
    "\n a\n", " a\n", "a\n \n", "a\n\n", "a\r\nb", "\t", "\ta\n", "a\u{0}b", "\u{202E}abc",
    "\u{200F}",
    "😀", "!!python/object:x", "!tag", "&anchor", "*alias", "-- comment", "a: b", "a:", ": a",
    "a #b", "# a", "a\u{2028}b", "a\u{2029}b", "a\u{85}b", "\u{FEFF}a", "no", "No", "on", "y",
    "null",
    "~", "1e3", "0777", "12:30", "0x1F", "1_000", ".inf", "+1", "-1", "2026-01-01", "<<", "=",
    "- a",
    "? a", "[a]", "{a: b}", "a, b", "|", ">", "%YAML", "@a", "`a`", "``a```", "---", "...",
    "```\nx",
    "~~~", "a | b", "\\|", "<b>x</b>", "<!-- x", "&amp;", "[x](y)", "![x](y)", "1. a", "+ a", "===",
    "http://x", "a  b", "a ", " a", "é", "e\u{301}", " \u{301}a\n", "`\u{301}", "|\u{301}",
    "\u{7F}",
    "\u{E000}", "\u{FFFE}", "\u{10FFFF}", "\u{A0}", "/", "_x", "true", "TRUE",
  ]
}
