internal import Diagnostics
internal import Emit

/// JUnit's XML as CI servers read it: https://github.com/jenkinsci/xunit-plugin has its schema,
/// https://docs.gitlab.com/ci/testing/unit_test_reports/ what GitLab takes of it.
///
/// A suite is a file, a test is a rule that found something in it: it fails where that is an error, and
/// passes with the text in `system-out` where it is not. The rules that found nothing are the tests of a
/// last suite, so that no report is empty. A name stays the same while lines move, so servers can tell
/// what is new.
struct JUnitReport {
  private let report: Report
  private var suites: [Suite] = []

  private struct Suite {
    let path: String
    /// By code: the indices of findings, in order of place.
    var tests: [String: [Int]] = [:]
  }

  init(_ report: Report) {
    self.report = report
    var indexOf: [String: Int] = [:]
    for (index, finding) in report.findings.enumerated() {
      let path = finding.path(report.sources) ?? "dsgen"
      let suite = indexOf[path] ?? suites.count
      if suite == suites.count {
        indexOf[path] = suite
        suites.append(Suite(path: path))
      }
      suites[suite].tests[finding.code, default: []].append(index)
    }
  }

  func write(to emit: ([UInt8]) throws -> Void) rethrows {
    let found = Set(report.findings.map(\.code))
    let passed = report.rules.map(\.code).filter { !found.contains($0) }
    let tests = suites.reduce(passed.count) { $0 + $1.tests.count }
    let failures = suites.reduce(0) { $0 + self.failures($1) }
    var xml = XMLWriter()
    try xml.element("testsuites", Self.counts("dsgen", tests, failures)) { xml in
      for suite in suites {
        let counts = Self.counts(visible(suite.path), suite.tests.count, self.failures(suite))
        try xml.element("testsuite", counts) { xml in
          for (code, indices) in suite.tests.sorted(by: { $0.key < $1.key }) {
            try write(code, indices, suite.path, to: &xml, emit)
          }
        }
      }
      xml.element("testsuite", Self.counts("rules that found nothing", passed.count, 0)) { xml in
        for code in passed {
          xml.element("testcase", [("classname", "dsgen"), ("name", code), ("time", "0")])
        }
      }
    }
    xml.end()
    try emit(xml.take())
  }

  private func write(
    _ code: String, _ indices: [Int], _ path: String, to xml: inout XMLWriter,
    _ emit: ([UInt8]) throws -> Void
  ) rethrows {
    let path = visible(path)
    try xml.element(
      "testcase", [("classname", path), ("name", code), ("file", path), ("time", "0")]
    ) { xml in
      let errors = indices.filter { isError($0) }
      let others = indices.filter { !isError($0) }
      if let first = errors.first {
        let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
        let message = visible(report.findings[first].message) + more
        try xml.element("failure", [("message", message), ("type", "error")]) { xml in
          try write(errors, to: &xml, emit)
        }
      }
      if !others.isEmpty {
        try xml.element("system-out") { xml in try write(others, to: &xml, emit) }
      }
    }
  }

  private func write(
    _ indices: [Int], to xml: inout XMLWriter, _ emit: ([UInt8]) throws -> Void
  ) rethrows {
    for index in indices {
      let finding = report.findings[index]
      let at = report.sources.placeText(of: finding).map { $0 + ": " } ?? ""
      var lines = [at + "\(finding.severity.name)[\(finding.code)]: " + finding.message]
      for label in finding.labels {
        lines.append("  \(report.sources.place(of: label.span).text): \(label.text)")
      }
      lines += finding.notes.map { "  note: " + $0 }
      if let help = finding.help { lines.append("  help: " + help) }
      xml.text(visible(lines.joined(separator: "\n"), keepLines: true) + "\n")
      try emit(xml.take())
    }
  }

  private func isError(_ index: Int) -> Bool { report.findings[index].severity == .error }

  private func failures(_ suite: Suite) -> Int {
    suite.tests.values.count { $0.contains(where: isError) }
  }

  private static func counts(
    _ name: String, _ tests: Int, _ failures: Int
  ) -> [(StaticString, String)] {
    [
      ("name", name), ("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "0"),
      ("skipped", "0"), ("time", "0"),
    ]
  }
}
