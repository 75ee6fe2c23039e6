public import Diagnostics
public import Model

/// Everything that is decided about one platform and is the same for all its stores.
///
/// Backends read it and decide nothing that another backend could decide otherwise.
public struct PlatformPlan: Sendable {
  public var name: String
  /// The name in Kubernetes: lower case, `_` as `-`.
  public var slug: String
  public var description: String?
  public var environment: String?
  public var merge: MergeStrategy
  public var namespace: String
  public var images: Images
  public var connectors: ConnectorGrain
  public var jobs: JobGrain
  /// Days after which a table out of the graph may go to the trash; nil: only reported.
  public var removalAfterDays: Int?
  /// How much one run may delete, and what is meant to go.
  public var deletions = DeletionLimits()
  public var postgres: PostgresService
  public var kafka: KafkaService
  public var airflow: AirflowService
  public var git: GitSource
  public var slack: SlackTarget
  /// The infrastructure DAG's cron.
  public var infrastructureSchedule: String
  /// How many tasks of that DAG render the model together.
  public var renderShards = 1
  public var infrastructureDAG: String
  /// The DAGs beside it: of what runs, and of tables out of the model.
  public var healthDAG: String { name + "_health" }
  public var removalDAG: String { name + "_removal" }
  /// The captured databases that can be asked for rows, in the order of their stores.
  public var signals: [SignalSource] = []
  /// The claim that holds the model's checkout and the rendered artifacts, mounted at `/artifacts`.
  public var artifactsClaim: String
  /// That claim's size, a Kubernetes quantity.
  public var artifactsStorage = "20Gi"
  /// That claim's storage class; nil: the cluster's own.
  public var artifactsStorageClass: String?
  public var secrets: SecretTable
  /// Hosts outside the namespace that connectors, merges and jobs must reach, sorted.
  public var endpoints: [Endpoint]
  /// The platforms whose merges read this one's merge tables, in the order of their names.
  public var readers: [PlatformReader] = []
  /// Transformer pods' images and credentials are in their own plans; this is how many there are.
  public var transformers: Int
  public var origin: Span

  /// `generated/<platform>` and `bootstrap/<platform>` without their first part.
  public var folder: String { name }
  /// Where a pod finds the bare clone of the live model's repository.
  public static var mountedRepository: String { "/artifacts/model.git" }
  /// Where a pod finds this platform's rendered tree.
  public var mountedTree: String { "/artifacts/generated/\(name)" }

  public init(
    name: String, slug: String, description: String?, environment: String?, merge: MergeStrategy,
    namespace: String, images: Images, connectors: ConnectorGrain, jobs: JobGrain,
    removalAfterDays: Int?, postgres: PostgresService, kafka: KafkaService,
    airflow: AirflowService, git: GitSource, slack: SlackTarget, infrastructureSchedule: String,
    infrastructureDAG: String, artifactsClaim: String, secrets: SecretTable,
    endpoints: [Endpoint], transformers: Int, origin: Span
  ) {
    self.name = name
    self.slug = slug
    self.description = description
    self.environment = environment
    self.merge = merge
    self.namespace = namespace
    self.images = images
    self.connectors = connectors
    self.jobs = jobs
    self.removalAfterDays = removalAfterDays
    self.postgres = postgres
    self.kafka = kafka
    self.airflow = airflow
    self.git = git
    self.slack = slack
    self.infrastructureSchedule = infrastructureSchedule
    self.infrastructureDAG = infrastructureDAG
    self.artifactsClaim = artifactsClaim
    self.secrets = secrets
    self.endpoints = endpoints
    self.transformers = transformers
    self.origin = origin
  }
}

/// The Ecosystem's budgets, and what it means to delete whatever they are.
public struct DeletionLimits: Hashable, Sendable {
  /// Tables, and slices, that one run may delete; nil: any number.
  public var tables: Int?
  public var slices: Int?
  /// Stores, datasets as `crm.orders`, slices as `crm/s0003`, platforms.
  public var meant: [String] = []

  public init() {}
}

/// A captured store with a signal table, by which its source is asked for all rows of a dataset.
public struct SignalSource: Sendable {
  public var store: String
  public var host: String
  public var port: Int
  public var database: String
  /// The Secret with USER and PASSWORD.
  public var secret: String
  /// The signal table, `schema.table`.
  public var table: String
  /// The publications of the store's connectors.
  public var publications: [String]
  public var origin: Span

  public init(
    store: String, host: String, port: Int, database: String, secret: String, table: String,
    publications: [String], origin: Span
  ) {
    self.store = store
    self.host = host
    self.port = port
    self.database = database
    self.secret = secret
    self.table = table
    self.publications = publications
    self.origin = origin
  }
}

/// A platform that mirrors stores from a primary: its merge pods must reach the primary's PostgreSQL.
public struct PlatformReader: Hashable, Sendable {
  public var name: String
  public var namespace: String
  /// The labels of its merge pods.
  public var labels: [Setting]

  public init(name: String, namespace: String, labels: [Setting]) {
    self.name = name
    self.namespace = namespace
    self.labels = labels
  }
}

