internal import Diagnostics
internal import Model

extension Decoder {
  /// Reads the value that `event` begins, by its declared shape; nil if it is not one.
  /// - Parameters:
  ///   - key: the place of the key that holds it.
  ///   - brackets: the collection in brackets that it stands in.
  mutating func value(_ shape: Shape, _ event: YAMLEvent, key: Span, brackets: YAMLEvent.Kind?)
    throws(YAMLFailure) -> Cell?
  {
    if refused(event) {
      try skip(event)
      return nil
    }
    if event.isAbsent {
      let isItem = key.start == key.end
      report(
        .valueMissing,
        isItem ? "an item of the list has no value" : "`\(clipped(text(key)))` has no value",
        Int(key.start), Int(key.end),
        help: "write a value, or leave the \(isItem ? "item" : "field") out")
      return nil
    }
    switch shape {
    case .scalar(let scalar):
      guard event.kind == .scalar else {
        return try wrongForm(
          event, "\(scalar.name) is wanted here",
          help: "write one value, neither a list nor a mapping")
      }
      return try self.scalar(scalar, event, brackets: brackets)
    case .object(let kind):
      if event.kind == .mapping { return try object(kind, from: event, owner: key) }
      guard let short = kind.shortField else { return try noFields(event, of: kind) }
      return try value(kind.fields[Int(short)].shape, event, key: key, brackets: brackets)
    case .scalars(let scalar, let lone):
      if event.kind == .scalar, lone { return try self.scalar(scalar, event, brackets: brackets) }
      guard event.kind == .sequence else { return try noList(event) }
      return try scalars(scalar, event)
    case .objects(let kind):
      guard event.kind == .sequence else { return try noList(event) }
      return try objects(kind, event)
    case .map(let kind, let bare):
      if event.kind == .mapping { return try map(kind, event) }
      guard bare, event.kind == .sequence else {
        return try wrongForm(
          event, "a mapping is wanted here: names, and what each stands for",
          help: "each \(kind.title) has a line of its own, its name before the `:`")
      }
      return try bareNames(kind, event)
    }
  }

