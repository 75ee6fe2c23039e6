// The closed sets of words of the language. A raw value is the word as it is written in a model.

/// How important a workspace's results are; flows back to everything that feeds it.
public enum Priority: String, CaseIterable, Comparable, Sendable {
  case low, medium, high, critical

  /// Airflow's absolute priority weight: 1 for low to 4 for critical.
  public var weight: Int {
    switch self {
    case .low: 1
    case .medium: 2
    case .high: 3
    case .critical: 4
    }
  }

  public static func < (a: Priority, b: Priority) -> Bool { a.weight < b.weight }
}

public enum CredentialType: String, CaseIterable, Sendable {
  case userPassword = "user-password"
  case apiToken = "api-token"
  case apiKeyPair = "api-key-pair"
  case clientCertificate = "client-certificate"
  case caBundle = "ca-bundle"

  /// The keys of the Kubernetes Secret that holds such a credential.
  public var keys: [String] {
    switch self {
    case .userPassword: ["USER", "PASSWORD"]
    case .apiToken: ["TOKEN"]
    case .apiKeyPair: ["API_KEY", "API_SECRET"]
    case .clientCertificate: ["PUBLIC_CERT", "PRIVATE_KEY"]
    case .caBundle: ["CA_CERT"]
    }
  }
}

public enum IngestionType: String, CaseIterable, Sendable {
  case kafka, cdc
  case sqlSnapshot = "sql-snapshot"
  case sqlWatermark = "sql-watermark"
  case transformer
}

/// The shape of the messages on a store's topics.
public enum MessageFormat: String, CaseIterable, Sendable { case debezium, upsert }

/// How a record's key and value are written on a topic. A sink needs schemas.
public enum Encoding: String, CaseIterable, Sendable {
  case avro, protobuf
  case jsonSchema = "json-schema"
  case jsonWithSchema = "json-with-schema"
}

/// What is merged in one transaction: each dataset by itself, or the whole store.
public enum Consistency: String, CaseIterable, Sendable { case dataset, store }

public enum MergeStrategy: String, CaseIterable, Sendable { case live, milestoned }

public enum History: String, CaseIterable, Sendable { case live, milestoned, both }

/// How old data may be: some of these.
public enum Latency: String, CaseIterable, Comparable, Sendable {
  case seconds, minutes, hours, days

  /// Minutes between two merges from which on they are too far apart: the next longer unit.
  public var limit: Int {
    switch self {
    case .seconds: 1
    case .minutes: 60
    case .hours: 24 * 60
    case .days: 28 * 24 * 60
    }
  }

  public static func < (a: Latency, b: Latency) -> Bool { a.limit < b.limit }
}

public enum TransformerMode: String, CaseIterable, Sendable { case snapshot, upsert, changes }

public enum ConnectorGrain: String, CaseIterable, Sendable {
  case perDataset = "per-dataset"
  case perSlice = "per-slice"
}

public enum JobGrain: String, CaseIterable, Sendable {
  case perStream = "per-stream"
  case perSlice = "per-slice"
}

public enum AssignmentStatus: String, CaseIterable, Sendable {
  case provisioning, provisioned, decommissioning, decommissioned
}

public enum SecurityProtocol: String, CaseIterable, Sendable {
  case plaintext, ssl
  case saslPlaintext = "sasl_plaintext"
  case saslSSL = "sasl_ssl"
}

public enum SASLMechanism: String, CaseIterable, Sendable {
  case plain
  case scramSHA256 = "scram-sha-256"
  case scramSHA512 = "scram-sha-512"
}
