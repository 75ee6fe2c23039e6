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
  /// Where events are put, file by file; nothing of what was read.
  private var tape = YAMLTape()
  /// By symbol: the last large map that had it as a key, to find duplicates without a set for each map.
  var stamps: [UInt32] = []
  var stamp: UInt32 = 0
  /// The field that a key names, by kind and symbol; field names are interned first.
  let fieldNumbers: [UInt8]
  let fieldSymbols: Int

  struct Findings: OptionSet {
    let rawValue: UInt8
    static let identifier = Findings(rawValue: 1)
    static let label = Findings(rawValue: 2)
    static let definition = Findings(rawValue: 4)
  }

  /// Whether nothing was wrong with what was read.
  public var isFaultless: Bool { diagnostics.isEmpty && !broken }

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

  /// Texts that every arena interns first.
  static let kind = Symbol(index: 0)
  static let yes = Symbol(index: 1)
  static let no = Symbol(index: 2)
  static let merge = Symbol(index: 3)

  /// Whether a text was found before to be this.
  func known(_ symbol: Symbol, _ what: Findings) -> Bool {
    Int(symbol.index) < found.count && found[Int(symbol.index)].contains(what)
  }

  mutating func find(_ symbol: Symbol, _ what: Findings) {
    if found.count < text.count {
      found.append(contentsOf: repeatElement([], count: text.count - found.count))
    }
    found[Int(symbol.index)].insert(what)
  }

  func field(_ key: Symbol, of kind: ObjectKind) -> UInt8? {
    guard key.index < fieldSymbols else { return nil }
    let number = fieldNumbers[Int(kind.rawValue) * fieldSymbols + Int(key.index)]
    return number == 255 ? nil : number
  }

  /// Reads one file, whose lines nobody has asked for yet.
  public mutating func decode(_ file: SourceFile, id: FileID) { decode(file.bytes, id: id) }

  /// Reads one file. Faults are kept as diagnostics; a fault of syntax ends the file.
  public mutating func decode(_ bytes: [UInt8], id: FileID) { decode(bytes, id: id, by: nil) }

  /// - Parameter reader: libyaml, if nothing else may read it.
  package mutating func decode(_ bytes: [UInt8], id: FileID, by reader: YAMLReading.Reader?) {
    bytes.withUnsafeBufferPointer { bytes in
      switch TextCheck(bytes) {
      case .text(let ascii, let common):
        var tape = YAMLTape()
        swap(&tape, &self.tape)
        YAMLReading.read(
          bytes, ascii: ascii, common: common && reader != .libyaml, into: &tape)
        tape.intern(into: &text, bytes)
        tape.read(bytes) { yaml in
          var decoder = Decoder(arena: self, yaml: yaml, file: id)
          self = Arena(empty: ())
          decoder.run()
          self = decoder.finish()
        }
        // A large file's tape is no burden on what comes after it.
        if tape.events.count < 1 << 16 { self.tape = tape }
      case .notUTF8(let at):
        refuse(.fileNotUTF8, "the file is not UTF-8 text", id, at, help: "save the file as UTF-8")
      case .nul(let at):
        refuse(.fileHasNUL, "a NUL byte is not text", id, at, help: "save the file as UTF-8 text")
      }
    }
  }

  /// A byte that no text has.
  private mutating func refuse(
    _ rule: Rule, _ message: String, _ file: FileID, _ at: Int, help: String
  ) {
    broken = true
    diagnostics.append(
      Diagnostic(rule, message, at: Span(file: file, start: at, end: at + 1), help: help))
  }

  /// One that is only to be written over.
  init(empty: ()) {
    fieldNumbers = []
    fieldSymbols = 0
  }
}

/// One document: its kind and its body.
struct Document: Sendable {
  var kind: ObjectKind
  var file: FileID
  var body: Cell
}
