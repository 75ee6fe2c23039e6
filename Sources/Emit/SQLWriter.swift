public import Diagnostics

/// Writes SQL for psql: statements, and psql's own commands between them.
///
/// Every name is quoted and every text is a literal, so psql finds no variable and no command in them,
/// whatever they hold.
public struct SQLWriter: Sendable {
  var buffer: TextBuffer
  /// Whether what is written is to be one line.
  var isOneLine = false
  /// Whether what is written is a format, in which `%` must be doubled.
  var isFormat = false

  /// - Parameter capacity: about how many bytes it will hold.
  public init(capacity: Int = 4096) { buffer = TextBuffer(capacity: capacity) }

  /// From the next line on, what is written comes from `span` (nil: from dsgen itself).
  public mutating func mark(_ span: Span?) { buffer.mark(span) }

  public mutating func blank() { buffer.line("") }

  public mutating func notice() {
    buffer.verbatim("-- \(HoleTemplate.text("generated-notice.txt"))")
    blank()
  }

  /// A `--` line for each line of the text.
  public mutating func comment(_ text: String) {
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let visible = String(
        String.UnicodeScalarView(line.unicodeScalars.filter { !HCLLiteral.isHidden($0) }))
      buffer.line(visible.isEmpty ? "--" : "-- \(visible)")
    }
  }

  /// A template of SQL, as it is.
  public mutating func template(_ name: String) { buffer.verbatim(HoleTemplate.text(name)) }

  public mutating func command(_ command: PsqlCommand) {
    switch command {
    case .set(let variable, let on):
      put("\\set ")
      put(variable)
      put(on ? " on" : " off")
    case .setSectionOfStream: put("\\set s_:stream on")
    case .if(let variable):
      put("\\if :")
      put(variable)
    case .ifSet(let variable):
      put("\\if :{?")
      put(variable)
      put("}")
    case .else: put("\\else")
    case .end: put("\\endif")
    case .include(let path):
      put("\\ir ")
      buffer.write { SQLLiteral.append(path, to: &$0) }
    case .echo(let variable):
      put("\\echo :")
      put(variable)
    }
    buffer.newline()
  }

  public mutating func statement(_ statement: SQLStatement) {
    write(statement)
    switch statement {
    case .selectInto: put(" \\gset")
    default: put(";")
    }
    buffer.newline()
  }

  /// Writes what `body` writes twice: here, and where `between` has ended.
  public mutating func twice(
    _ body: (inout SQLWriter) -> Void, between: (inout SQLWriter) -> Void
  ) {
    let (start, line) = (buffer.bytes.count, buffer.line)
    body(&self)
    let (end, after) = (buffer.bytes.count, buffer.line)
    between(&self)
    buffer.again(start..<end, lines: after - line)
  }

  /// The file so far.
  public func file(at path: String) -> GeneratedFile { buffer.file(at: path) }

  // MARK: pieces

  mutating func put(_ text: StaticString) {
    text.withUTF8Buffer { bytes in buffer.write { $0.append(contentsOf: bytes) } }
  }

  mutating func put(_ text: String) { buffer.write(text) }

  mutating func put(_ variable: PsqlVariable) {
    put(variable.text)
    if let hole = variable.hole { buffer.hole(hole) }
  }

  mutating func put(_ name: SQLName) {
    if let hole = name.hole { return buffer.hole(hole) }
    guard isFormat else { return buffer.write(name.quoted) }
    for byte in name.quoted {
      buffer.write(byte: byte)
      if byte == UInt8(ascii: "%") { buffer.write(byte: byte) }
    }
  }

  mutating func put(_ table: SQLTable) {
    put(table.schema)
    put(".")
    put(table.name)
  }

  /// A line break and the given steps of indentation.
  mutating func line(_ steps: Int) {
    if isOneLine { return put(" ") }
    buffer.newline()
    for _ in 0..<steps { put("  ") }
  }

  /// How many bytes a line of a list may have before the next item goes to a new one.
  static let width = 84

  /// Items with commas, a new line where one grows long and after a hole, whose length nobody knows yet.
  mutating func list<Items: Collection>(
    _ items: Items, indent: Int = 2, _ write: (inout SQLWriter, Items.Element) -> Void
  ) {
    var start = buffer.bytes.count
    var holes = buffer.holes.count
    var isFirst = true
    for item in items {
      if !isFirst {
        put(",")
        if buffer.bytes.count - start > SQLWriter.width || buffer.holes.count > holes {
          line(indent)
          start = buffer.bytes.count
          holes = buffer.holes.count
        } else {
          put(" ")
        }
      }
      isFirst = false
      write(&self, item)
    }
  }

  mutating func names(_ names: [SQLName], indent: Int = 2) {
    list(names, indent: indent) { $0.put($1) }
  }
}
