internal import Diagnostics
internal import Model

extension Decoder {
  /// Reads the fields of an object whose mapping has just begun.
  /// - Parameters:
  ///   - owner: the key that holds the object, or the first character of a list's item.
  ///   - seenKind: of a document, the place of its `kind` key, already read.
  ///   - keyed: its name is the key of the map that it is in.
  mutating func object(
    _ kind: ObjectKind, from start: YAMLEvent, owner: Span, seenKind: Span? = nil,
    keyed: Bool = false
  ) throws(YAMLFailure) -> Cell? {
    let fields = kind.fields
    let base = open.count
    var seen: UInt64 = 0
    var end = start.end
    while true {
      let key = try next()
      if key.kind == .mappingEnd {
        if start.flow { end = key.end }
        break
      }
      guard key.kind == .scalar, !refused(key) else {
        if key.kind != .scalar, key.kind != .alias {
          report(.valueForm, "a field's name is text", key.start, key.end)
        }
        try skip(key)
        try skip(try next())
        continue
      }
      let name = symbol(key)
      if seenKind != nil, name == Arena.kind {
        duplicate("kind", key, first: seenKind)
        try skip(try next())
        continue
      }
      guard let number = arena.field(name, of: kind), !(keyed && number == kind.nameField) else {
        unknownField(name, key, kind, keyed: keyed)
        let value = try next()
        end = max(end, key.end)
        if value.kind != .scalar { _ = refused(value) }
        try skip(value)
        continue
      }
      let bit: UInt64 = 1 << UInt64(number)
      let event = try next()
      if seen & bit != 0 {
        let first = open[base...].first { $0.field == number }
        let isSame =
          event.kind == .scalar && first?.symbol == symbol(event)
          && first != nil
        duplicate(
          fields[Int(number)].name, key,
          first: first.map { keySpan(before: Int($0.start), named: fields[Int(number)].name) },
          sameUpTo: isSame ? event.end : nil)
        end = max(end, key.end)
        try skip(event)
        continue
      }
      seen |= bit
      let place = Span(file: file, start: key.start, end: key.end)
      if var cell = try value(
        fields[Int(number)].shape, event, key: place, brackets: start.brackets)
      {
        cell.field = number
        cell.keyDistance = UInt16(clamping: Int(cell.start) - key.start)
        open.append(cell)
        end = max(end, Int(cell.end))
      } else {
        end = max(end, event.end)
      }
    }
    var absent = kind.requiredFields & ~seen
    if keyed, let name = kind.nameField { absent &= ~(1 << UInt64(name)) }
    if absent != 0 {
      let missing = fields.indices.filter { absent & (1 << UInt64($0)) != 0 }.map { fields[$0] }
      let name = open[base...].first { $0.field == kind.nameField }
      let place =
        seenKind == nil
        ? owner : name.map { Span(file: file, start: Int($0.start), end: Int($0.end)) } ?? owner
      report(
        .fieldMissing,
        "the \(kind.title) \(kind.isPlural ? "lack" : "lacks") \(kind.isPlural ? "their" : "its") "
          + (missing.count == 1 ? "field " : "fields ")
          + missing.map { "`\($0.name)`" }.joined(separator: ", "), Int(place.start),
        Int(place.end), help: howToAdd(missing))
    }
    if kind.hasTypedFields { checkTypes(kind, fields, base) }
    return close(.object, kind, base, start.start, end)
  }

  /// Turns the waiting cells from `base` on into a node.
  mutating func close(
    _ shape: Node.Shape, _ kind: ObjectKind, _ base: Int, _ start: Int, _ end: Int
  ) -> Cell {
    let node = Node(
      shape: shape, kind: kind, file: file, first: UInt32(arena.cells.append(open[base...])),
      count: UInt32(open.count - base))
    open.removeSubrange(base...)
    arena.nodes.append(node)
    return Cell(
      field: 0, form: .node, value: UInt32(arena.nodes.count - 1), start: UInt32(start),
      end: UInt32(end))
  }

