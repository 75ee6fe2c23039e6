internal import Emit
internal import IR

/// How settings and references to secrets stand in a file's data.
enum Variables {
  /// `{"PGHOST": "…"}`
  static func plain(_ settings: [Setting]) -> PythonValue {
    .dict(settings.map { ($0.variable, .string($0.value)) })
  }

  /// `[("PGUSER", "secret", "USER")]`: variable, Secret, key.
  static func secrets(_ references: [SecretReference]) -> PythonValue {
    .list(
      references.map { .tuple([.string($0.variable), .string($0.secret), .string($0.key)]) })
  }

  /// The plain settings of a connection to a database of the platform's PostgreSQL.
  static func database(_ name: String, _ postgres: PostgresService) -> [Setting] {
    [
      Setting(variable: "PGHOST", value: postgres.host),
      Setting(variable: "PGPORT", value: String(postgres.port)),
      Setting(variable: "PGDATABASE", value: name),
    ]
  }
}

/// The labels by which a DAG is found in Airflow's list.
enum Tags {
  /// `dsgen`, the platform and what else is given, each at most 100 characters, Airflow's limit.
  static func of(_ platform: PlatformPlan, _ others: (kind: String, name: String)...)
    -> PythonValue
  {
    let named = [("platform", platform.name)] + others
    let tags = named.map { String("\($0):\($1)".unicodeScalars.prefix(100)) }
    return .strings(["dsgen"] + tags)
  }
}
