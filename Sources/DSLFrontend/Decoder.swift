internal import Diagnostics
internal import Model

/// Reads one file's events by the declarations of the fields, straight into flat arrays.
///
/// Cells of objects that are still open wait on `open`, so that each object's cells lie side by side.
struct Decoder: ~Copyable {
  var arena: Arena
  private let yaml: YAMLCursor
  private var position = 0
  let bytes: UnsafeBufferPointer<UInt8>
  let file: FileID
  var open: [Cell] = []
  /// What is said of unknown fields, by kind and name: many objects of a file may have the same.
  var unknownFields: [UInt64: UnknownField] = [:]

  init(arena: consuming Arena, yaml: YAMLCursor, file: FileID) {
    self.arena = arena
    self.yaml = yaml
    bytes = yaml.file
    self.file = file
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
      switch error.reason {
      case .syntax(let message):
        report(
          .yamlSyntax, "this is not YAML: " + message, error.start, error.start + 1,
          help: hint(at: error.start))
      case .depth:
        report(
          .nestingTooDeep, "values are nested more than \(YAMLTape.depthLimit) deep", error.start,
          error.start + 1)
      }
    }
  }

  private mutating func document(_ event: YAMLEvent) throws(YAMLFailure) {
    if event.isAbsent { return }
    guard event.kind == .mapping, !refused(event) else {
      if event.kind != .mapping {
        report(
          .valueForm, "a document is a mapping that starts with `kind:`", event.start, event.end)
      }
      return try skip(event)
    }
    let first = try next()
    guard first.kind == .scalar, !refused(first), symbol(first) == Arena.kind else {
      report(
        .kindMissing, "a document starts with `kind:`", first.start,
        max(first.end, first.start + 1),
        help: "kinds: " + kindNames.joined(separator: ", "))
      arena.broken = true
      return try skip(event)
    }
    let value = try next()
    if refused(value) {
      return try skip(event)
    }
    let name = value.kind == .scalar ? arena.text.string(symbol(value)) : ""
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
      return try skip(event)
    }
    let place = Span(file: file, start: first.start, end: first.end)
    let body = try object(kind, from: event, owner: place, seenKind: place)
    if let body { arena.documents.append(Document(kind: kind, file: file, body: body)) }
  }

  // MARK: events

  mutating func next() throws(YAMLFailure) -> YAMLEvent {
    let event = try peek()
    position += 1
    return event
  }

  /// The next event, left where it is.
  func peek() throws(YAMLFailure) -> YAMLEvent {
    guard position < yaml.events.count else {
      // Whoever reads on has lost count of keys and values.
      guard let failure = yaml.failure else { preconditionFailure("read past the end of a file") }
      throw failure
    }
    return yaml.events[position]
  }

  /// The next two events, left where they are; nil where there is but one.
  func pair() -> (YAMLEvent, YAMLEvent)? {
    guard position + 1 < yaml.events.count else { return nil }
    return (yaml.events[position], yaml.events[position + 1])
  }

  /// Passes the next event, which `peek` has shown.
  mutating func pass() { position += 1 }

  /// A scalar's text.
  func symbol(_ event: YAMLEvent) -> Symbol { Symbol(index: event.link) }

  /// Passes over the value that `event` begins, whatever of it has been read.
  mutating func skip(_ event: YAMLEvent) throws(YAMLFailure) {
    guard event.kind == .sequence || event.kind == .mapping else { return }
    position = Int(event.link)
    _ = try next()
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
