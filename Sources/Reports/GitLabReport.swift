internal import Diagnostics
internal import Emit

/// GitLab's code quality report, a subset of the Code Climate format.
/// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
enum GitLabReport {
  static func entry(
    _ finding: Diagnostic, _ place: Place?, fingerprint: String, isFirst: Bool
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object(nil, .inline) { object in
      object.field("description", finding.message)
      object.field("check_name", finding.code)
      object.field("fingerprint", fingerprint)
      object.field("severity", severity(finding.severity))
      object.object("location") { location in
        location.field("path", place?.path ?? finding.path ?? "dsgen.yaml")
        location.object("lines") { $0.field("begin", place?.start.line ?? 1) }
      }
    }
    return Array((isFirst ? "\n  " : ",\n  ").utf8) + json.take()
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "major"
    case .warning: "minor"
    case .note: "info"
    }
  }
}
