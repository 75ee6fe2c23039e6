import Diagnostics
import Model

/// What holds data: a container, or a platform with its PostgreSQL and its Kafka.
struct Keeper {
  /// How a message calls it: "container `crm_events`".
  let title: String
  /// How a way calls it.
  let name: String
  let span: Span
  /// Every place that holds the data; nil for a part of a platform, which is where the platform is.
  let locations: [(name: String, span: Span)]?
  /// The types of what holds it.
  let storage: [(type: String, span: Span)]
  /// The platform's name; nil for a container.
  let platform: String?

  /// Of a container, the values that hold in one environment; in all, where none is given.
  init(_ container: Facts.Container, owner: String, in environment: Environment) {
    let object = container.object
    title = "container `\(container.name)`"
    name = owner + "." + container.name
    span = object.span
    platform = nil
    storage = [(container.type, object.span(ContainerField.type))]
    let values = object.objects(ContainerField.environments).filter { values in
      switch environment {
      case .all: true
      case .named(let name): name != nil && values.text(ContainerValuesField.name) == name
      }
    }
    let written = values.filter { $0.has(ContainerValuesField.locations) }
    var found = written.flatMap { Keeper.names($0, ContainerValuesField.locations) }
    if environment == .all || written.isEmpty {
      found += Keeper.names(object, ContainerField.locations)
    }
    locations = found
  }

  init(_ platform: Platform) {
    let object = platform.object
    title = "platform `\(platform.name)`"
    name = platform.name
    span = object.span
    self.platform = platform.name
    storage = [("postgres", object.keySpan(PlatformField.postgres))]
    locations = Keeper.names(object, PlatformField.location)
  }

  /// The Kafka that a platform runs for itself.
  init(kafkaOf platform: Platform) {
    title = "the Kafka of platform `\(platform.name)`"
    name = platform.name
    span = platform.object.span
    self.platform = nil
    storage = [("kafka", platform.object.keySpan(PlatformField.kafka))]
    locations = nil
  }

  enum Environment: Hashable {
    case all
    case named(String?)
  }

  private static func names(
    _ object: Object, _ field: some FieldSet
  ) -> [(name: String, span: Span)] {
    object.list(field).compactMap { cell in
      cell.symbol.map { (object.tree.string($0), object.place(cell)) }
    }
  }
}
