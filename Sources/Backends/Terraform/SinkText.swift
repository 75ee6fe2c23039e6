internal import IR

/// The texts that belong to one sink alone; in all others, the plain sinks of a slice are alike.
enum SinkText: Int, CaseIterable {
  case label, name, topics, collection, fields, deadLetterTopic

  func text(of sink: SinkConnector) -> String {
    var text: [UInt8] = []
    append(of: sink, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func append(of sink: SinkConnector, to text: inout [UInt8]) {
    switch self {
    case .label: text += sink.label.utf8
    case .name: text += sink.name.utf8
    case .topics:
      for index in sink.routes.indices {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        text += sink.routes[index].topic.utf8
      }
    case .collection: SinkShape.appendCollection(of: sink, to: &text)
    case .fields: SinkShape.appendFields(of: sink, to: &text)
    case .deadLetterTopic: text += sink.deadLetterTopic.utf8
    }
  }
}
