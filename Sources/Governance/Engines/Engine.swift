/// A database engine that datasets land in: a platform's own, or that of a workspace's container.
enum Engine: String, CaseIterable {
  case postgres, mysql, oracle, sqlserver, db2, snowflake

  var title: String {
    switch self {
    case .postgres: "PostgreSQL"
    case .mysql: "MySQL"
    case .oracle: "Oracle"
    case .sqlserver: "SQL Server"
    case .db2: "Db2"
    case .snowflake: "Snowflake"
    }
  }

  /// How long a table's or a column's name may be: characters, or bytes of UTF-8 for postgres, oracle
  /// and db2. Names are ASCII, so the two are one.
  ///
  /// Sources: PostgreSQL 15, 4.1.1 (NAMEDATALEN); MySQL 8.4, 11.2.1; Oracle 19c, Database Object Names;
  /// SQL Server 2022, Database Identifiers; Db2 11.5, SQL limits; Snowflake, Identifier requirements.
  var longestName: Int {
    switch self {
    case .postgres: 63
    case .mysql: 64
    case .oracle, .sqlserver, .db2: 128
    case .snowflake: 255
    }
  }
}
