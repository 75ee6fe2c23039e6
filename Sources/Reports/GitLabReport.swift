internal import Diagnostics
internal import Emit

/// GitLab's code quality report, a subset of the Code Climate format.
/// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
enum GitLabReport {
  static func write(_ report: Report, to emit: ([UInt8]) throws -> Void) rethrows {
    let fingerprints = report.fingerprints
    var json = JSONWriter()
    try json.array { list in
      for (index, finding) in report.findings.enumerated() {
        write(finding, fingerprints[index], report.sources, to: &list)
        try emit(list.take())
      }
    }
    json.newline()
    try emit(json.take())
  }

  private static func write(
    _ finding: Diagnostic, _ fingerprint: String, _ sources: any SourceLookup,
    to list: inout JSONWriter
  ) {
    let place = sources.place(of: finding)
    let help = finding.help.map { " (\($0))" } ?? ""
    list.object(nil, .inline) { object in
      object.field("description", visible(finding.message + help))
      object.field("check_name", finding.code)
      object.field("fingerprint", fingerprint)
      object.field("severity", severity(finding.severity))
      object.object("location") { location in
        location.field("path", place?.path ?? finding.path ?? "dsgen.yaml")
        location.object("lines") { $0.field("begin", place?.start.line ?? 1) }
      }
    }
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "major"
    case .warning: "minor"
    case .note: "info"
    }
  }
}
