internal import Diagnostics

/// One line each, as compilers print them.
enum ConciseReport {
  static func write(_ report: Report, to emit: ([UInt8]) throws -> Void) rethrows {
    let digest = report.digest
    for entry in digest.entries {
      let finding = report.findings[entry.first]
      let at = report.sources.placeText(of: finding) ?? "dsgen"
      let remarks = entry.remarks(report).joined(separator: "; ")
      let more = remarks.isEmpty ? "" : " (\(remarks))"
      let text =
        "\(at): \(finding.severity.name)[\(finding.code)]: \(finding.message)\(more)"
      try emit(Array((visible(text) + "\n").utf8))
    }
    if let rest = digest.restText() {
      try emit(Array("dsgen: note: \(rest); `--max-findings 0` shows all\n".utf8))
    }
  }
}
