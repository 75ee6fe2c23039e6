internal import Emit
internal import IR

/// Airflow's settings, the same for all its processes.
struct AirflowEnvironment {
  let platform: PlatformPlan
  let names: KubeNames

  init(_ platform: PlatformPlan, _ names: KubeNames) {
    self.platform = platform
    self.names = names
  }

  /// Where the infrastructure DAG is mounted: a bundle of its own, so that it is there before
  /// anything was rendered.
  static let infrastructureBundle = "/etc/dsgen/infrastructure"

  static func dagFile(_ platform: PlatformPlan) -> String {
    "\(platform.name)_infrastructure.py"
  }

  /// Tasks at once: the pool's, and a few of the infrastructure DAG.
  static func parallelism(_ platform: PlatformPlan) -> Int { platform.airflow.slots + 8 }

  /// The file alone (`subPath`): a whole ConfigMap is mounted through links to hidden folders, in
  /// which Airflow would find the DAG a second time.
  static func mounts(_ platform: PlatformPlan) -> [Container.Mount] {
    let file = dagFile(platform)
    return [
      .init(
        volume: "infrastructure-dag", path: "\(infrastructureBundle)/\(file)", subPath: file),
      .init(volume: "artifacts", path: "/artifacts"),
    ]
  }

  /// The plain settings, which a ConfigMap hands to every process.
  var settings: [(name: String, text: String)] {
    [
      ("AIRFLOW__CORE__EXECUTOR", "LocalExecutor"),
      ("AIRFLOW__CORE__PARALLELISM", String(Self.parallelism(platform))),
      (
        "AIRFLOW__CORE__AUTH_MANAGER",
        "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
      ),
      ("AIRFLOW__CORE__LOAD_EXAMPLES", "False"),
      // A merged pull request must run without anybody's click.
      ("AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION", "False"),
      (
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
        "http://\(names.host(names.apiServer)):8080/execution/"
      ),
      // User and password come from PGUSER and PGPASSWORD, as in every client of PostgreSQL: in a
      // URL they would have to be escaped.
      (
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
        "postgresql+psycopg2://\(database)/airflow"
      ),
      ("AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST", bundles),
      ("AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK", "True"),
      ("AIRFLOW__USAGE_DATA_COLLECTION__ENABLED", "False"),
    ]
  }

  /// The variables that come from Secrets.
  var secrets: [YAMLNode] {
    let database = platform.airflow.databaseSecret
    let keys = platform.airflow.keysSecret
    return [
      Piece.secret("PGUSER", database, "USER"),
      Piece.secret("PGPASSWORD", database, "PASSWORD"),
      Piece.secret("AIRFLOW__CORE__FERNET_KEY", keys, "FERNET_KEY"),
      Piece.secret("AIRFLOW__API__SECRET_KEY", keys, "API_SECRET_KEY"),
      Piece.secret("AIRFLOW__API_AUTH__JWT_SECRET", keys, "JWT_SECRET"),
      Piece.secret("SLACK_TOKEN", platform.slack.secret, "TOKEN"),
      // A Slack token holds letters, digits and hyphens only, so it may stand in JSON as it is.
      Piece.expanded(
        "AIRFLOW_CONN_\(platform.slack.connection.uppercased())",
        #"{"conn_type": "slack", "password": "$(SLACK_TOKEN)"}"#),
    ]
  }

  private var database: String {
    "\(Address.inURL(platform.postgres.host)):\(platform.postgres.port)"
  }

  private var bundles: String {
    let paths = [
      ("infrastructure", Self.infrastructureBundle),
      ("pipelines", "\(platform.mountedTree)/airflow"),
    ]
    let items = paths.map { name, path in
      #"{"name": "\#(name)", "#
        + #""classpath": "airflow.dag_processing.bundles.local.LocalDagBundle", "#
        + #""kwargs": {"path": "\#(path)"}}"#
    }
    return "[" + items.joined(separator: ", ") + "]"
  }
}
