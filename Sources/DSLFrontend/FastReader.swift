/// Reads what people write most of the time: block and flow collections, scalars in all their
/// forms, comments, several documents. Its events are those of libyaml, to the byte.
///
/// It stops at whatever it is not sure of, every error among them; the file is then libyaml's. It
/// knows no more than one line ahead, has no tokens, and copies text only where what is meant is not
/// what stands there. A fuzzer holds it equal to libyaml: see CONTRIBUTING.md.
struct FastReader: ~Copyable {
  /// Another reader must decide.
  struct Unsure: Error {}

  /// A collection that is open.
  struct Level {
    enum Kind { case mapping, sequence, indentless, flowMapping, flowSequence }
    let kind: Kind
    /// The column of its keys or dashes.
    let indent: Int
  }

  static let depthLimit = YAMLTape.depthLimit - 4

  /// Ends with a line break, so that a scan for the end of a line needs no other bound.
  let bytes: UnsafeBufferPointer<UInt8>
  /// How many bytes the file has; if the last line break is not its own, one less than `bytes` has.
  let size: Int
  var at: Int
  var lineStart: Int
  var tape = YAMLTape()
  var levels: [Level] = []
  /// The column of the innermost block collection; -1 outside of all.
  var indent = -1
  /// Whether a node is wanted: behind a dash, a colon, or at a document's start.
  var pending = false
  /// Where the node is said to be if it is left out.
  var absence = 0

