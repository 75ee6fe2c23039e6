import Diagnostics
import Emit
import Reports
import Testing

@Suite struct MachineReportTests {
  static let files = SampleFiles("a: 1\n  bad|`<b>: \"x\"\n")

  static let finding = Diagnostic(
    sampleRule, "50% of `<b>` | is, \"wrong\"\nhere", at: files.span("bad|`<b>"),
    labels: [Label(files.span("a"), "see")], notes: ["why"], help: "mend it")

  static let forms: [(ReportFormat, String)] = [
    (.concise, "crm.yaml:2:3: error[sample-rule]: 50% of `<b>` | is, \"wrong\" here\n"),
    (
      .json,
      #"{"schemaVersion": 1, "code": "sample-rule", "severity": "error", "#
        + #""message": "50% of `<b>` | is, \"wrong\"\nhere", "file": "crm.yaml", "line": 2, "#
        + #""column": 3, "endLine": 2, "endColumn": 11, "notes": [{"message": "see", "#
        + #""file": "crm.yaml", "line": 1, "column": 1, "endLine": 1, "endColumn": 2}, "#
        + #"{"message": "why"}], "help": "mend it"}"# + "\n"
    ),
    (
      .github,
      "::error file=crm.yaml,line=2,endLine=2,col=3,endColumn=11,title=sample-rule::"
        + "50%25 of `<b>` | is, \"wrong\"%0Ahere%0Amend it\n"
    ),
    (
      .markdown,
      "| | Place | Finding |\n|---|---|---|\n| error | crm.yaml:2:3 | **sample-rule** "
        + "50% of \\`&lt;b&gt;\\` \\| is, \"wrong\" here<br>mend it |\n"
    ),
  ]

  @Test(arguments: forms)
  func eachFormat(_ format: ReportFormat, _ expected: String) {
    #expect(print(Self.finding, format, Self.files) == expected)
  }

  @Test func gitLabIsOneList() {
    var text: [UInt8] = []
    let report = Report(.gitlab, sources: Self.files)
    report.write([Self.finding, Self.finding]) { text += $0 }
    let shown = String(decoding: text, as: UTF8.self)
    #expect(shown.hasPrefix("[\n  {\"description\"") && shown.hasSuffix("}\n]\n"))
    #expect(shown.contains("\"check_name\": \"sample-rule\""))
    #expect(shown.contains("\"severity\": \"major\""))
    #expect(shown.contains("\"location\": {\"path\": \"crm.yaml\", \"lines\": {\"begin\": 2}}"))
    text = []
    report.write([]) { text += $0 }
    #expect(String(decoding: text, as: UTF8.self) == "[]\n")
  }

  static let texts: [(String, String)] = [
    ("plain", "plain"), ("\"\\", "\\\"\\\\"), ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{0}", "\\u0000"),
    ("\u{1F}\u{7F}\u{9F}", "\\u001f\\u007f\\u009f"), ("\u{2028}", "\\u2028"), ("é名😀", "é名😀"),
  ]

  @Test(arguments: texts)
  func jsonEscapes(_ text: String, _ expected: String) {
    var json = JSONWriter()
    json.object(nil, .inline) { $0.field("k", text) }
    #expect(String(decoding: json.take(), as: UTF8.self) == "{\"k\": \"\(expected)\"}")
  }

  @Test func jsonLayout() {
    var json = JSONWriter()
    json.object { object in
      object.field("a", 1)
      object.array("b") { list in
        list.object(nil, .inline) { $0.field("c", ["x", "y"]) }
        list.object(nil, .inline) { $0.null("d") }
      }
      object.array("e") { _ in }
    }
    let expected = """
      {
        "a": 1,
        "b": [
          {"c": ["x", "y"]},
          {"d": null}
        ],
        "e": []
      }
      """
    #expect(String(decoding: json.take(), as: UTF8.self) == expected)
  }
}
