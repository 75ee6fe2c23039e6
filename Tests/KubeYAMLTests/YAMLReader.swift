import CYaml

/// A YAML document as libyaml reads it.
indirect enum YAMLValue: Equatable {
  /// The text, and whether it stood there without quotes, so that a reader may take it for
  /// something else than text.
  case scalar(String, plain: Bool)
  case list([YAMLValue])
  case map([(key: String, value: YAMLValue)])

  static func == (a: YAMLValue, b: YAMLValue) -> Bool {
    switch (a, b) {
    case (.scalar(let x, let p), .scalar(let y, let q)): x == y && p == q
    case (.list(let x), .list(let y)): x == y
    case (.map(let x), .map(let y)):
      x.map(\.key) == y.map(\.key) && x.map(\.value) == y.map(\.value)
    default: false
    }
  }

  subscript(_ key: String) -> YAMLValue? {
    if case .map(let entries) = self { entries.first { $0.key == key }?.value } else { nil }
  }

  subscript(path path: String) -> YAMLValue? {
    path.split(separator: ".").reduce(Optional(self)) { $0?[String($1)] }
  }

  var text: String? { if case .scalar(let text, _) = self { text } else { nil } }
  var items: [YAMLValue] { if case .list(let items) = self { items } else { [] } }
  var entries: [(key: String, value: YAMLValue)] {
    if case .map(let entries) = self { entries } else { [] }
  }

  /// This value and everything in it.
  var all: [YAMLValue] {
    switch self {
    case .scalar: [self]
    case .list(let items): [self] + items.flatMap(\.all)
    case .map(let entries): [self] + entries.flatMap(\.value.all)
    }
  }
}

/// Reads a stream of documents; nil if libyaml refuses it.
func readYAML(_ bytes: [UInt8]) -> [YAMLValue]? {
  var parser = yaml_parser_t()
  guard yaml_parser_initialize(&parser) == 1 else { return nil }
  defer { yaml_parser_delete(&parser) }
  return bytes.withUnsafeBufferPointer { buffer in
    yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
    var documents: [YAMLValue] = []
    while true {
      var document = yaml_document_t()
      guard yaml_parser_load(&parser, &document) == 1 else { return nil }
      defer { yaml_document_delete(&document) }
      guard yaml_document_get_root_node(&document) != nil else { return documents }
      documents.append(value(&document, 1))
    }
  }
}

private func value(_ document: inout yaml_document_t, _ index: Int32) -> YAMLValue {
  let node = yaml_document_get_node(&document, index)!.pointee
  switch node.type {
  case YAML_SCALAR_NODE:
    let scalar = node.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return .scalar(
      String(decoding: bytes, as: UTF8.self), plain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
  case YAML_SEQUENCE_NODE:
    var items: [YAMLValue] = []
    var item = node.data.sequence.items.start
    while let at = item, at < node.data.sequence.items.top {
      items.append(value(&document, at.pointee))
      item = at + 1
    }
    return .list(items)
  default:
    var entries: [(key: String, value: YAMLValue)] = []
    var pair = node.data.mapping.pairs.start
    while let at = pair, at < node.data.mapping.pairs.top {
      let key = value(&document, at.pointee.key).text ?? ""
      entries.append((key, value(&document, at.pointee.value)))
      pair = at + 1
    }
    return .map(entries)
  }
}
