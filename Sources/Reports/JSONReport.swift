internal import Diagnostics
internal import Emit

/// Findings for programs: one object a line. Its fields are a contract; new ones may be added.
enum JSONReport {
  static let schemaVersion = 1

  static func entry(_ finding: Diagnostic, _ place: Place?, _ sources: any SourceLookup) -> [UInt8]
  {
    var json = JSONWriter()
    json.object(nil, .inline) { object in
      object.field("schemaVersion", schemaVersion)
      object.field("code", finding.code)
      object.field("severity", finding.severity.name)
      object.field("message", finding.message)
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
      if let help = finding.help {
        object.field("help", help)
      } else {
        object.null("help")
      }
    }
    json.newline()
    return json.take()
  }

  private static func write(_ place: Place?, path: String?, to object: inout JSONWriter) {
    if let path = place?.path ?? path {
      object.field("file", path)
    } else {
      object.null("file")
    }
    guard let place else { return }
    object.field("line", place.start.line)
    object.field("column", place.start.column)
    object.field("endLine", place.end.line)
    object.field("endColumn", place.end.column)
  }
}
