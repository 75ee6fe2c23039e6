public import Diagnostics
public import Model

/// What one platform runs for one slice of a store: a Terraform root, a DAG file, SQL files.
public struct SlicePlan: Sendable {
  public var store: String
  public var number: Int
  /// `s0042`.
  public var label: String
  /// The sinks' root; nil where the ingestion has no connectors.
  public var root: RootPlan?
  public var sinks: [SinkConnector]
  /// The DAG of the slice's streams, at most 200 characters; nil for a transactional store or a
  /// transformer's output, whose one stream is not the slice's.
  public var dag: String?
  /// The DAG's cron, staggered where the declared one is of the form `*/n`.
  public var schedule: String?
  /// The streams in the order of their names; empty where `dag` is nil.
  public var streams: [StreamPlan]
  /// All datasets of the slice that something consumes, in the order of their names.
  public var datasets: [DatasetPlan]
  /// The merge database that holds the slice.
  public var database: String
  public var origin: Span

  public init(
    store: String, number: Int, label: String, root: RootPlan?, sinks: [SinkConnector],
    dag: String?, schedule: String?, streams: [StreamPlan], datasets: [DatasetPlan],
    database: String, origin: Span
  ) {
    self.store = store
    self.number = number
    self.label = label
    self.root = root
    self.sinks = sinks
    self.dag = dag
    self.schedule = schedule
    self.streams = streams
    self.datasets = datasets
    self.database = database
    self.origin = origin
  }
}

/// The unit of scheduling and of transaction: one Airflow task, one section of a merge file.
public struct StreamPlan: Sendable {
  /// `crm.customers`, or `crm` for a whole store.
  public var name: String
  /// Unique in its DAG; letters, digits, `_`, `-`, `.`.
  public var task: String
  /// The section of the SQL file: psql's variable `stream`.
  public var section: String
  /// The merge file, below the platform's folder: `sql/crm/s0000/merge.sql`.
  public var sqlFile: String
  public var priority: Priority
  /// The asset that a run updates: `dsgen://<platform>/<store>/<dataset>`.
  public var asset: String
  /// Changes when a column, a type, the key or the nullability of its dataset changes; nil for a whole
  /// store, whose DAG must not change when a dataset joins: each section of its SQL file has its own.
  public var fingerprint: String?
  public var datasets: [String]
  /// The merge database.
  public var database: String
  /// Credentials beyond the platform's PostgreSQL that the task needs, for `sql-*` ingestions: `SOURCE_PGUSER`, ….
  public var sourceSecrets: [SecretReference]
  /// Plain settings of the source: `SOURCE_PGHOST`, `SOURCE_PGPORT`, `SOURCE_PGDATABASE`.
  public var sourceSettings: [Setting]
  public var origin: Span

  public init(
    name: String, task: String, section: String, sqlFile: String, priority: Priority,
    asset: String, fingerprint: String?, datasets: [String], database: String,
    sourceSecrets: [SecretReference], sourceSettings: [Setting], origin: Span
  ) {
    self.name = name
    self.task = task
    self.section = section
    self.sqlFile = sqlFile
    self.priority = priority
    self.asset = asset
    self.fingerprint = fingerprint
    self.datasets = datasets
    self.database = database
    self.sourceSecrets = sourceSecrets
    self.sourceSettings = sourceSettings
    self.origin = origin
  }
}

/// A plain environment variable.
public struct Setting: Hashable, Sendable {
  public var variable: String
  public var value: String

  public init(variable: String, value: String) {
    self.variable = variable
    self.value = value
  }
}

/// A dataset as one platform holds it.
public struct DatasetPlan: Sendable {
  public var name: String
  public var description: String?
  /// Table names in schemas `staging` and `merge`, at most 63 bytes.
  public var table: String
  /// The topic its records come by; nil where no connector delivers it.
  public var topic: String?
  public var columns: ColumnPlans
  /// The key's columns, in key order.
  public var key: [String]
  public var priority: Priority
  public var fingerprint: String
  /// The table that is asked for its rows; nil where they come by other ways.
  public var pulled: SourceTable?
  /// The column that grows with every change of a row; only for `sql-watermark`.
  public var watermark: ColumnPlan?
  /// The table that is captured, `schema.table`; nil where nothing is captured.
  public var captured: String?
  public var origin: Span

  public init(
    name: String, description: String?, table: String, topic: String?, columns: ColumnPlans,
    key: [String], priority: Priority, fingerprint: String, origin: Span
  ) {
    self.name = name
    self.description = description
    self.table = table
    self.topic = topic
    self.columns = columns
    self.key = key
    self.priority = priority
    self.fingerprint = fingerprint
    self.origin = origin
  }
}

/// A column as one platform holds it.
public struct ColumnPlan: Sendable {
  /// The physical name: the model's, or what `as` says.
  public var name: String
  /// The producer's name of the field: `from`, or the model's name.
  public var sourceName: String
  public var type: ColumnType
  public var nullable: Bool
  public var origin: Span

  public init(
    name: String, sourceName: String, type: ColumnType, nullable: Bool, origin: Span
  ) {
    self.name = name
    self.sourceName = sourceName
    self.type = type
    self.nullable = nullable
    self.origin = origin
  }
}

/// A Debezium JDBC sink from topics to staging tables.
public struct SinkConnector: Sendable {
  /// The connector's name in Kafka Connect, unique on the platform.
  public var name: String
  /// The label of its Terraform resource, unique in its root.
  public var label: String
  /// One for each topic, in the order of the datasets.
  public var routes: [SinkRoute]
  public var format: MessageFormat
  public var encoding: Encoding
  public var registry: RegistryPlan?
  /// `jdbc:postgresql://host:port/database`.
  public var jdbcURL: String
  /// The Secret with USER and PASSWORD of the merge database.
  public var secret: String
  /// Whether the records come from the platform's own Debezium source, already unwrapped there.
  public var captured: Bool
  /// How its consumer speaks to the cluster its topics are on, where that is not the worker's own.
  public var consumerSecurity: KafkaSecurityPlan?
  /// The topic for records that cannot be converted, at most 249 characters.
  public var deadLetterTopic: String
  public var origin: Span

  public init(
    name: String, label: String, routes: [SinkRoute], format: MessageFormat, encoding: Encoding,
    registry: RegistryPlan?, jdbcURL: String, secret: String, captured: Bool,
    consumerSecurity: KafkaSecurityPlan?, deadLetterTopic: String, origin: Span
  ) {
    self.name = name
    self.label = label
    self.routes = routes
    self.format = format
    self.encoding = encoding
    self.registry = registry
    self.jdbcURL = jdbcURL
    self.secret = secret
    self.captured = captured
    self.consumerSecurity = consumerSecurity
    self.deadLetterTopic = deadLetterTopic
    self.origin = origin
  }
}

/// A topic and the staging table it fills.
public struct SinkRoute: Sendable {
  public var topic: String
  /// The table in schema `staging`.
  public var table: String
  /// The table's columns that the sink fills, in the model's order; `sourceName` is the record's field.
  public var columns: ColumnPlans
  public var origin: Span

  public init(topic: String, table: String, columns: ColumnPlans, origin: Span) {
    self.topic = topic
    self.table = table
    self.columns = columns
    self.origin = origin
  }
}