/// Container images, as written in the model.
public struct Images: Hashable, Sendable {
  public var dsgen: String
  public var postgres: String
  public var kafka: String
  public var connect: String
  public var airflow: String

  public init(dsgen: String, postgres: String, kafka: String, connect: String, airflow: String) {
    self.dsgen = dsgen
    self.postgres = postgres
    self.kafka = kafka
    self.connect = connect
    self.airflow = airflow
  }
}

/// The platform's PostgreSQL. Database `airflow` is Airflow's, `terraform` holds Terraform's states.
public struct PostgresService: Sendable {
  /// True: it exists already, nothing is made for it.
  public var external: Bool
  /// The Service's name in the namespace; for an external one the host as written.
  public var service: String
  /// What clients connect to: the cluster-internal DNS name, or the external host.
  public var host: String
  public var port: Int
  /// The merge databases, at least one; the first also holds what is not placed elsewhere.
  public var databases: [String]
  /// Kubernetes quantities; nil where external.
  public var storage: String?
  public var storageClass: String?
  /// `max_connections`.
  public var connections: Int
  /// Environment variables of a client that merges: `PGUSER`, `PGPASSWORD`.
  public var credential: [SecretReference]
  /// The role that owns database `terraform`: `PGUSER`, `PGPASSWORD`.
  public var terraformCredential: [SecretReference]

  public init(
    external: Bool, service: String, host: String, port: Int, databases: [String],
    storage: String?, storageClass: String?, connections: Int, credential: [SecretReference],
    terraformCredential: [SecretReference]
  ) {
    self.external = external
    self.service = service
    self.host = host
    self.port = port
    self.databases = databases
    self.storage = storage
    self.storageClass = storageClass
    self.connections = connections
    self.credential = credential
    self.terraformCredential = terraformCredential
  }
}

/// The platform's own Kafka cluster and Kafka Connect.
public struct KafkaService: Sendable {
  /// True: the cluster is that of a container, nothing is made for it, and its topics are read directly.
  public var external: Bool
  /// The Service of the cluster; for an external one the container, `zone/team.name`.
  public var cluster: String
  /// `host:port` of the brokers that connectors and Connect use.
  public var bootstrap: [String]
  /// How to speak to an external cluster; the own one is plain inside the namespace.
  public var security: KafkaSecurityPlan
  /// The Service of Kafka Connect.
  public var connect: String
  public var connectURL: String
  /// The basic authentication of Connect's REST interface: keys USER, PASSWORD.
  public var connectSecret: String
  /// Brokers of the own cluster, 1 or 3; topics are kept on as many as there are.
  public var brokers: Int

  public init(
    external: Bool, cluster: String, bootstrap: [String], security: KafkaSecurityPlan,
    connect: String, connectURL: String, connectSecret: String, brokers: Int = 3
  ) {
    self.external = external
    self.cluster = cluster
    self.bootstrap = bootstrap
    self.security = security
    self.connect = connect
    self.connectURL = connectURL
    self.connectSecret = connectSecret
    self.brokers = brokers
  }
}

/// The platform's Airflow.
public struct AirflowService: Sendable {
  public var external: Bool
  public var name: String
  /// Slots of the platform's pool.
  public var slots: Int
  /// The pool that every pipeline task runs in; made by the migrate Job.
  public var pool: String
  /// Task runs a second that this Airflow manages, as declared.
  public var taskRate: Int
  /// The Secret with Airflow's database role and first administrator: keys USER, PASSWORD.
  public var databaseSecret: String
  /// The Secret with FERNET_KEY, API_SECRET_KEY, JWT_SECRET.
  public var keysSecret: String

  public init(
    external: Bool, name: String, slots: Int, pool: String, taskRate: Int, databaseSecret: String,
    keysSecret: String
  ) {
    self.external = external
    self.name = name
    self.slots = slots
    self.pool = pool
    self.taskRate = taskRate
    self.databaseSecret = databaseSecret
    self.keysSecret = keysSecret
  }
}

/// Where the live model is kept.
public struct GitSource: Hashable, Sendable {
  /// `https://host/owner/name.git`.
  public var url: String
  public var branch: String
  /// The Secret with key TOKEN.
  public var secret: String

  public init(url: String, branch: String, secret: String) {
    self.url = url
    self.branch = branch
    self.secret = secret
  }
}

/// Where operators' messages go.
public struct SlackTarget: Hashable, Sendable {
  public var channel: String
  /// The Secret with key TOKEN.
  public var secret: String
  /// Airflow's connection id, `slack_<platform>`; the bootstrap defines it by an environment variable.
  public var connection: String

  public init(channel: String, secret: String, connection: String) {
    self.channel = channel
    self.secret = secret
    self.connection = connection
  }
}

/// A host and port outside the platform's namespace.
public struct Endpoint: Hashable, Comparable, Sendable {
  public var host: String
  public var port: Int
  /// Who needs it: `kafka-connect`, `merge`, `snapshot`, `transformer`.
  public var client: String

  public init(host: String, port: Int, client: String) {
    self.host = host
    self.port = port
    self.client = client
  }

  public static func < (a: Endpoint, b: Endpoint) -> Bool {
    (a.host, a.port, a.client) < (b.host, b.port, b.client)
  }
}