  func text(_ span: Span) -> String {
    String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  private mutating func noList(_ event: YAMLEvent) throws(YAMLFailure) -> Cell? {
    try wrongForm(
      event, "a list is wanted here",
      help: "write `[a, b]`, or each item on a line of its own behind `- `")
  }

  private mutating func noFields(_ event: YAMLEvent, of kind: ObjectKind) throws(YAMLFailure)
    -> Cell?
  {
    let fields = kind.fields.filter { $0.required && $0.name != "name" }
    let names = (fields.isEmpty ? Array(kind.fields.prefix(1)) : fields).map { $0.name + ": …" }
    return try wrongForm(
      event, "a mapping is wanted here: the fields of \(kind.phrase)",
      help: "such as `{ \(names.joined(separator: ", ")) }`")
  }

  private mutating func wrongForm(_ event: YAMLEvent, _ message: String, help: String)
    throws(YAMLFailure) -> Cell?
  {
    report(.valueForm, message, event.start, max(event.end, event.start + 1), help: help)
    try skip(event)
    return nil
  }

  // MARK: lists

  /// What stands for the key of a list's item: its text or its first character; nothing where it is empty,
  /// which may be at the end of the file.
  private func place(ofItem event: YAMLEvent) -> Span {
    Span(
      file: file, start: event.start,
      end: event.kind == .scalar || event.kind == .alias ? event.end : event.start + 1)
  }

  private mutating func scalars(_ scalar: Scalar, _ start: YAMLEvent) throws(YAMLFailure) -> Cell {
    let base = open.count
    var end = start.end
    while true {
      let event = try next()
      if event.kind == .sequenceEnd {
        if start.flow { end = event.end }
        break
      }
      let place = place(ofItem: event)
      if let cell = try value(.scalar(scalar), event, key: place, brackets: start.brackets) {
        open.append(cell)
        end = max(end, Int(cell.end))
      }
    }
    return close(.list, .ecosystem, base, start.start, end)
  }

  private mutating func objects(_ kind: ObjectKind, _ start: YAMLEvent) throws(YAMLFailure) -> Cell
  {
    let base = open.count
    var end = start.end
    while true {
      let event = try next()
      if event.kind == .sequenceEnd {
        if start.flow { end = event.end }
        break
      }
      let place = place(ofItem: event)
      if let cell = try value(.object(kind), event, key: place, brackets: start.brackets) {
        open.append(cell)
        end = max(end, Int(cell.end))
      }
    }
    return close(.list, kind, base, start.start, end)
  }

  // MARK: maps

  /// A map from names to objects: pairs of cells, the key and the body.
  private mutating func map(_ kind: ObjectKind, _ start: YAMLEvent) throws(YAMLFailure) -> Cell {
    let base = open.count
    var end = start.end
    var simple = true
    let nameScalar = nameScalar(of: kind)
    let short = kind.shortField.map { kind.fields[Int($0)].shape }
    while true {
      if kind == .column, knownColumn(&end, inBrackets: start.flow) { continue }
      let event = try next()
      if event.kind == .mappingEnd {
        if start.flow { end = event.end }
        break
      }
      guard event.kind == .scalar, !refused(event) else {
        if event.kind != .scalar, event.kind != .alias {
          report(.valueForm, "a name is text", event.start, event.end)
        }
        try skip(event)
        try skip(try next())
        continue
      }
      if event.plain, symbol(event) == Arena.merge {
        report(
          .aliasNotSupported, "merge keys are not supported", event.start, event.end,
          help: "write the fields out; to share a list of columns use a shape")
        let value = try next()
        try skip(value)
        continue
      }
      let place = Span(file: file, start: event.start, end: event.end)
      end = max(end, event.end)
      let name = try scalar(nameScalar, event, brackets: nil)
      let body = try entry(kind, short, try next(), key: place, brackets: start.brackets)
      guard let name, let body else { continue }
      if body.form == .node { simple = false }
      open.append(name)
      open.append(body)
      end = max(end, Int(body.end))
    }
    reportDuplicates(base)
    if simple, kind == .column { return shared(base, start.start, end) }
    return close(.map, kind, base, start.start, end)
  }

  /// Takes a column in its short form, if nothing about its name and its definition is new.
  private mutating func knownColumn(_ end: inout Int, inBrackets: Bool) -> Bool {
    guard let (key, body) = pair(), key.isCommonScalar, body.isCommonScalar,
      arena.known(symbol(key), .identifier), arena.known(symbol(body), .definition),
      !(inBrackets && body.plain) || cutByComma(body) == nil
    else { return false }
    pass()
    pass()
    open.append(cell(key))
    open.append(cell(body))
    end = max(end, body.end)
    return true
  }

  private func cell(_ scalar: YAMLEvent) -> Cell {
    Cell(
      field: 0, form: .text, value: scalar.link, start: UInt32(truncatingIfNeeded: scalar.start),
      end: UInt32(truncatingIfNeeded: scalar.end))
  }

  /// - Parameter short: the shape of the kind's short form, where it has one.
  private mutating func entry(
    _ kind: ObjectKind, _ short: Shape?, _ event: YAMLEvent, key: Span, brackets: YAMLEvent.Kind?
  ) throws(YAMLFailure) -> Cell? {
    if event.kind == .mapping, !event.tagged, !event.anchored {
      // A kind whose short form is a map (a location, a placement) has only that form.
      if let short, case .map = short {
        return try value(short, event, key: key, brackets: brackets)
      }
      return try object(kind, from: event, owner: key, keyed: true)
    }
    guard
      short != nil || event.kind == .alias || event.tagged || event.anchored
        || event.isAbsent
    else {
      return try noFields(event, of: kind)
    }
    return try value(short ?? .object(kind), event, key: key, brackets: brackets)
  }

  private func nameScalar(of kind: ObjectKind) -> Scalar {
    guard let number = kind.nameField, case .scalar(let scalar) = kind.fields[Int(number)].shape
    else { return .text }
    return scalar
  }

  private mutating func bareNames(_ kind: ObjectKind, _ start: YAMLEvent) throws(YAMLFailure)
    -> Cell
  {
    let base = open.count
    var end = start.end
    let nameScalar = nameScalar(of: kind)
    while true {
      let event = try next()
      if event.kind == .sequenceEnd {
        if start.flow { end = event.end }
        break
      }
      let place = place(ofItem: event)
      guard let cell = try value(.scalar(nameScalar), event, key: place, brackets: start.brackets)
      else {
        continue
      }
      open.append(cell)
      let empty = open.count
      open.append(close(.object, kind, empty, Int(cell.start), Int(cell.end)))
      end = max(end, Int(cell.end))
    }
    reportDuplicates(base)
    return close(.map, kind, base, start.start, end)
  }

  /// Finds equal keys among the waiting pairs from `base` on.
  private mutating func reportDuplicates(_ base: Int) {
    // A glance is less than a mark for each key, as long as they are few.
    if open.count - base <= 32, !hasDuplicates(base) { return }
    if arena.stamps.count < arena.text.count {
      let missing = arena.text.count - arena.stamps.count
      arena.stamps.append(
        contentsOf: repeatElement(0, count: max(missing, arena.stamps.count)))
    }
    arena.stamp += 1
    for at in stride(from: base, to: open.count, by: 2) {
      let symbol = Int(open[at].value)
      if arena.stamps[symbol] == arena.stamp { reportDuplicate(at, base) }
      arena.stamps[symbol] = arena.stamp
    }
  }

  private func hasDuplicates(_ base: Int) -> Bool {
    open.withUnsafeBufferPointer { open in
      for at in stride(from: base + 2, to: open.count, by: 2) {
        for other in stride(from: base, to: at, by: 2) where open[other].value == open[at].value {
          return true
        }
      }
      return false
    }
  }

  private mutating func reportDuplicate(_ at: Int, _ base: Int) {
    let first = stride(from: base, to: at, by: 2).first { open[$0].value == open[at].value }!
    report(
      .keyDuplicate,
      "`\(clipped(arena.text.string(Symbol(index: open[at].value))))` is written twice",
      Int(open[at].start), Int(open[at].end),
      labels: [
        Label(
          Span(file: file, start: Int(open[first].start), end: Int(open[first].end)),
          "first written here")
      ], help: "keep one of them, or rename one",
      fix: isSame(open[first + 1], open[at + 1])
        ? Fix(
          removingEntry: Span(file: file, start: Int(open[at].start), end: Int(open[at + 1].end)))
        : nil)
  }

  private func isSame(_ a: Cell, _ b: Cell) -> Bool { a.symbol != nil && a.symbol == b.symbol }

  /// A column list of short forms only, stored once for all that are equal to the letter, with the
  /// places of the first of them.
  private mutating func shared(_ base: Int, _ start: Int, _ end: Int) -> Cell {
    let hash = ListIndex.hash(open[base...].lazy.map(\.value))
    let known = arena.lists.find(hash) { candidate in
      let node = arena.nodes[Int(candidate)]
      return arena.cells[Int(node.first)..<Int(node.first + node.count)].elementsEqual(
        open[base...], by: { $0.value == $1.value })
    }
    guard let known else {
      let cell = close(.map, .column, base, start, end)
      arena.lists.add(hash, cell.value)
      return cell
    }
    // Files may be read in any order.
    let node = arena.nodes[Int(known)]
    if file < node.file {
      arena.nodes[Int(known)].file = file
      arena.cells.replace(from: Int(node.first), with: open[base...])
    }
    open.removeSubrange(base...)
    return Cell(field: 0, form: .node, value: known, start: UInt32(start), end: UInt32(end))
  }
}
