public import Diagnostics
internal import Model

/// What one thread has read: files decoded into flat arrays of its own.
///
/// Arenas are put together by `Frontend.assemble`; how files are spread over them has no effect.
public struct Arena: Sendable {
  var text = Interner()
  var nodes: [Node] = []
  var cells = Cells()
  var documents: [Document] = []
  var diagnostics: [Diagnostic] = []
  var definitions: [Symbol: ColumnDefinition] = [:]
  /// By symbol what its text was found to be, so that no text is judged twice; as long as it had to be.
  var found: [Findings] = []
  /// Files whose rest, or documents whose kind, could not be read: what they declare is not known.
  var broken = false
  /// Identical column lists are stored once.
  var lists = ListIndex()
  /// The field that a key names, by kind and symbol; field names are interned first.
  let fieldNumbers: [UInt8]
  let fieldSymbols: Int

  struct Findings: OptionSet {
    let rawValue: UInt8
    static let identifier = Findings(rawValue: 1)
    static let label = Findings(rawValue: 2)
    static let definition = Findings(rawValue: 4)
  }

  public init() {
    var names: [String] = ["kind", "true", "false", "<<"]
    for kind in ObjectKind.allCases { names += kind.fields.map(\.name) }
    for name in names { _ = text.intern(name) }
    fieldSymbols = text.count
    var numbers = [UInt8](repeating: 255, count: fieldSymbols * ObjectKind.allCases.count)
    for kind in ObjectKind.allCases {
      for (number, field) in kind.fields.enumerated() {
        let symbol = text.intern(field.name)
        numbers[Int(kind.rawValue) * fieldSymbols + Int(symbol.index)] = UInt8(number)
      }
    }
    fieldNumbers = numbers
  }

  func field(_ key: Symbol, of kind: ObjectKind) -> UInt8? {
    guard key.index < fieldSymbols else { return nil }
    let number = fieldNumbers[Int(kind.rawValue) * fieldSymbols + Int(key.index)]
    return number == 255 ? nil : number
  }

  /// Reads one file, whose lines nobody has asked for yet.
  public mutating func decode(_ file: SourceFile, id: FileID) { decode(file.bytes, id: id) }

  /// Reads one file. Faults are kept as diagnostics; a fault of syntax ends the file.
  public mutating func decode(_ bytes: [UInt8], id: FileID) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let ascii = readable(bytes, id) else {
        broken = true
        return
      }
      var decoder = Decoder(arena: self, bytes: bytes, file: id, ascii: ascii)
      self = Arena(empty: ())
      decoder.run()
      self = decoder.finish()
    }
  }

  /// One that is only to be written over.
  init(empty: ()) {
    fieldNumbers = []
    fieldSymbols = 0
  }

  /// Whether the bytes are text: nil if not, else whether they are ASCII.
  private mutating func readable(_ bytes: UnsafeBufferPointer<UInt8>, _ id: FileID) -> Bool? {
    // No early end: so the loop takes many bytes at once.
    var all: UInt8 = 0
    var least: UInt8 = 0xFF
    for byte in bytes {
      all |= byte
      least = min(least, byte)
    }
    let ascii = all < 0x80
    if !ascii, let bad = firstInvalidUTF8(bytes) {
      diagnostics.append(
        Diagnostic(
          .fileNotUTF8, "the file is not UTF-8 text",
          at: Span(file: id, start: bad, end: bad + 1), help: "save the file as UTF-8"))
      return nil
    }
    if least == 0, let zero = bytes.firstIndex(of: 0) {
      diagnostics.append(
        Diagnostic(
          .fileHasNUL, "a NUL byte is not text", at: Span(file: id, start: zero, end: zero + 1),
          help: "save the file as UTF-8 text"))
      return nil
    }
    return ascii
  }
}

/// One document: its kind and its body.
struct Document: Sendable {
  var kind: ObjectKind
  var file: FileID
  var body: Cell
}

/// The offset of the first byte that is not part of valid UTF-8.
private func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var at = 0
  while at < bytes.count {
    let lead = bytes[at]
    if lead < 0x80 {
      at += 1
      continue
    }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, at + length <= bytes.count else { return at }
    var value = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      guard bytes[at + offset] & 0xC0 == 0x80 else { return at }
      value = value << 6 | UInt32(bytes[at + offset] & 0x3F)
    }
    guard length == 2 || value >= (length == 3 ? 0x800 : 0x10000), value <= 0x10FFFF,
      !(0xD800...0xDFFF).contains(value)
    else { return at }
    at += length
  }
  return nil
}