  /// - Parameter end: the value's end, where it says the same again.
  private mutating func duplicate(
    _ name: String, _ key: YAMLEvent, first: Span?, sameUpTo end: Int? = nil
  ) {
    report(
      .keyDuplicate, "`\(name)` is written twice", key.start, key.end,
      labels: first.map { [Label($0, "first written here")] } ?? [], help: "keep one of them",
      fix: end.map { Fix(removingEntry: Span(file: file, start: key.start, end: $0)) })
  }

  /// The place of the key before a value.
  private func keySpan(before start: Int, named name: String) -> Span {
    let length = name.utf8.count
    var at = start - length
    while at >= 0 {
      if bytes[at..<(at + length)].elementsEqual(name.utf8) {
        return Span(file: file, start: at, end: at + length)
      }
      at -= 1
    }
    return Span(file: file, start: start, end: start + 1)
  }

  private mutating func unknownField(
    _ name: Symbol, _ key: YAMLEvent, _ kind: ObjectKind, keyed: Bool
  ) {
    let written = arena.text.string(name)
    if written == "<<" {
      report(
        .aliasNotSupported, "merge keys are not supported", key.start, key.end,
        help: "write the fields out; to share a list of columns use a shape")
      return
    }
    let number = UInt64(name.index) << 9 | UInt64(kind.rawValue) << 1 | (keyed ? 1 : 0)
    let words = unknownFields[number] ?? UnknownField(written, of: kind, keyed: keyed)
    unknownFields[number] = words
    report(
      .fieldUnknown, words.message, key.start, key.end, help: words.help,
      fix: words.meant.map {
        Fix(Span(file: file, start: key.start, end: key.end), replaceWith: $0)
      })
  }

  /// Fields that belong to another type of their object.
  private mutating func checkTypes(_ kind: ObjectKind, _ fields: [Field], _ base: Int) {
    guard let number = fields.firstIndex(where: { $0.name == "type" }),
      let type = open[base...].first(where: { $0.field == UInt8(number) })?.symbol
    else { return }
    let word = arena.text.string(type)
    for cell in open[base...] {
      let field = fields[Int(cell.field)]
      guard !field.onlyFor.isEmpty, !field.onlyFor.contains(word) else { continue }
      let key = keySpan(before: Int(cell.start), named: field.name)
      report(
        .fieldNotForType,
        "`\(field.name)` is not a field of \(kind.article) \(kind.title) of type \(word)",
        Int(key.start), Int(key.end),
        help: "it belongs to: " + field.onlyFor.joined(separator: ", "))
    }
  }
}

/// What to write where fields are missing.
private func howToAdd(_ fields: [Field]) -> String {
  guard fields.count == 1 else {
    return "add " + fields.map { "`\($0.name):`" }.joined(separator: ", ")
  }
  var meaning = fields[0].doc
  if meaning.hasSuffix(".") { meaning.removeLast() }
  let word = meaning.prefix { $0 != " " }
  if ["The", "How", "Who", "What", "Where", "Whether", "Which", "Its"].contains(word) {
    meaning = meaning.prefix(1).lowercased() + meaning.dropFirst()
  }
  if case .scalar(.word(let words)) = fields[0].shape {
    meaning += ": one of " + words.joined(separator: ", ")
  }
  return "add `\(fields[0].name):`, \(meaning)"
}

/// The words for a field that a kind does not have.
struct UnknownField {
  let message: String
  let help: String
  /// The field that was meant beyond doubt.
  let meant: String?

  init(_ written: String, of kind: ObjectKind, keyed: Bool) {
    let names = kind.fields.enumerated()
      .filter { !(keyed && UInt8($0.offset) == kind.nameField) }.map(\.element.name)
    message =
      "\(kind.phrase) \(kind.isPlural ? "have" : "has") no field `\(clipped(written))`"
    help =
      nearest(to: written, among: names).map { "did you mean `\($0)`?" }
      ?? "its fields: " + names.joined(separator: ", ")
    meant = slip(from: written, among: names)
  }
}
