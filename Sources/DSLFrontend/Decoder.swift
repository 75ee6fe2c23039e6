internal import Diagnostics
internal import Model

/// Reads one file's events by the declarations of the fields, straight into flat arrays.
///
/// Cells of objects that are still open wait on `open`, so that each object's cells lie side by side.
struct Decoder: ~Copyable {
  var arena: Arena
  var yaml: YAMLReader
  let bytes: UnsafeBufferPointer<UInt8>
  let file: FileID
  var open: [Cell] = []
  var depth: Int { mappings.count }
  /// The collections that are open, from the outermost: whether each is a mapping.
  private var mappings: [Bool] = []
  private var ended = false
  private var ahead: YAMLEvent?
  /// By symbol: the last map that had it as a key, to find duplicates without a set for each map.
  var stamps: [UInt32] = []
  /// What is said of unknown fields, by kind and name: many objects of a file may have the same.
  var unknownFields: [UInt64: UnknownField] = [:]
  var stamp: UInt32 = 0

  static let depthLimit = 64

  init(arena: Arena, bytes: UnsafeBufferPointer<UInt8>, file: FileID, ascii: Bool) {
    self.arena = arena
    self.bytes = bytes
    self.file = file
    yaml = YAMLReader(bytes, ascii: ascii)
  }

  consuming func finish() -> Arena { arena }

  mutating func run() {
    do throws(YAMLFailure) {
      while true {
        let event = try next()
        if event.kind == .streamEnd { return }
        if event.kind == .documentStart || event.kind == .documentEnd { continue }
        try document(event)
      }
    } catch {
      arena.broken = true
      if !error.message.isEmpty {
        report(
          .yamlSyntax, "this is not YAML: " + error.message, error.start, error.start + 1,
          help: hint(at: error.start))
      }
    }
  }

  private mutating func document(_ event: YAMLEvent) throws(YAMLFailure) {
    if event.kind == .scalar, event.plain, yaml.scalar.isEmpty { return }
    guard event.kind == .mapping, !refused(event) else {
      if event.kind != .mapping {
        report(
          .valueForm, "a document is a mapping that starts with `kind:`", event.start, event.end)
      }
      return try skip(event)
    }
    let first = try next()
    guard first.kind == .scalar, !refused(first), yaml.scalar.elementsEqual("kind".utf8) else {
      report(
        .kindMissing, "a document starts with `kind:`", first.start,
        max(first.end, first.start + 1),
        help: "kinds: " + kindNames.joined(separator: ", "))
      arena.broken = true
      try skip(first)
      return try skipRest()
    }
    let value = try next()
    if refused(value) {
      try skip(value)
      return try skipRest()
    }
    let name = value.kind == .scalar ? String(decoding: yaml.scalar, as: UTF8.self) : ""
    guard let kind = ObjectKind.documents.first(where: { $0.documentName == name }) else {
      let near = nearest(to: name, among: kindNames)
      report(
        .kindUnknown, "there is no kind `\(clipped(name))`", value.start, value.end,
        help: near.map { "did you mean `\($0)`?" }
          ?? "kinds: " + kindNames.joined(separator: ", "),
        fix: slip(from: name, among: kindNames).map {
          Fix(Span(file: file, start: value.start, end: value.end), replaceWith: $0)
        })
      arena.broken = true
      try skip(value)
      return try skipRest()
    }
    let place = Span(file: file, start: first.start, end: first.end)
    let body = try object(kind, from: event, owner: place, seenKind: place)
    if let body { arena.documents.append(Document(kind: kind, file: file, body: body)) }
  }

  // MARK: events

  mutating func next() throws(YAMLFailure) -> YAMLEvent {
    let event = try peek()
    ahead = nil
    switch event.kind {
    case .sequence, .mapping:
      mappings.append(event.kind == .mapping)
      if depth > Self.depthLimit {
        report(
          .nestingTooDeep, "values are nested more than \(Self.depthLimit) deep", event.start,
          event.start + 1)
        throw YAMLFailure(message: "", start: event.start)
      }
    case .sequenceEnd, .mappingEnd: mappings.removeLast()
    case .streamEnd:
      // Whoever reads on has lost count of keys and values, and would read for ever.
      precondition(!ended, "read past the end of a file")
      ended = true
    default: break
    }
    return event
  }

  /// Whether the innermost open collection is a mapping.
  var inMapping: Bool { mappings.last ?? false }

  /// The next event, left where it is. The scalar of the event before it is gone.
  mutating func peek() throws(YAMLFailure) -> YAMLEvent {
    if let ahead { return ahead }
    let event = try yaml.next()
    ahead = event
    return event
  }

  /// Passes over the value that `event` begins.
  mutating func skip(_ event: YAMLEvent) throws(YAMLFailure) {
    guard event.kind == .sequence || event.kind == .mapping else { return }
    try skipRest()
  }

  /// Passes over the rest of the innermost open collection.
  mutating func skipRest() throws(YAMLFailure) {
    let target = depth - 1
    while depth > target { _ = try next() }
  }

  // MARK: reports

  mutating func report(
    _ rule: Rule, _ message: String, _ start: Int, _ end: Int, labels: [Label] = [],
    help: String? = nil, fix: Fix? = nil
  ) {
    arena.diagnostics.append(
      Diagnostic(
        rule, message, at: Span(file: file, start: start, end: min(end, bytes.count)),
        labels: labels, help: help, fix: fix))
  }

  /// Whether an event has what the language refuses everywhere; that is reported.
  mutating func refused(_ event: YAMLEvent) -> Bool {
    if event.kind == .alias || event.anchored {
      report(
        .aliasNotSupported,
        event.kind == .alias ? "aliases are not supported" : "anchors are not supported",
        event.start, event.kind == .alias ? event.end : anchorEnd(event.start),
        help: "write the value out; to share a list of columns use a shape")
      return true
    }
    if event.tagged {
      report(
        .tagNotSupported, "tags are not supported", event.start, anchorEnd(event.start),
        help: "write the value without its tag")
      return true
    }
    return false
  }

  private func anchorEnd(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] > 32 { end += 1 }
    return max(end, start + 1)
  }

  private func hint(at offset: Int) -> String? {
    guard offset < bytes.count else {
      return "the file ends too early: is a bracket or quote open?"
    }
    return bytes[offset] == 9 ? "indent with spaces, not with tabs" : nil
  }
}

private let kindNames = ObjectKind.documents.compactMap(\.documentName)
