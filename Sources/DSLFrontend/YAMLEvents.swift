internal import CYaml

/// One event of a YAML stream, with byte offsets.
struct YAMLEvent {
  enum Kind {
    case streamEnd, documentStart, documentEnd, scalar, sequence, sequenceEnd, mapping, mappingEnd,
      alias
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Of a scalar: written without quotes.
  var plain = false
  /// Of a collection: written with brackets.
  var flow = false
  var tagged = false
  var anchored = false
}

/// Why a stream cannot be read on.
struct YAMLFailure: Error {
  var message: String
  var start: Int
}

/// libyaml's events of one file, with its marks turned into byte offsets once, here.
///
/// libyaml's traps: marks count code points, not bytes; they skip a byte order mark; the mark of a
/// reader's error is zero.
struct YAMLReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let ascii: Bool
  private let mark: Int
  private var points = 0
  private var offset: Int
  private var held = false

  /// - Parameter bytes: valid UTF-8 without NUL, alive as long as the reader.
  init(_ bytes: UnsafeBufferPointer<UInt8>, ascii: Bool) {
    self.bytes = bytes
    self.ascii = ascii
    mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    offset = mark
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    // With its encoding given, libyaml takes a byte order mark for text.
    yaml_parser_set_input_string(
      parser, bytes.baseAddress.map { $0 + mark }, bytes.count - mark)
  }

  deinit {
    if held { yaml_event_delete(event) }
    yaml_parser_delete(parser)
    parser.deallocate()
    event.deallocate()
  }

  /// The text of the current scalar; valid until the next event.
  var scalar: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length)
  }

  mutating func next() throws(YAMLFailure) -> YAMLEvent {
    while true {
      if held { yaml_event_delete(event) }
      held = false
      guard yaml_parser_parse(parser, event) == 1 else { throw failure() }
      held = true
      if event.pointee.type == YAML_STREAM_START_EVENT { continue }
      return convert()
    }
  }

  private mutating func convert() -> YAMLEvent {
    let start = byte(event.pointee.start_mark.index)
    let end = byte(event.pointee.end_mark.index)
    switch event.pointee.type {
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, start: start, end: end)
    case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, start: start, end: end)
    case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, start: start, end: end)
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      return YAMLEvent(
        kind: .scalar, start: start, end: end, plain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
        tagged: scalar.tag != nil, anchored: scalar.anchor != nil)
    case YAML_SEQUENCE_START_EVENT:
      let list = event.pointee.data.sequence_start
      return YAMLEvent(
        kind: .sequence, start: start, end: end, flow: list.style == YAML_FLOW_SEQUENCE_STYLE,
        tagged: list.tag != nil, anchored: list.anchor != nil)
    case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, start: start, end: end)
    case YAML_MAPPING_START_EVENT:
      let map = event.pointee.data.mapping_start
      return YAMLEvent(
        kind: .mapping, start: start, end: end, flow: map.style == YAML_FLOW_MAPPING_STYLE,
        tagged: map.tag != nil, anchored: map.anchor != nil)
    case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, start: start, end: end)
    default: return YAMLEvent(kind: .streamEnd, start: start, end: end)
    }
  }

  private mutating func failure() -> YAMLFailure {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "not YAML"
    if state.error == YAML_READER_ERROR {
      return YAMLFailure(message: problem, start: Int(state.problem_offset) + mark)
    }
    // An open quote is best shown where it was opened, not where the file ends.
    if problem.contains("end of stream"), state.context != nil {
      return YAMLFailure(
        message: "the quote is never closed", start: byte(state.context_mark.index))
    }
    var message = problem
    if let context = state.context.map({ String(cString: $0) }) { message += " " + context }
    return YAMLFailure(message: message, start: byte(state.problem_mark.index))
  }

  /// The byte offset of a mark; marks mostly grow, so counting goes on from the last one.
  private mutating func byte(_ index: Int) -> Int {
    if ascii { return min(index + mark, bytes.count) }
    if index < points {
      while points > index {
        offset -= 1
        if bytes[offset] & 0xC0 != 0x80 { points -= 1 }
      }
      return offset
    }
    while points < index, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      points += 1
    }
    return offset
  }
}
