internal import IR

/// The names of a platform's objects in its namespace. The plan gives the names that other parts
/// know; the ones here are derived from them.
struct KubeNames {
  let namespace: String
  let postgres: String
  let postgresPods: String
  let kafka: String
  let kafkaPods: String
  let connect: String
  let airflow: String
  let apiServer: String
  let scheduler: String
  let triggerer: String
  let dagProcessor: String

  init(_ platform: PlatformPlan) {
    namespace = platform.namespace
    postgres = platform.postgres.service
    postgresPods = Self.fitted(postgres, "-pods")
    kafka = platform.kafka.cluster
    kafkaPods = Self.fitted(kafka, "-brokers")
    connect = platform.kafka.connect
    airflow = platform.airflow.name
    // Known to whoever reaches Airflow, so never shortened.
    apiServer = airflow + "-api-server"
    scheduler = Self.fitted(airflow, "-scheduler", limit: Self.statefulSetLimit)
    triggerer = Self.fitted(airflow, "-triggerer", limit: Self.statefulSetLimit)
    dagProcessor = Self.fitted(airflow, "-dag-processor")
  }

  /// A StatefulSet's name is at most 52 characters: its controller puts it, with a hyphen and ten
  /// characters of a hash, into a label, and a label's value holds 63.
  static let statefulSetLimit = 52

  /// `base + suffix`; where that is too long the base is cut and a hash of the whole put in.
  static func fitted(_ base: String, _ suffix: String, limit: Int = 63) -> String {
    let full = base + suffix
    if full.utf8.count <= limit { return full }
    let hash = "-" + ContentHash.hex(full.utf8, count: 8)
    let room = limit - suffix.utf8.count - hash.utf8.count
    return String(decoding: base.utf8.prefix(room), as: UTF8.self) + hash + suffix
  }

  /// A Job's template can't be changed, so a changed one is a new Job: its name follows its content.
  static func job(_ base: String, _ suffix: String, content: String) -> String {
    fitted(base, suffix, limit: 54) + "-" + ContentHash.hex(content.utf8, count: 8)
  }

  func host(_ service: String) -> String { "\(service).\(namespace).svc.cluster.local" }
}
