public import Diagnostics

/// Writes a Python file: literals that it alone escapes, between constant code.
///
/// Names and comments are constants of dsgen, code is a whole template; so no text of a model can
/// become code. The layout is that of black and `ruff format` at 100 columns.
public struct PythonWriter: Sendable {
  private var buffer = TextBuffer(indent: 4)

  /// Columns that a line should fit in.
  static let width = 100

  public init() {}

  /// From the current line on, what is written comes from `span` of the model (nil: from dsgen).
  public mutating func mark(_ span: Span?) { buffer.mark(span) }

  public mutating func blank(_ lines: Int = 1) {
    for _ in 0..<lines { buffer.newline() }
  }

  /// The line that says where the file comes from and that it is not to be edited.
  public mutating func notice() {
    buffer.verbatim("# \(HoleTemplate.text("generated-notice.txt"))")
  }

  /// `# text`
  public mutating func comment(_ text: StaticString) {
    buffer.line("# " + text.description)
  }

  /// `import module`
  public mutating func importModule(_ module: StaticString) {
    buffer.line("import " + module.description)
  }

  /// The module's `"""text"""`; the text must not be empty.
  public mutating func docstring(_ text: String) {
    var bytes: [UInt8] = []
    PythonString.appendBody(text, quote: UInt8(ascii: "\""), to: &bytes)
    buffer.write("\"\"\"")
    buffer.write(bytes)
    buffer.write("\"\"\"")
    buffer.newline()
  }

  /// Constant code: the template of this name in `Templates/`, as it is.
  public mutating func code(_ template: String) {
    buffer.mark(nil)
    buffer.verbatim(HoleTemplate.text(template))
  }

  /// `NAME = value`, on one line where it fits, else one element a line.
  public mutating func assign(_ name: StaticString, _ value: PythonValue) {
    let start = name.description + " = "
    buffer.write(start)
    element(value, used: start.utf8.count, room: 0)
    buffer.newline()
  }

  /// `NAME = (…)`: a long text, a string for each of its lines.
  public mutating func lines(_ name: StaticString, _ text: String) {
    buffer.line(name.description + " = (")
    buffer.indented { buffer in
      var rest = Substring(text)
      while !rest.isEmpty {
        let end = rest.unicodeScalars.firstIndex(of: "\n").map {
          rest.unicodeScalars.index(after: $0)
        }
        var bytes: [UInt8] = []
        PythonString.append(String(rest[..<(end ?? rest.endIndex)]), to: &bytes)
        buffer.startLine()
        buffer.write(bytes)
        buffer.newline()
        rest = rest[(end ?? rest.endIndex)...]
      }
    }
    buffer.line(")")
  }

  /// `NAME = [ (…), … ]`: one row a line whatever its length, so that a changed row is a changed
  /// line. Where a row is too long for the formatters they are told to leave the table alone.
  public mutating func table(_ name: StaticString, rows: [(values: [PythonValue], origin: Span)]) {
    table(name, rows.count) { row, number in
      for value in rows[number].values { row.add(value) }
      return rows[number].origin
    }
  }

  /// The same, without a value for everything that is written.
  /// - Parameter write: adds the values of a row, by its number; says where it comes from.
  public mutating func table(
    _ name: StaticString, _ count: Int, _ write: (inout PythonRow, Int) -> Span
  ) {
    guard count > 0 else { return assign(name, .list([])) }
    var row = PythonRow()
    row.reserve(160 * count)
    var lines: [(origin: Span, end: Int)] = []
    lines.reserveCapacity(count)
    var tooLong = false
    for number in 0..<count {
      let start = row.bytes.count
      row.begin()
      let origin = write(&row, number)
      row.end()
      if 4 + columns(row.bytes[start...]) > Self.width { tooLong = true }
      lines.append((origin, row.bytes.count))
    }
    let printed = row.bytes
    let outer = buffer.origins.last?.span
    if tooLong { comment("fmt: off") }
    buffer.line(name.description + " = [")
    var start = 0
    for (origin, end) in lines {
      buffer.mark(origin)
      buffer.write("    ")
      buffer.write(printed[start..<end])
      buffer.newline()
      start = end
    }
    buffer.mark(outer)
    buffer.line("]")
    if tooLong { comment("fmt: on") }
  }

  public func file(at path: String) -> GeneratedFile { buffer.file(at: path) }

  /// - Parameters:
  ///   - used: the columns of the line that are taken already.
  ///   - room: the columns that must stay free behind the value.
  private mutating func element(_ value: PythonValue, used: Int, room: Int) {
    var bytes: [UInt8] = []
    value.flat(into: &bytes)
    if used + columns(bytes) + room <= Self.width { return buffer.write(bytes) }
    switch value {
    case .list(let items): explode("[", items, "]")
    case .tuple(let items): explode("(", items, ")")
    case .dict(let entries):
      open("{")
      for entry in entries {
        buffer.startLine()
        var key: [UInt8] = []
        PythonString.append(entry.key, to: &key)
        buffer.write(key)
        buffer.write(": ")
        element(entry.value, used: buffer.indentation + columns(key) + 2, room: 1)
        buffer.write(",")
        buffer.newline()
      }
      close("}")
    case .string where room == 0 && 4 + columns(bytes) <= Self.width:
      open("(")
      buffer.startLine()
      buffer.write(bytes)
      buffer.newline()
      close(")")
    default: buffer.write(bytes)
    }
  }

  private mutating func explode(
    _ opening: StaticString, _ items: [PythonValue], _ closing: StaticString
  ) {
    open(opening)
    for item in items {
      buffer.startLine()
      element(item, used: buffer.indentation, room: 1)
      buffer.write(",")
      buffer.newline()
    }
    close(closing)
  }

  private mutating func open(_ bracket: StaticString) {
    buffer.write(bracket.description)
    buffer.newline()
    buffer.push()
  }

  private mutating func close(_ bracket: StaticString) {
    buffer.pop()
    buffer.startLine()
    buffer.write(bracket.description)
  }
}

/// Columns on a screen, a character of any script counting as one.
private func columns(_ bytes: some Collection<UInt8>) -> Int {
  bytes.count { $0 & 0b1100_0000 != 0b1000_0000 }
}
