internal import Diagnostics
internal import Emit

/// Findings for programs: all of them, one object a line. Its fields are a contract; new ones may be
/// added.
enum JSONReport {
  static let schemaVersion = 1

  static func write(_ report: Report, to emit: ([UInt8]) throws -> Void) rethrows {
    let fingerprints = report.fingerprints
    var json = JSONWriter()
    for (index, finding) in report.findings.enumerated() {
      write(finding, fingerprints[index], report.sources, to: &json)
      json.newline()
      try emit(json.take())
    }
  }

  private static func write(
    _ finding: Diagnostic, _ fingerprint: String, _ sources: any SourceLookup,
    to json: inout JSONWriter
  ) {
    json.object(nil, .inline) { object in
      object.field("schemaVersion", schemaVersion)
      object.field("code", finding.code)
      object.field("severity", finding.severity.name)
      object.field("message", finding.message)
      let place = sources.place(of: finding)
      write(place, path: finding.path, to: &object)
      if place == nil {
        for key in ["line", "column", "endLine", "endColumn"] { object.null(key) }
      }
      object.array("notes") { notes in
        for label in finding.labels {
          notes.object { note in
            note.field("message", label.text)
            write(sources.place(of: label.span), path: nil, to: &note)
          }
        }
        for text in finding.notes { notes.object { $0.field("message", text) } }
      }
      object.field("help", finding.help)
      object.field("object", finding.subject?.object)
      object.field("team", finding.subject?.team)
      object.field("fingerprint", fingerprint)
      if let fix = finding.fix, let place = sources.place(of: fix) {
        object.object("fix") {
          write(place, path: nil, to: &$0)
          $0.field("text", fix.text)
        }
      }
    }
  }

  private static func write(_ place: Place?, path: String?, to object: inout JSONWriter) {
    object.field("file", place?.path ?? path)
    guard let place else { return }
    object.field("line", place.start.line)
    object.field("column", place.start.column)
    object.field("endLine", place.end.line)
    object.field("endColumn", place.end.column)
  }
}

extension JSONWriter {
  /// A text, or null.
  mutating func field(_ key: String, _ value: String?) {
    if let value { field(key, value) } else { null(key) }
  }
}
