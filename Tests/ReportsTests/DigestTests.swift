import Diagnostics
import Testing

@testable import Reports

@Suite struct DigestTests {
  static let files = SampleFiles(String(repeating: "x\n", count: 50_000))

  private func finding(
    _ line: Int, _ message: String, code: String = "a-rule", severity: Severity = .error,
    help: String? = nil, team: String? = nil
  ) -> Diagnostic {
    let rule = Rule(code: code, severity: severity, summary: "", why: "", wrong: "", right: "")
    let span = Span(file: FileID(0), start: 2 * line, end: 2 * line + 1)
    var finding = Diagnostic(rule, message, at: span, help: help)
    if let team { finding.subject = Subject("o\(line)", team: team) }
    return finding
  }

  private func counts(_ findings: [Diagnostic], _ limits: ReportLimits = ReportLimits()) -> [Int] {
    Digest(findings, limits).entries.map(\.count)
  }

  @Test func fewEqualOnesAreShownOneByOne() {
    let many = (0..<12).map { finding($0, "`n\($0)` is wrong", help: "mend `n\($0)`") }
    #expect(counts(Array(many.prefix(9))) == Array(repeating: 1, count: 9))
    #expect(counts(Array(many.prefix(10))) == [10])
    #expect(counts(many) == [12])
  }

  /// What keeps findings apart, besides the names in them.
  @Test func differentFaultsAreNeverPutTogether() {
    func rows(_ make: (Int) -> Diagnostic) -> Int { counts((0..<20).map(make)).count }
    #expect(rows { finding($0, "`n` has \($0) columns") } == 20)
    #expect(rows { finding($0, "`n` is wrong", code: "rule-\($0)") } == 20)
    #expect(rows { finding($0, "`n` is wrong", help: "use \($0)") } == 20)
    #expect(rows { finding($0, "an odd ` quote \($0)") } == 20)
    #expect(rows { finding($0, "`n` is wrong", severity: $0 < 10 ? .error : .warning) } == 2)
    #expect(rows { finding($0, "`n\($0)` is wrong", help: $0 < 10 ? nil : "do it") } == 2)
  }

  @Test func threeHundredDifferentFaultsAreAllShown() {
    let findings = (0..<300).map { finding($0, "fault \($0)", code: "rule-\($0)") }
    let lines = print(findings, .concise, Self.files).split(separator: "\n").map(String.init)
    #expect(lines == (0..<300).map { "crm.yaml:\($0 + 1):1: error[rule-\($0)]: fault \($0)" })
    let titles = print(findings, .text, Self.files).split(separator: "\n").filter {
      $0.hasPrefix("error")
    }
    #expect(titles.count == 300)
  }

  @Test func whatAGroupSays() {
    let findings = (0..<11).map { finding($0, "`n\($0)` is wrong", team: "z/t\($0 % 7)") }
    let text = print(findings, .concise, Self.files)
    #expect(
      text
        == "crm.yaml:1:1: error[a-rule]: `n0` is wrong (11 findings like this one, of teams `z/t0`, "
        + "`z/t1`, `z/t2`, `z/t3`, `z/t4` and 2 more; others are at crm.yaml:2:1 (`o1`) and "
        + "crm.yaml:3:1 (`o2`); `--format json` lists all)\n")
  }

  @Test(arguments: [ReportFormat.text, .concise, .github, .markdown])
  func fortyThousandEqualOnesAreFewLines(_ format: ReportFormat) {
    let findings = (0..<40_000).map { finding($0, "`n\($0)` is wrong") }
    let text = print(findings, format, Self.files)
    #expect(text.split(separator: "\n").count < 60)
    #expect(text.contains("40000 findings like this one"))
  }

  /// Errors before warnings; what stays is in order of place; what goes is counted, by rule.
  @Test func caps() {
    var limits = ReportLimits()
    limits.entries = 4
    limits.entriesOfRule = 3
    let findings = (0..<12).map { line in
      line % 2 == 0
        ? finding(line, "warning \(line)", code: "mild", severity: .warning)
        : finding(line, "error \(line)", code: line == 11 ? "other" : "bad")
    }
    let digest = Digest(findings, limits)
    #expect(digest.entries.map(\.first) == [1, 3, 5, 11])
    #expect(digest.restText() == "8 more findings: 6 of mild, 2 of bad")
    #expect(digest.restText(naming: 1) == "8 more findings: 6 of mild, 2 of 1 more rule")
    for format in [ReportFormat.text, .concise, .github] {
      let text = print(findings, format, Self.files, limits: limits)
      #expect(text.contains("8 more findings: 6 of mild, 2 of bad"), "\(format)")
    }
    let markdown = print(findings, .markdown, Self.files, limits: limits)
    #expect(markdown.contains("8 more findings: 6 of mild, 2 of bad"))
    #expect(counts(findings, ReportLimits(entries: 0)).count == 12)
    #expect(counts(findings, ReportLimits(entries: 5)).count == 5)
  }

  /// 25,000 results on GitHub, here 3: the most severe are kept, and how many are not is said.
  @Test func sarifKeepsTheMostSevere() {
    var limits = ReportLimits()
    limits.sarifResults = 3
    let findings = (0..<6).map {
      finding($0, "fault \($0)", severity: $0 < 2 ? .note : $0 < 4 ? .warning : .error)
    }
    let text = print(findings, .sarif, Self.files, limits: limits)
    #expect(text.split(separator: "\"ruleIndex\"").count == 4)
    for (number, isKept) in [false, false, true, false, true, true].enumerated() {
      #expect(text.contains("fault \(number)") == isKept)
    }
    #expect(text.contains("3 findings of 6 left out: the mildest"))
    #expect(text.contains("\"properties\": {\"findings\": 6, \"leftOut\": 3}"))
    limits.sarifResults = 6
    #expect(!print(findings, .sarif, Self.files, limits: limits).contains("left out"))
  }

  @Test(arguments: [4000, 8000, 20_000])
  func markdownStaysBelowItsLimit(_ bytes: Int) {
    var limits = ReportLimits()
    limits.markdownBytes = bytes
    let findings = (0..<400).map {
      finding($0, "fault \($0) |", code: "rule-\($0 % 20)", severity: $0 < 200 ? .error : .warning)
    }
    let text = print(findings, .markdown, Self.files, limits: limits)
    #expect(text.utf8.count <= bytes && text.utf8.count > bytes / 3)
    let shown = text.split(separator: "\n").count {
      $0.hasPrefix("| error") || $0.hasPrefix("| warning")
    }
    #expect(text.contains("\(400 - shown) more findings: "))
  }
}
