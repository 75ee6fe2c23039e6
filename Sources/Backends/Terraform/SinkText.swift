internal import IR

/// The texts that belong to one sink alone; in all others, the plain sinks of a slice are alike.
enum SinkText: Int, CaseIterable {
  case label, name, topics, collection, fields, deadLetterTopic

  func text(of sink: SinkConnector) -> String {
    switch self {
    case .label: sink.label
    case .name: sink.name
    case .topics:
      sink.routes.count == 1
        ? sink.routes[0].topic : sink.routes.map(\.topic).joined(separator: ",")
    case .collection: SinkShape.collection(sink)
    case .fields: SinkShape.fields(sink)
    case .deadLetterTopic: sink.deadLetterTopic
    }
  }
}
