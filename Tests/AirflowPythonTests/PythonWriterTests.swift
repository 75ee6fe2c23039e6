import Diagnostics
import Emit
import Testing

@Suite struct PythonWriterTests {
  /// A value and how it stands behind `NAME = `.
  static let literals: [(PythonValue, String)] = [
    (.none, "None"), (.bool(true), "True"), (.bool(false), "False"), (.int(-7), "-7"),
    (.list([]), "[]"), (.tuple([]), "()"), (.tuple([.int(1)]), "(1,)"), (.dict([]), "{}"),
    (.dict([("a", .list([.none, .string("b")]))]), "{\"a\": [None, \"b\"]}"),
    (.optional(nil), "None"), (.string(""), "\"\""), (.string("it's"), "\"it's\""),
    (.string("say \"no\""), "'say \"no\"'"), (.string("'\"'"), "\"'\\\"'\""),
    (.string("\"\"\""), "'\"\"\"'"), (.string("'''"), "\"'''\""), (.string("\\"), "\"\\\\\""),
    (.string("a\r\n\tb"), "\"a\\r\\n\\tb\""), (.string("\0\u{7}\u{7F}"), "\"\\x00\\x07\\x7f\""),
    (.string("\u{85}\u{A0}\u{AD}"), "\"\\x85\\xa0\\xad\""),
    (.string("\u{2028}\u{2029}\u{200B}\u{FEFF}"), "\"\\u2028\\u2029\\u200b\\ufeff\""),
    (.string("\u{202E}rtl\u{202C}"), "\"\\u202ertl\\u202c\""),
    (.string("\u{10FFFF}\u{E0001}"), "\"\\U0010ffff\\U000e0001\""),
    (.string("é日本😀𝔘e\u{301}"), "\"é日本😀𝔘e\u{301}\""),
    (.string("{{ x }} ${y} $$ # z"), "\"{{ x }} ${y} $$ # z\""),
  ]

  @Test(arguments: literals.indices) func literal(_ index: Int) {
    let (value, expected) = Self.literals[index]
    #expect(written { $0.assign("NAME", value) } == "NAME = \(expected)\n")
  }

  /// Whatever the text, its literal is one line of visible characters.
  @Test func hostileTextsStayOnOneVisibleLine() {
    for text in HostileTexts.all {
      let line = written { $0.assign("NAME", .string(text)) }.unicodeScalars.dropLast()
      #expect(line.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "\(text.debugDescription)")
      #expect(!line.contains { $0.properties.generalCategory == .format })
      #expect(!line.contains { $0.value == 0x85 || $0.value == 0x2028 || $0.value == 0x2029 })
    }
  }

  static let long = String(repeating: "x", count: 40)

  /// What is longer than 100 columns has one element a line, as black and ruff lay it out.
  static let layouts: [(PythonValue, String)] = [
    (
      .strings([long, long, "yyyy"]),
      "[\n    \"\(long)\",\n    \"\(long)\",\n    \"yyyy\",\n]"
    ),
    (
      .dict([("k", .tuple([.string(long), .string(long)])), (long, .int(1))]),
      "{\n    \"k\": (\"\(long)\", \"\(long)\"),\n    \"\(long)\": 1,\n}"
    ),
    (
      .dict([("k", .strings([long, long + long]))]),
      "{\n    \"k\": [\n        \"\(long)\",\n        \"\(long)\(long)\",\n    ],\n}"
    ),
    (.string(long + long + "0123456789012"), "(\n    \"\(long)\(long)0123456789012\"\n)"),
    (.string(long + long + long), "\"\(long)\(long)\(long)\""),
  ]

  @Test(arguments: layouts.indices) func layout(_ index: Int) {
    let (value, expected) = Self.layouts[index]
    #expect(written { $0.assign("NAME", value) } == "NAME = \(expected)\n")
  }

  @Test func aTableHasOneLineARowWithItsPlace() {
    var writer = PythonWriter()
    writer.mark(Fixtures.origin(1))
    writer.table(
      "ROWS",
      rows: [([.string("a"), .int(1)], Fixtures.origin(2)), ([.string("b")], Fixtures.origin(3))])
    writer.assign("LAST", .int(1))
    let file = writer.file(at: "x.py")
    #expect(
      String(decoding: file.bytes, as: UTF8.self)
        == "ROWS = [\n    (\"a\", 1),\n    (\"b\",),\n]\nLAST = 1\n")
    let places = (1...5).map { file.origin(ofLine: $0) }
    #expect(places == [1, 2, 3, 1, 1].map(Fixtures.origin))
  }

  @Test func aLongRowStaysOnItsLineAndFormattersAreToldSo() {
    let row: [PythonValue] = [.string(Self.long), .string(Self.long), .string(Self.long)]
    let text = written { $0.table("ROWS", rows: [(row, Fixtures.origin(1))]) }
    #expect(text.hasPrefix("# fmt: off\nROWS = [\n    (\"xx"))
    #expect(text.hasSuffix("xx\"),\n]\n# fmt: on\n"))
    #expect(text.count { $0 == "\n" } == 5)
  }

  @Test func anEmptyTableIsAnEmptyList() {
    #expect(written { $0.table("ROWS", rows: []) } == "ROWS = []\n")
  }

  @Test func aLongTextHasAStringForEachLine() {
    #expect(
      written { $0.lines("SCRIPT", "set -e\n\necho \"$1\"") }
        == "SCRIPT = (\n    \"set -e\\n\"\n    \"\\n\"\n    'echo \"$1\"'\n)\n")
  }

  @Test func aDocstringCannotBeEnded() {
    #expect(written { $0.docstring("a\"\"\"b\\") } == "\"\"\"a\\\"\\\"\\\"b\\\\\"\"\"\n")
  }

  private func written(_ body: (inout PythonWriter) -> Void) -> String {
    var writer = PythonWriter()
    body(&writer)
    return String(decoding: writer.file(at: "x.py").bytes, as: UTF8.self)
  }
}
