public import Diagnostics

/// A value in a Kubernetes Secret, and the environment variable that hands it to a process.
public struct SecretReference: Hashable, Sendable {
  /// The environment variable, such as `PGUSER`.
  public let variable: String
  /// The Secret's name.
  public let secret: String
  /// The key in the Secret.
  public let key: String

  public init(variable: String, secret: String, key: String) {
    self.variable = variable
    self.secret = secret
    self.key = key
  }
}

/// One Secret that must exist before a platform works.
public struct SecretObject: Sendable {
  /// The Secret's name in the platform's namespace.
  public let name: String
  public let keys: [String]
  /// The environment variables that `dsgen secrets --verify` looks for, one a key.
  public let variables: [String]
  /// The credential as the model names it (`USA/sales.crm_kafka`, `prod_live.postgres`), or what the
  /// platform itself needs (`prod_live (terraform state)`).
  public let credential: String
  /// The credential's type, or `generated` for the platform's own.
  public let type: String
  /// Who reads it and why, sorted.
  public let readers: [SecretReader]
  /// Whether Kafka Connect must mount it at `/mnt/secrets/<name>`.
  public let mountedByConnect: Bool
  public let origin: Span

  public init(
    name: String, keys: [String], variables: [String], credential: String, type: String,
    readers: [SecretReader], mountedByConnect: Bool, origin: Span
  ) {
    self.name = name
    self.keys = keys
    self.variables = variables
    self.credential = credential
    self.type = type
    self.readers = readers
    self.mountedByConnect = mountedByConnect
    self.origin = origin
  }
}

/// Who reads a Secret, and what for.
public struct SecretReader: Hashable, Comparable, Sendable {
  /// `postgres`, `kafka-connect`, `airflow`, `infrastructure-dag`, `pipeline`, `transformer`.
  public let component: String
  public let reason: String

  public init(component: String, reason: String) {
    self.component = component
    self.reason = reason
  }

  public static func < (a: SecretReader, b: SecretReader) -> Bool {
    (a.component, a.reason) < (b.component, b.reason)
  }
}

/// Every Secret of one platform, sorted by name; manifests, DAGs, connectors and README read only this.
public struct SecretTable: Sendable {
  public let objects: [SecretObject]

  public init(objects: [SecretObject]) { self.objects = objects }

  /// How a connector's configuration names a value: resolved by Kafka Connect's directory provider.
  public static func connectReference(secret: String, key: String) -> String {
    "${dir:\(connectMount(secret)):\(key)}"
  }

  /// Where Kafka Connect finds a Secret's keys as files.
  public static func connectMount(_ secret: String) -> String { "/mnt/secrets/\(secret)" }
}
