internal import Model

/// The names that objects have in their targets. A name depends on its own object alone, so a
/// neighbour never changes it; that no two fall together is proved by `NameProof`.
public enum PhysicalNames {
  /// PostgreSQL cuts longer names in silence.
  public static let postgresLimit = 63

  /// Kafka takes no longer topics.
  static let topicLimit = 249

  /// A name within a limit: as it is, or 40 bytes of it, `_`, 12 hex digits of the whole name's hash;
  /// the suffix is kept either way.
  public static func fitted(_ name: String, suffix: String = "", limit: Int = postgresLimit)
    -> String
  {
    if name.utf8.count + suffix.utf8.count <= limit {
      return suffix.isEmpty ? name : String(joining: name, suffix)
    }
    let head = limit == postgresLimit ? 40 : limit - 13 - suffix.utf8.count
    return prefix(of: name, bytes: head) + "_" + digits(name, 12) + suffix
  }

  /// The table of a dataset, in schema `staging` as in `merge`.
  public static func table(store: String, dataset: String) -> String {
    fitted(String(joining: store, "__", dataset))
  }

  /// A view in its workspace's schema.
  public static func view(group: String, store: String, dataset: String, history: Bool) -> String {
    fitted(String(joining: group, "__", store, "__", dataset), suffix: history ? "__history" : "")
  }

  public static func role(workspace: String) -> String { fitted("reader_" + workspace) }

  /// `s0042`.
  public static func sliceLabel(_ number: Int) -> String {
    let digits = String(number)
    return "s" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The PostgreSQL schema of a Terraform root's state. Never user text: PostgreSQL cuts names, and
  /// two roots that agree in their first 63 bytes would share a state.
  public static func stateSchema(platform: String, store: String, root: String) -> String {
    "tf_" + digits("\(platform)/\(store)/\(root)", 24)
  }

  /// At most 200 characters; Airflow takes 250.
  public static func dag(_ name: String) -> String { fitted(name, limit: 200) }

  /// At most 249 characters of a topic's alphabet.
  ///
  /// Consumer groups need no name of ours: Kafka Connect calls a sink's `connect-` and the connector's
  /// name, without a limit. Connectors are `<platform>.<store>.` and a dataset, a slice, `source-0` or
  /// `replicator-0`, with `-part-1` where one is split; a dataset's name has no `-`, so no two are
  /// equal, on a cluster that platforms share neither.
  public static func topic(_ name: String) -> String { fitted(name, limit: topicLimit) }

  /// A replication slot or publication: lower-case letters, digits, `_`; always with a hash, since
  /// folding alone could join two.
  public static func slot(platform: String, store: String, number: Int) -> String {
    let folded = "\(platform)_\(store)".lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
    }
    return "dsgen_" + prefix(of: String(folded), bytes: 40) + "_"
      + digits("\(platform)/\(store)/\(number)", 12)
  }

  /// A name in Kubernetes: lower case, `_` as `-`.
  public static func slug(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" ? "-" : $0 })
  }

  /// An environment variable's name: upper case, everything but letters and digits as `_`.
  public static func variable(_ name: String) -> String {
    String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  static func digits(_ text: String, _ count: Int) -> String {
    String(ContentHash.hex(Array(text.utf8)).prefix(count))
  }

  private static func prefix(of text: String, bytes: Int) -> String {
    var result = ""
    for character in text {
      if result.utf8.count + character.utf8.count > bytes { break }
      result.append(character)
    }
    return result
  }
}
