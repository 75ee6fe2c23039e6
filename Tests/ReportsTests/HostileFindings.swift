import Diagnostics

@testable import Reports

/// One set of findings for all forms: text that would break out of a form, equal ones, every severity,
/// every kind of place.
enum HostileFindings {
  static let files = SampleFiles(
    "crm:\n  😀 bad|`<b>: \"x\"\n  other: y\n",
    (1...12).map { "  d\($0): {}\n" }.joined(), "\u{FEFF}名前: 1\n")

  static let rules = [
    Rule(
      code: "key-missing", severity: .error, summary: "A dataset has no key.",
      why: "Nothing can be merged without `one`.", wrong: "columns: {}\n", right: "key: [id]\n"),
    Rule(
      code: "never-found", severity: .error, summary: "Nothing breaks this rule.", why: "Because.",
      wrong: "", right: ""),
    sampleRule,
  ]

  static let nasty =
    "50% of `<b>` | is, \"wrong\"\n::error::here\u{1B}[31m ]]> <!-- \u{202E}rtl \u{0}nul\u{7F} "
    + "{0} {dataset} [x](http://y.z) @team #1\r\n## head"

  static var all: [Diagnostic] {
    var first = Diagnostic(
      sampleRule, nasty, at: files.span("bad|`<b>"),
      labels: [Label(files.span("other"), "see [a](b)")],
      notes: ["one\ntwo"], help: "mend `it`",
      fix: Fix(files.span("bad|`<b>"), replaceWith: "good"))
    first.subject = Subject("crm.`<b>", team: "main/shop")
    var warning = Diagnostic(sampleRule, "a, b: 100%", at: files.span("名前", in: 2))
    warning.severity = .warning
    var note = Diagnostic(sampleRule, "by the way", at: nil, path: "to/a file:1.yaml")
    note.severity = .note
    let equal = (1...12).map { number in
      var finding = Diagnostic(
        rules[0], "dataset `d\(number)` has no key", at: files.span("d\(number):", in: 1),
        help: "give `d\(number)` one")
      finding.subject = Subject("crm.d\(number)", team: "main/t\(number % 7)")
      return finding
    }
    return ([first, warning, note] + equal).inOrderOfPlace()
  }
}

func print(
  _ findings: [Diagnostic], _ format: ReportFormat, _ files: SampleFiles, rules: [Rule] = [],
  limits: ReportLimits = ReportLimits()
) -> String {
  var text: [UInt8] = []
  Report(findings, sources: files, rules: rules, version: "1.2.3", limits: limits)
    .write(format) { text += $0 }
  return String(decoding: text, as: UTF8.self)
}