  /// Reads a whole file.
  /// - Parameter bytes: valid UTF-8, of common characters only (see `TextCheck`).
  /// - Returns: whether it was sure of it; else what is on the tape means nothing.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, into tape: inout YAMLTape) -> Bool {
    if bytes.last == 10 { return read(bytes, size: bytes.count, into: &tape) }
    var whole = Array(bytes)
    whole.append(10)
    return whole.withUnsafeBufferPointer { read($0, size: bytes.count, into: &tape) }
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, size: Int, into tape: inout YAMLTape
  ) -> Bool {
    var reader = FastReader(bytes, size: size)
    // Nobody else may hold it: what two hold is copied before it is changed.
    swap(&reader.tape, &tape)
    defer { swap(&reader.tape, &tape) }
    reader.tape.clear(bytes: size)
    return (try? reader.run()) != nil
  }

  /// - Parameters:
  ///   - bytes: with a line break at the end.
  ///   - size: how many of them are the file's.
  private init(_ bytes: UnsafeBufferPointer<UInt8>, size: Int) {
    self.bytes = bytes
    self.size = size
    at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = at
  }

  private mutating func run() throws(Unsure) {
    var isFirst = true
    toToken()
    while at < size {
      if isMarker(UInt8(ascii: "-")) {
        tape.append(YAMLEvent(.documentStart, at, at + 3))
        try passMarker()
      } else if isFirst {
        // Nothing has begun that could end.
        guard !isMarker(UInt8(ascii: ".")) else { throw Unsure() }
        tape.append(YAMLEvent(.documentStart, at, at))
      } else if isMarker(UInt8(ascii: ".")) {
        try passMarker()
        continue
      } else {
        throw Unsure()
      }
      isFirst = false
      try document()
      if at < size, isMarker(UInt8(ascii: ".")) {
        tape.append(YAMLEvent(.documentEnd, at, at + 3))
        try passMarker()
      } else {
        tape.append(YAMLEvent(.documentEnd, at, at))
      }
    }
    tape.append(YAMLEvent(.streamEnd, size, size))
  }

  /// Reads lines up to the end of a document, from its first token on.
  private mutating func document() throws(Unsure) {
    pending = true
    absence = at
    indent = -1
    while true {
      let isEnd = at >= size || isMarker(UInt8(ascii: "-")) || isMarker(UInt8(ascii: "."))
      let column = isEnd ? -1 : at - lineStart
      let dash = !isEnd && isDash
      if pending, column <= indent,
        !(column == indent && dash && levels.last?.kind == .mapping)
      {
        // At the top a document that is left out is where the next one is.
        tape.append(YAMLEvent(.scalar, absence, absence, .plain))
        pending = false
      }
      while let top = levels.last,
        top.indent > column || top.indent == column && top.kind == .indentless && !dash
      {
        pop()
      }
      if isEnd { return }
      if pending, column > indent {
        try node(opens: true)
        continue
      }
      guard column == indent, let top = levels.last else { throw Unsure() }
      if top.kind == .mapping {
        if dash {
          guard pending else { throw Unsure() }
          try push(.indentless, YAMLEvent(.sequence, at, at + 1))
          try entry()
        } else {
          try key()
        }
      } else {
        guard dash else { throw Unsure() }
        try entry()
      }
    }
  }

  // MARK: collections

  mutating func push(_ kind: Level.Kind, _ event: YAMLEvent, column: Int? = nil) throws(Unsure) {
    guard levels.count < Self.depthLimit else { throw Unsure() }
    if let column { indent = column }
    levels.append(Level(kind: kind, indent: indent))
    tape.begin(event)
  }

  private mutating func pop() {
    let top = levels.removeLast()
    indent = levels.last?.indent ?? -1
    tape.end(YAMLEvent(top.kind == .mapping ? .mappingEnd : .sequenceEnd, at, at))
  }

  /// Reads an entry of a sequence, whose dash is here.
  private mutating func entry() throws(Unsure) {
    passDash()
    if !endsLine() { try node(opens: true) }
  }

  private mutating func passDash() {
    at += 1
    pending = true
    absence = at
  }

  /// Reads a key of the innermost mapping, and its value if it begins on the same line.
  private mutating func key() throws(Unsure) {
    let scalar = try self.scalar()
    guard isColon, scalar.isKey(at) else { throw Unsure() }
    append(scalar)
    try passColon()
  }

  private mutating func passColon() throws(Unsure) {
    at += 1
    pending = true
    absence = at
    if !endsLine() { try node(opens: false) }
  }

  /// Reads the node that is here, or its first line if it is a block collection.
  /// - Parameter opens: whether a block collection may begin here: not on the line of a key.
  private mutating func node(opens: Bool) throws(Unsure) {
    switch bytes[at] {
    case UInt8(ascii: "-") where isDash:
      guard opens else { throw Unsure() }
      try push(.sequence, YAMLEvent(.sequence, at, at), column: at - lineStart)
      try entry()
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      try flow()
      guard endsLine() else { throw Unsure() }
      pending = false
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      try blockScalar()
      toToken()
      pending = false
    default:
      let column = at - lineStart
      let scalar = try self.scalar()
      if isColon {
        guard opens, scalar.isKey(at) else { throw Unsure() }
        try push(.mapping, YAMLEvent(.mapping, scalar.start, scalar.start), column: column)
        append(scalar)
        try passColon()
      } else {
        // A document of one scalar is none of a model.
        guard !levels.isEmpty else { throw Unsure() }
        try finish(scalar)
        pending = false
      }
    }
  }

  // MARK: places

  /// A `-` with nothing against it.
  var isDash: Bool { bytes[at] == UInt8(ascii: "-") && bytes[at + 1] <= 32 }

  /// A `:` with nothing against it.
  private var isColon: Bool { bytes[at] == UInt8(ascii: ":") && bytes[at + 1] <= 32 }

  /// Whether `---` or `...` is here, at a line's start.
  func isMarker(_ byte: UInt8) -> Bool {
    at == lineStart && bytes[at] == byte && bytes[at + 1] == byte && bytes[at + 2] == byte
      && bytes[at + 3] <= 32
  }

  /// Passes a marker, with nothing but a comment behind it.
  private mutating func passMarker() throws(Unsure) {
    at += 3
    guard endsLine() else { throw Unsure() }
  }

  /// Whether nothing more than a comment stands on this line; then it goes on to the next token.
  mutating func endsLine() -> Bool {
    at = pastBlanks(at)
    guard bytes[at] == 10 || bytes[at] == UInt8(ascii: "#") else { return false }
    toToken()
    return true
  }

  /// Goes on to the next token, over blanks, comments and lines; at the file's end to its size.
  mutating func toToken() {
    while at < bytes.count {
      at = pastBlanks(at)
      if bytes[at] == UInt8(ascii: "#") { at = lineEnd(at) }
      if bytes[at] != 10 { return }
      at += 1
      lineStart = at
    }
    at = size
  }

  /// The line break at or behind a place.
  func lineEnd(_ from: Int) -> Int { first(from, Bytes.lineEnds) { $0 == 10 } }
}
