public import Diagnostics
public import Model

/// What one platform runs for one store, apart from its slices.
public struct StorePlan: Sendable {
  public var name: String
  public var description: String?
  public var team: String
  public var ingestion: IngestionType
  public var format: MessageFormat
  public var consistency: Consistency
  /// The cron of its streams as declared; nil where runs are started otherwise.
  public var schedule: String?
  /// The slices that this platform runs, ascending; at most the declared number.
  public var slices: [Int]
  /// The number of slices the model declares.
  public var sliceCount: Int
  /// The root of the store's source connectors and replicators; nil where it has none.
  public var source: SourceRoot?
  /// The one stream over all slices of a transactional store; nil where datasets stream by themselves.
  public var stream: StreamPlan?
  /// The DAG and file of `stream`: `<platform>.<store>`.
  public var dag: String?
  /// The platform whose merge tables are read in place of the source; nil: captured here.
  public var primary: String?
  /// Seconds that merged records stay in staging; nil: for ever.
  public var stagingKeep: Int?
  /// What fills the store's tables, where that is a transformer.
  public var output: TransformOutput?
  /// How the primary keeps its merge tables, where `primary` is set.
  public var primaryMerge: MergeStrategy?
  public var origin: Span

  public init(
    name: String, description: String?, team: String, ingestion: IngestionType,
    format: MessageFormat, consistency: Consistency, schedule: String?, slices: [Int],
    sliceCount: Int, source: SourceRoot?, stream: StreamPlan?, dag: String?, primary: String?,
    origin: Span
  ) {
    self.name = name
    self.description = description
    self.team = team
    self.ingestion = ingestion
    self.format = format
    self.consistency = consistency
    self.schedule = schedule
    self.slices = slices
    self.sliceCount = sliceCount
    self.source = source
    self.stream = stream
    self.dag = dag
    self.primary = primary
    self.origin = origin
  }
}

/// The tables that a transformer fills.
public struct TransformOutput: Hashable, Sendable {
  /// Their schema.
  public var schema: String
  public var mode: TransformerMode

  public init(schema: String, mode: TransformerMode) {
    self.schema = schema
    self.mode = mode
  }
}

/// A Terraform root module: one state.
public struct RootPlan: Hashable, Sendable {
  /// `<store>/s0042` or `<store>/source`: the folder below `terraform/`.
  public var path: String
  /// The PostgreSQL schema that holds its state: `tf_` and 24 hex digits.
  public var stateSchema: String

  public init(path: String, stateSchema: String) {
    self.path = path
    self.stateSchema = stateSchema
  }
}

/// The store's connectors that serve all its slices.
public struct SourceRoot: Sendable {
  public var root: RootPlan
  /// Debezium sources, in order; only for `cdc`.
  public var sources: [SourceConnector]
  /// Topic replicators into the platform's own cluster; only for `kafka`.
  public var replicators: [ReplicatorConnector]
  /// Of a store that is consistent as a whole: brings to staging where its transactions end.
  public var transactions: SinkConnector?

  public init(root: RootPlan, sources: [SourceConnector], replicators: [ReplicatorConnector]) {
    self.root = root
    self.sources = sources
    self.replicators = replicators
  }
}

/// How to speak to a Kafka cluster. Secret names, never values.
public struct KafkaSecurityPlan: Hashable, Sendable {
  public var `protocol`: SecurityProtocol
  public var mechanism: SASLMechanism?
  /// The Secret for SASL, and its keys.
  public var userSecret: String?
  public var userKeys: LoginKeys
  /// The Secret with CA_CERT.
  public var caSecret: String?
  /// The Secret with PUBLIC_CERT and PRIVATE_KEY for client certificates.
  public var certificateSecret: String?

  public init(
    protocol: SecurityProtocol = .plaintext, mechanism: SASLMechanism? = nil,
    userSecret: String? = nil, userKeys: LoginKeys = .userPassword, caSecret: String? = nil,
    certificateSecret: String? = nil
  ) {
    self.protocol = `protocol`
    self.mechanism = mechanism
    self.userSecret = userSecret
    self.userKeys = userKeys
    self.caSecret = caSecret
    self.certificateSecret = certificateSecret
  }
}

