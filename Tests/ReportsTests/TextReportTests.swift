import Diagnostics
import Reports
import Testing

@Suite struct TextReportTests {
  /// What is under a caret: a line of source, the text that is marked, what is printed.
  static let carets: [(source: String, marked: String, shown: String)] = [
    ("    reads: [crn.x]\n", "crn.x", "1 |     reads: [crn.x]\n   |             ^^^^^\n"),
    ("\treads: crn\n", "crn", "1 |     reads: crn\n   |            ^^^\n"),
    ("a\tb\n", "b", "1 | a   b\n   |     ^\n"),
    ("名前: crn\n", "crn", "1 | 名前: crn\n   |       ^^^\n"),
    ("e\u{301}: crn\n", "crn", "1 | e\u{301}: crn\n   |    ^^^\n"),
    ("a\u{202E}b: crn\n", "crn", "1 | a\\u{202E}b: crn\n   |             ^^^\n"),
    ("key:\r\n", "key", "1 | key:\n   | ^^^\n"),
    ("😀 x\n", "x", "1 | 😀 x\n   |    ^\n"),
  ]

  @Test(arguments: carets)
  func caretStandsUnderTheText(_ row: (source: String, marked: String, shown: String)) {
    let files = SampleFiles(row.source)
    let text = print(Diagnostic(sampleRule, "wrong", at: files.span(row.marked)), .text, files)
    #expect(text.contains(row.shown), "\(text)")
  }

  @Test func longLinesAreCutAroundTheirPlace() {
    let source = String(repeating: "x", count: 5000) + "HERE" + String(repeating: "y", count: 5000)
    let files = SampleFiles(source)
    let text = print(Diagnostic(sampleRule, "wrong", at: files.span("HERE")), .text, files)
    let lines = text.split(separator: "\n").map(String.init)
    let longest = lines.map(\.count).max() ?? 0
    #expect(longest < 120)
    let shown = lines.first { $0.contains("HERE") } ?? ""
    let caret = lines.first { $0.contains("^^^^") } ?? ""
    #expect(shown.prefix { $0 != "H" }.count == caret.prefix { $0 != "^" }.count)
    #expect(shown.contains("…x") && shown.hasSuffix("y…"))
  }

  @Test func labelsNotesAndHelp() {
    let files = SampleFiles("one: 1\ntwo: 2\n", "three: 3\n")
    let finding = Diagnostic(
      sampleRule, "declared twice", at: files.span("two"),
      labels: [
        Label(files.span("two"), "again here"), Label(files.span("one"), "first here"),
        Label(files.span("three", in: 1), "also here"),
      ], notes: ["a note\nof two lines"], help: "rename one")
    let expected = """
      error[sample-rule]: declared twice
        --> crm.yaml:2:1
         |
       2 | two: 2
         | ^^^ again here
      ...
       1 | one: 1
         | --- first here
        ::: other1.yaml:1:1
         |
       1 | three: 3
         | ----- also here
         = note: a note
                 of two lines
         = help: rename one


      """
    let text = print(finding, .text, files)
    #expect(text.replacing("   |\n", with: "   |\n") == expected, "\(text)")
  }

  @Test func aFindingWithoutAPlaceNamesItsFile() {
    let finding = Diagnostic(sampleRule, "cannot be read", at: nil, path: "a.yaml")
    #expect(
      print(finding, .text, SampleFiles(""))
        == "error[sample-rule]: cannot be read\n  --> a.yaml\n\n")
    #expect(
      print(finding, .concise, SampleFiles("")) == "a.yaml: error[sample-rule]: cannot be read\n")
  }

  @Test func coloursOnlyWhereWanted() {
    let files = SampleFiles("key: 1\n")
    let finding = Diagnostic(sampleRule, "wrong", at: files.span("key"))
    #expect(print(finding, .text, files, color: true).contains("\u{1B}[1;31m"))
    #expect(!print(finding, .text, files).contains("\u{1B}"))
  }

  @Test func aMessageCannotMoveTheCursor() {
    let files = SampleFiles("key: 1\n")
    let finding = Diagnostic(sampleRule, "name \u{1B}[2J\u{7}", at: files.span("key"))
    #expect(print(finding, .text, files).contains("name \\u{1B}[2J\\u{7}"))
  }
}
