/// Parts of models that the rules' examples share. Each stands in place of, or beside, the documents
/// of the model that the tests judge them in: zone `USA` with teams `sales` and `finance`, Kafka
/// container `crm_events`, stores `crm` and `masked_crm`, workspaces `reporting` and `masking`,
/// platform `prod_live`.
enum Example {
  static let kafka =
    #"{ type: kafka, container: crm_events, credential: crm_kafka, topic: "lint.{dataset}" }"#
  static let cdc = "{ type: cdc, container: orders_db, credential: login }"

  /// A store named `lint`.
  /// - Parameters:
  ///   - head: further lines of the store.
  ///   - ingestion: what stands behind `ingestion:`.
  ///   - datasets: the lines below `datasets:`, two blanks deep.
  static func store(_ datasets: String, head: String = "", ingestion: String = kafka) -> String {
    """
    kind: Datastore
    name: lint
    team: USA/sales
    \(head.isEmpty ? "" : head + "\n")ingestion: \(ingestion)
    datasets:
    \(datasets)

    """
  }

  /// The datasets of a store where only the store matters.
  static let dataset = """
      events:
        classification: IP
        columns: { id: bigint primary key }
    """

  /// A workspace named `lint` of team `USA/finance`, whose group `g` reads.
  static func workspace(_ reads: String, head: String = "") -> String {
    """
    kind: Workspace
    name: lint
    team: USA/finance
    \(head.isEmpty ? "" : head + "\n")groups:
      g: { reads: \(reads) }
    ---
    kind: Assignments
    groups:
      reporting.live: [{ platform: prod_live, status: provisioned }]
      lint.g: [{ platform: prod_live, status: provisioned }]

    """
  }

  /// A team of zone `EU` named `core`.
  static func team(_ body: String) -> String {
    """
    kind: Team
    name: core
    zone: EU
    \(body)

    """
  }

  /// A platform named `lint`.
  static func platform(
    namespace: String = "lint", environment: String = "prod", merge: String = "live",
    postgres: String = "{ host: pg-data, credential: postgres }",
    kafka: String = "{ cluster: kafka, connect: kafka-connect, credential: connect }",
    infrastructure: String = #"{ schedule: "*/15 * * * *" }"#
  ) -> String {
    """
    kind: Platform
    name: lint
    type: kubernetes-postgres
    environment: \(environment)
    merge: \(merge)
    namespace: \(namespace)
    images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
    postgres: \(postgres)
    kafka: \(kafka)
    airflow: { name: airflow, credential: airflow }
    git: { credential: git }
    slack: { channel: "#data", credential: git }
    infrastructure: \(infrastructure)
    credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token }

    """
  }

  /// Keeps quiet about a rule.
  static func suppression(
    _ rule: String, of object: String, until date: String = "2026-12-31"
  ) -> String {
    """
    kind: Suppressions
    suppressions:
      - { rule: \(rule), object: \(object), reason: being done, owner: USA/sales, expires: \(date) }

    """
  }

  /// A transformer workspace named `maker` of team `USA/sales`.
  static func maker(output: String) -> String {
    """
    kind: Workspace
    name: maker
    team: USA/sales
    groups:
      input: { reads: [crm.customers] }
    transformer: { image: "r.acme.internal/maker:1", output: \(output) }
    ---

    """
  }
}