/// The keys, in its Secret, of a login's two halves. An API key and its secret are a user and a
/// password by other names.
public struct LoginKeys: Hashable, Sendable {
  public let user: String
  public let password: String

  public static let userPassword = LoginKeys(user: "USER", password: "PASSWORD")
  public static let apiKeyPair = LoginKeys(user: "API_KEY", password: "API_SECRET")
}

/// A schema registry.
public struct RegistryPlan: Hashable, Sendable {
  public var url: String
  /// The Secret to sign in with; nil: no authentication.
  public var secret: String?
  public var keys: LoginKeys
  /// The Secret with CA_CERT; nil: the registry's certificate is one that Java trusts by itself.
  public var caSecret: String?

  public init(
    url: String, secret: String?, keys: LoginKeys = .userPassword, caSecret: String? = nil
  ) {
    self.url = url
    self.secret = secret
    self.keys = keys
    self.caSecret = caSecret
  }
}

/// A Debezium PostgreSQL source: one replication slot.
public struct SourceConnector: Sendable {
  /// The connector's name in Kafka Connect, and the label of its Terraform resource.
  public var name: String
  public var label: String
  public var host: String
  public var port: Int
  public var database: String
  /// The Secret with USER and PASSWORD.
  public var secret: String
  /// The Secret with CA_CERT; nil: the connection is encrypted but the server is not verified.
  public var caSecret: String?
  /// At most 63 bytes of lower-case letters, digits, `_`.
  public var slot: String
  public var publication: String
  public var topicPrefix: String
  /// `schema.table` in the producer's database, sorted.
  public var tables: [SourceTable]
  /// The source's signal table `schema.table`; nil: none declared.
  public var signals: String?
  /// Whether transactions must be marked, for a store that is consistent as a whole.
  public var transactional: Bool
  public var origin: Span

  public init(
    name: String, label: String, host: String, port: Int, database: String, secret: String,
    caSecret: String?, slot: String, publication: String, topicPrefix: String,
    tables: [SourceTable], signals: String?, transactional: Bool, origin: Span
  ) {
    self.name = name
    self.label = label
    self.host = host
    self.port = port
    self.database = database
    self.secret = secret
    self.caSecret = caSecret
    self.slot = slot
    self.publication = publication
    self.topicPrefix = topicPrefix
    self.tables = tables
    self.signals = signals
    self.transactional = transactional
    self.origin = origin
  }
}

/// A table in the producer's database.
public struct SourceTable: Hashable, Sendable {
  public var schema: String
  public var table: String
  /// The producer's names of the modelled columns, in the model's order.
  public var columns: NameList
  /// The producer's names of the key's columns, in order.
  public var key: [String]
  /// The topic its changes go to; nil: Debezium's own choice, `SourceConnector.topic(of:prefix:)`.
  public var topic: String?
  public var origin: Span

  public init(
    schema: String, table: String, columns: NameList, key: [String], topic: String? = nil,
    origin: Span
  ) {
    self.schema = schema
    self.table = table
    self.columns = columns
    self.key = key
    self.topic = topic
    self.origin = origin
  }
}

/// A MirrorMaker 2 source that copies topics, under their own names, into the platform's cluster.
public struct ReplicatorConnector: Sendable {
  public var name: String
  public var label: String
  public var sourceBootstrap: [String]
  public var sourceSecurity: KafkaSecurityPlan
  public var targetBootstrap: [String]
  /// How to speak to the platform's cluster, where that is an external one.
  public var targetSecurity: KafkaSecurityPlan
  /// Topics in order; literal names.
  public var topics: [String]
  public var origin: Span

  public init(
    name: String, label: String, sourceBootstrap: [String], sourceSecurity: KafkaSecurityPlan,
    targetBootstrap: [String], targetSecurity: KafkaSecurityPlan = KafkaSecurityPlan(),
    topics: [String], origin: Span
  ) {
    self.name = name
    self.label = label
    self.sourceBootstrap = sourceBootstrap
    self.sourceSecurity = sourceSecurity
    self.targetBootstrap = targetBootstrap
    self.targetSecurity = targetSecurity
    self.topics = topics
    self.origin = origin
  }
}
