internal import Diagnostics
internal import IR

/// The chain of single message transforms of one connector.
///
/// A step's keys are written where the step is added; the list of names comes first, so the chain is
/// collected and then written as a whole.
struct Transforms {
  private struct Step {
    let name: String
    let type: String
    let keys: [(key: String, value: ConnectValue)]
    /// Records whose topic matches this pattern only.
    let onlyTopic: String?
    let origin: Span?
  }

  private var steps: [Step] = []

  mutating func add(
    _ name: String, _ type: String, _ keys: [(key: String, value: ConnectValue)],
    onlyTopic: String? = nil, origin: Span? = nil
  ) {
    steps.append(Step(name: name, type: type, keys: keys, onlyTopic: onlyTopic, origin: origin))
  }

  /// Takes a change event apart: the row after the change, or the row before a delete, with the
  /// added columns. Deletes are records of their own, tombstones are dropped.
  mutating func addUnwrap() {
    add(
      "unwrap", "io.debezium.transforms.ExtractNewRecordState",
      [
        ("delete.tombstone.handling.mode", "rewrite"),
        ("add.fields", .text(StagingColumns.added.map(\.field).joined(separator: ","))),
        ("add.fields.prefix", "__"),
        ("replace.null.with.default", "false"),
      ])
  }

  /// Gives the records of one topic another topic.
  mutating func addRoute(_ name: String, from topic: String, to other: String, origin: Span?) {
    add(
      name, "org.apache.kafka.connect.transforms.RegexRouter",
      [
        ("regex", .text(JavaRegex.literal(topic))),
        ("replacement", .text(JavaRegex.replacement(other))),
      ], origin: origin)
  }

  func write(to config: inout ConnectorConfig) {
    if steps.isEmpty { return }
    let conditional = steps.filter { $0.onlyTopic != nil }
    config.set("transforms", .text(steps.map(\.name).joined(separator: ",")))
    if !conditional.isEmpty {
      config.set("predicates", .text(conditional.map { "for_\($0.name)" }.joined(separator: ",")))
    }
    let outer = config.origin
    for step in steps {
      config.origin = step.origin ?? outer
      let prefix = "transforms.\(step.name)."
      config.set(prefix + "type", .text(step.type))
      config.set(prefix: prefix, step.keys)
      guard let topic = step.onlyTopic else { continue }
      config.set(prefix + "predicate", .text("for_\(step.name)"))
      config.set(
        "predicates.for_\(step.name).type",
        "org.apache.kafka.connect.transforms.predicates.TopicNameMatches")
      config.set("predicates.for_\(step.name).pattern", .text(JavaRegex.literal(topic)))
    }
    config.origin = outer
  }
}
