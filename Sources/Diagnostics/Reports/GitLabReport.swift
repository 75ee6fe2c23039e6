/// GitLab's code quality report, a subset of the Code Climate format.
/// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
enum GitLabReport {
  static func entry(_ finding: Diagnostic, _ place: Place?, isFirst: Bool) -> [UInt8] {
    var json = JSONWriter()
    let path = place?.path ?? finding.path ?? "dsgen.yaml"
    json.object(nil, .inline) { object in
      object.field("description", finding.message)
      object.field("check_name", finding.code)
      object.field("fingerprint", fingerprint([finding.code, path, finding.message]))
      object.field("severity", severity(finding.severity))
      object.object("location") { location in
        location.field("path", path)
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

  /// Stays the same while a finding moves down its file: FNV-1a of everything but the line.
  private static func fingerprint(_ parts: [String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in part.utf8 + [0] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
