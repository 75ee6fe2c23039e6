internal import Diagnostics
internal import Emit

/// SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html,
/// with what GitHub's code scanning reads of it.
struct SARIFReport {
  private let report: Report
  /// The rules that were broken; a result names its own by its index.
  private let used: [Rule?]
  private let codes: [String]
  private let indexOf: [String: Int]

  init(_ report: Report) {
    self.report = report
    codes = Set(report.findings.map(\.code)).sorted()
    let rules = Dictionary(report.rules.map { ($0.code, $0) }) { first, _ in first }
    used = codes.map { rules[$0] }
    indexOf = Dictionary(uniqueKeysWithValues: zip(codes, 0...))
  }

  func write(to emit: ([UInt8]) throws -> Void) rethrows {
    var json = JSONWriter()
    try json.object { log in
      log.field(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
      )
      log.field("version", "2.1.0")
      try log.array("runs") { runs in
        try runs.object { run in
          writeHead(to: &run)
          try emit(run.take())
          try writeResults(to: &run, emit)
        }
      }
    }
    json.newline()
    try emit(json.take())
  }

  private func writeHead(to run: inout JSONWriter) {
    run.object("tool") { tool in
      tool.object("driver") { driver in
        driver.field("name", "dsgen")
        if !report.version.isEmpty { driver.field("semanticVersion", report.version) }
        driver.array("rules") { list in
          for (code, rule) in zip(codes, used) {
            list.object { SARIFText.write(rule, code, to: &$0) }
          }
        }
      }
    }
    run.field("columnKind", "unicodeCodePoints")
    let left = max(0, report.findings.count - report.limits.sarifResults)
    run.array("invocations") { list in
      list.object { invocation in
        invocation.field("executionSuccessful", true)
        guard left > 0 else { return }
        invocation.array("toolExecutionNotifications") { notifications in
          notifications.object { notification in
            notification.field("level", "warning")
            notification.object("message", .inline) {
              $0.field(
                "text",
                "\(Report.count(left, "finding")) of \(report.findings.count) left out: the mildest; "
                  + "`--format json` tells all")
            }
          }
        }
      }
    }
    run.object("properties", .inline) {
      $0.field("findings", report.findings.count)
      $0.field("leftOut", left)
    }
  }

  /// The most severe first: what reads only a part of them reads the worst.
  private func writeResults(
    to run: inout JSONWriter, _ emit: ([UInt8]) throws -> Void
  ) rethrows {
    let fingerprints = report.fingerprints
    var room = report.limits.sarifResults
    try run.array("results") { list in
      for severity in [Severity.error, .warning, .note] {
        for (index, finding) in report.findings.enumerated() where finding.severity == severity {
          if room == 0 { return }
          room -= 1
          list.object(nil, .inline) { write(finding, fingerprints[index], to: &$0) }
          try emit(list.take())
        }
      }
    }
  }

  private func write(
    _ finding: Diagnostic, _ fingerprint: String, to result: inout JSONWriter
  ) {
    result.field("ruleId", finding.code)
    result.field("ruleIndex", indexOf[finding.code] ?? 0)
    result.field("level", finding.severity.name)
    let parts = [finding.message] + finding.notes + (finding.help.map { ["help: " + $0] } ?? [])
    result.object("message") { $0.field("text", SARIFText.message(parts.joined(separator: "\n"))) }
    if finding.path(report.sources) != nil || finding.subject != nil {
      result.array("locations") { list in list.object { writeLocation(of: finding, to: &$0) } }
    }
    let labels = finding.labels.prefix(report.limits.sarifRelated)
    if !labels.isEmpty {
      result.array("relatedLocations") { list in
        for (index, label) in labels.enumerated() {
          list.object { location in
            location.field("id", index + 1)
            write(report.sources.place(of: label.span), to: &location)
            location.object("message") { $0.field("text", SARIFText.message(label.text)) }
          }
        }
      }
    }
    // The name under which GitHub looks for it.
    result.object("partialFingerprints") { $0.field("primaryLocationLineHash", fingerprint) }
    if let fix = finding.fix, let place = report.sources.place(of: fix) {
      result.array("fixes") { list in list.object { write(fix, place, to: &$0) } }
    }
    if let team = finding.subject?.team {
      result.object("properties") { $0.field("team", visible(team)) }
    }
  }

  private func writeLocation(of finding: Diagnostic, to location: inout JSONWriter) {
    if let place = report.sources.place(of: finding) {
      write(place, to: &location)
    } else if let path = finding.path {
      location.object("physicalLocation") { writeArtifact(path, to: &$0) }
    }
    if let object = finding.subject?.object, !object.isEmpty {
      location.array("logicalLocations") { list in
        list.object { $0.field("fullyQualifiedName", visible(object)) }
      }
    }
  }

  private func write(_ fix: Fix, _ place: Place, to object: inout JSONWriter) {
    object.array("artifactChanges") { changes in
      changes.object { change in
        writeArtifact(place.path, to: &change)
        change.array("replacements") { list in
          list.object { replacement in
            write(place, as: "deletedRegion", to: &replacement)
            replacement.object("insertedContent") { $0.field("text", fix.text) }
          }
        }
      }
    }
  }

  private func write(_ place: Place, to location: inout JSONWriter) {
    location.object("physicalLocation") { physical in
      writeArtifact(place.path, to: &physical)
      write(place, as: "region", to: &physical)
    }
  }

  private func write(_ place: Place, as key: String, to object: inout JSONWriter) {
    object.object(key) { region in
      region.field("startLine", place.start.line)
      region.field("startColumn", place.start.column)
      region.field("endLine", place.end.line)
      region.field("endColumn", place.end.column)
    }
  }

  private func writeArtifact(_ path: String, to object: inout JSONWriter) {
    object.object("artifactLocation") { $0.field("uri", SARIFText.uri(path)) }
  }
}
