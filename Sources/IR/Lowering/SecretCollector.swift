internal import Diagnostics
internal import Model

/// Gathers the Secrets of one platform, each with all its readers.
struct SecretCollector {
  private struct Entry {
    var keys: [String]
    var credential: String
    var type: String
    var readers: Set<SecretReader>
    var mounted: Bool
    var origin: Span
  }

  private var entries: [String: Entry] = [:]

  mutating func add(
    _ credential: CredentialView?, to component: String, _ reason: String, mounted: Bool = false
  ) {
    guard let credential else { return }
    add(
      credential.secret, keys: credential.type.keys, credential: credential.path,
      type: credential.type.rawValue, origin: credential.origin, to: component, reason,
      mounted: mounted)
  }

  /// A Secret that no credential of the model stands for.
  mutating func add(
    _ name: String, keys: [String], credential: String, type: String = "generated", origin: Span,
    to component: String, _ reason: String, mounted: Bool = false
  ) {
    let reader = SecretReader(component: component, reason: reason)
    entries[
      name,
      default: Entry(
        keys: keys, credential: credential, type: type, readers: [], mounted: false, origin: origin)
    ].readers.insert(reader)
    if mounted { entries[name]!.mounted = true }
  }

  var table: SecretTable {
    SecretTable(
      objects: entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
        name, entry in
        SecretObject(
          name: name, keys: entry.keys,
          variables: entry.keys.map { PhysicalNames.variable(name) + "_" + $0 },
          credential: entry.credential, type: entry.type, readers: entry.readers.sorted(),
          mountedByConnect: entry.mounted, origin: entry.origin)
      })
  }
}

/// The variables that hand a login to PostgreSQL's clients.
func postgresLogin(_ secret: String, prefix: String = "") -> [SecretReference] {
  [
    SecretReference(variable: prefix + "PGUSER", secret: secret, key: "USER"),
    SecretReference(variable: prefix + "PGPASSWORD", secret: secret, key: "PASSWORD"),
  ]
}
