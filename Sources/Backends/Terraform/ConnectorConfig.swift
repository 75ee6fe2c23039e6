internal import Diagnostics
internal import IR

/// A connector as a Terraform resource.
struct Connector {
  var name: String
  var label: String
  var config: ConnectorConfig
  var origin: Span
}

/// A connector's configuration: keys and values in one stable order, each key once.
struct ConnectorConfig {
  struct Entry {
    let key: String
    let value: String
    /// Which of its sink's own texts the value is; nil where it may be the value of many sinks.
    let own: SinkText?
    /// Where in the model the entry comes from, where that is finer than the connector.
    let origin: Span?
  }

  private(set) var entries: [Entry] = []
  /// From now on, entries come from this place.
  var origin: Span?

  /// `name` is required by the provider, and equals the resource's.
  init(name: String, own: SinkText? = nil, class connector: String) {
    set("name", .text(name), own: own)
    set("connector.class", .text(connector))
    set("tasks.max", "1")
  }

  mutating func set(_ key: String, _ value: ConnectValue, own: SinkText? = nil) {
    entries.append(Entry(key: key, value: value.rendered, own: own, origin: origin))
  }

  /// Sets one of the texts that belong to this sink alone.
  mutating func set(_ key: String, _ own: SinkText, of sink: SinkConnector) {
    set(key, .text(own.text(of: sink)), own: own)
  }

  /// Adds keys under a prefix.
  mutating func set(prefix: String, _ pairs: [(key: String, value: ConnectValue)]) {
    for pair in pairs { set(prefix + pair.key, pair.value) }
  }

  /// About what the configuration takes in Connect's own topic: its JSON text, in bytes.
  var size: Int {
    entries.reduce(2) { $0 + $1.key.utf8.count + $1.value.utf8.count + 6 }
  }
}
