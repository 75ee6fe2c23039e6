internal import Diagnostics

/// A thing that a platform runs, compared setting by setting.
protocol Deployed {
  static var kind: ProductionChange.Kind { get }
  /// What it is made of, by names for people.
  static var aspects: [Part] { get }
  var name: String { get }
  /// The topics that a new one reads from their start.
  var topicsRead: [String] { get }
  var origin: Span { get }
  /// The names of the settings that differ.
  func differing(from old: Self) -> [String]

  typealias Part = Aspect<Self>
}

/// One thing that is told of what is deployed.
struct Aspect<Thing>: Sendable {
  let name: String
  let isSame: @Sendable (Thing, Thing) -> Bool

  init(_ name: String, _ isSame: @escaping @Sendable (Thing, Thing) -> Bool) {
    self.name = name
    self.isSame = isSame
  }

  init<Value: Equatable & SendableMetatype>(
    _ name: String, _ value: any KeyPath<Thing, Value> & Sendable
  ) {
    self.init(name) { $0[keyPath: value] == $1[keyPath: value] }
  }
}

extension Deployed {
  var topicsRead: [String] { [] }

  func differing(from old: Self) -> [String] {
    Self.aspects.compactMap { $0.isSame(self, old) ? nil : $0.name }
  }
}

extension SinkConnector: Deployed {
  static let kind = ProductionChange.Kind.connector

  static let aspects: [Part] = [
    Part("topics") { $0.isRouted(like: $1) { $0.topic == $1.topic } },
    Part("tables") { $0.isRouted(like: $1) { $0.table == $1.table } },
    Part("columns") {
      $0.isRouted(like: $1) {
        ($0.columns.names, $0.columns.sourceNames) == ($1.columns.names, $1.columns.sourceNames)
      }
    },
    Part("format") { $0.format == $1.format && $0.captured == $1.captured },
    Part("encoding", \.encoding), Part("registry", \.registry),
    Part("database", \.jdbcURL), Part("secret", \.secret),
    Part("security", \.consumerSecurity), Part("dead letters", \.deadLetterTopic),
  ]

  var topicsRead: [String] { routes.map(\.topic) }

  private func isRouted(like other: Self, by isSame: (SinkRoute, SinkRoute) -> Bool) -> Bool {
    routes.elementsEqual(other.routes, by: isSame)
  }
}

extension SourceConnector: Deployed {
  static let kind = ProductionChange.Kind.source

  static let aspects: [Part] = [
    Part("database") { ($0.host, $0.port, $0.database) == ($1.host, $1.port, $1.database) },
    Part("slot", \.slot),
    Part("tables") {
      $0.hasTables(like: $1) { ($0.schema, $0.table) == ($1.schema, $1.table) }
    },
    Part("columns") {
      $0.hasTables(like: $1) { ($0.columns, $0.key) == ($1.columns, $1.key) }
    },
    Part("topics") { $0.hasTables(like: $1) { $0.topic == $1.topic } },
    Part("secret", \.secret), Part("certificate", \.caSecret),
    Part("signals", \.signals),
    Part("transactions", \.transactional), Part("topic prefix", \.topicPrefix),
    Part("publication", \.publication),
  ]

  private func hasTables(like other: Self, by isSame: (SourceTable, SourceTable) -> Bool) -> Bool {
    tables.elementsEqual(other.tables, by: isSame)
  }
}

extension ReplicatorConnector: Deployed {
  static let kind = ProductionChange.Kind.source

  static let aspects: [Part] = [
    Part("brokers", \.sourceBootstrap), Part("target", \.targetBootstrap),
    Part("topics", \.topics), Part("security", \.sourceSecurity),
    Part("target's security", \.targetSecurity),
  ]
}

/// A stream with the schedule of its DAG.
struct DeployedStream: Deployed {
  let plan: StreamPlan
  let schedule: String?

  static let kind = ProductionChange.Kind.stream

  static let aspects: [Part] = [
    Part("schedule", \.schedule), Part("priority", \.plan.priority),
    Part("database", \.plan.database), Part("file", \.plan.sqlFile),
    Part("source's secrets", \.plan.sourceSecrets), Part("source", \.plan.sourceSettings),
  ]

  var name: String { plan.name }
  var origin: Span { plan.origin }
}

extension TransformPlan: Deployed {
  static let kind = ProductionChange.Kind.transformer

  static let aspects: [Part] = [
    Part("image", \.image), Part("command", \.command), Part("schedule", \.schedule),
    Part("inputs", \.inputs), Part("mode", \.mode), Part("output", \.outputTables),
    Part("secrets", \.secrets), Part("priority", \.priority),
    Part("database", \.database),
  ]

  var name: String { workspace }
}

/// A view under its name with the schema.
struct DeployedView: Deployed {
  let plan: ViewPlan

  static let kind = ProductionChange.Kind.view

  static let aspects: [Part] = [
    Part("table", \.plan.table), Part("database", \.plan.database),
    Part("columns") {
      ($0.plan.columns, $0.plan.physical) == ($1.plan.columns, $1.plan.physical)
    },
    Part("history", \.plan.history),
  ]

  var name: String { plan.schema + "." + plan.name }
  var origin: Span { plan.origin }
}
