/// What a pod that Airflow launches does; it decides which flows the platform's network policies
/// open for it.
public enum PodRole: String, CaseIterable, Sendable {
  /// Fetches the live model and renders it: writes the artifacts volume, reaches the git host.
  case render
  /// Runs SQL in the platform's PostgreSQL: tables, merges, views, metrics; and, for pulled stores,
  /// the producer's database.
  case merge
  /// Talks to Kafka Connect and to PostgreSQL: Terraform, connector health.
  case connect
  /// Asks captured databases for the rows of datasets that joined: reaches them and PostgreSQL.
  case snapshot
  /// Runs a transformer's image against PostgreSQL.
  case transform
}

extension PlatformPlan {
  /// The service account of every pod that Airflow launches: it has no rights and no token.
  public var podServiceAccount: String { "\(slug)-pods" }

  /// The labels that a pod must carry so that the network policies of the bootstrap admit it.
  public func podLabels(_ role: PodRole) -> [Setting] {
    [
      Setting(variable: "app.kubernetes.io/component", value: role.rawValue),
      Setting(variable: "app.kubernetes.io/instance", value: slug),
      Setting(variable: "app.kubernetes.io/managed-by", value: "airflow"),
      Setting(variable: "app.kubernetes.io/name", value: "dsgen"),
      Setting(variable: "app.kubernetes.io/part-of", value: "dsgen"),
    ]
  }

  /// The user and group of every pod of the platform image, and the group that owns the artifacts
  /// volume; the project's Dockerfile makes this user.
  public static var podUser: Int { 10001 }
}
