internal import CYaml

/// libyaml's events of one file, with its marks turned into byte offsets once, here.
///
/// libyaml's traps: marks count code points, not bytes; they skip a byte order mark; the mark of a
/// reader's error is zero.
struct LibyamlReader: ~Copyable {
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

  /// Reads all events, up to the first fault.
  mutating func read(into tape: inout YAMLTape) {
    tape.clear(bytes: bytes.count)
    do throws(YAMLFailure) {
      while true {
        let event = try next()
        switch event.kind {
        case .sequence, .mapping:
          guard tape.open.count < YAMLTape.depthLimit else {
            throw YAMLFailure(reason: .depth, start: event.start)
          }
          tape.begin(event)
        case .sequenceEnd, .mappingEnd: tape.end(event)
        case .scalar:
          tape.put(scalar)
          tape.appendMade(event)
        default: tape.append(event)
        }
        if event.kind == .streamEnd { return }
      }
    } catch {
      tape.failure = error
      tape.close()
    }
  }

  /// The text of the current scalar; valid until the next event.
  private var scalar: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: self.event.pointee.data.scalar.value, count: self.event.pointee.data.scalar.length)
  }

  private mutating func next() throws(YAMLFailure) -> YAMLEvent {
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
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(.documentStart, start, end)
    case YAML_DOCUMENT_END_EVENT: return YAMLEvent(.documentEnd, start, end)
    case YAML_ALIAS_EVENT: return YAMLEvent(.alias, start, end)
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      var marks = marks(scalar.tag, scalar.anchor)
      if scalar.style == YAML_PLAIN_SCALAR_STYLE { marks.insert(.plain) }
      return YAMLEvent(.scalar, start, end, marks)
    case YAML_SEQUENCE_START_EVENT:
      let list = event.pointee.data.sequence_start
      var marks = marks(list.tag, list.anchor)
      if list.style == YAML_FLOW_SEQUENCE_STYLE { marks.insert(.flow) }
      return YAMLEvent(.sequence, start, end, marks)
    case YAML_SEQUENCE_END_EVENT: return YAMLEvent(.sequenceEnd, start, end)
    case YAML_MAPPING_START_EVENT:
      let map = event.pointee.data.mapping_start
      var marks = marks(map.tag, map.anchor)
      if map.style == YAML_FLOW_MAPPING_STYLE { marks.insert(.flow) }
      return YAMLEvent(.mapping, start, end, marks)
    case YAML_MAPPING_END_EVENT: return YAMLEvent(.mappingEnd, start, end)
    default: return YAMLEvent(.streamEnd, start, end)
    }
  }

  private func marks(
    _ tag: UnsafeMutablePointer<yaml_char_t>?, _ anchor: UnsafeMutablePointer<yaml_char_t>?
  ) -> YAMLEvent.Marks {
    var marks: YAMLEvent.Marks = []
    if tag != nil { marks.insert(.tagged) }
    if anchor != nil { marks.insert(.anchored) }
    return marks
  }

  private mutating func failure() -> YAMLFailure {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "not YAML"
    if state.error == YAML_READER_ERROR {
      return YAMLFailure(reason: .syntax(problem), start: Int(state.problem_offset) + mark)
    }
    // An open quote is best shown where it was opened, not where the file ends.
    if problem.contains("end of stream"), state.context != nil {
      return YAMLFailure(
        reason: .syntax("the quote is never closed"), start: byte(state.context_mark.index))
    }
    var message = problem
    if let context = state.context.map({ String(cString: $0) }) { message += " " + context }
    return YAMLFailure(reason: .syntax(message), start: byte(state.problem_mark.index))
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
