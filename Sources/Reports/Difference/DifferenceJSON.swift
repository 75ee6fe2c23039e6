internal import Change
internal import Diagnostics
internal import Emit
internal import Model

extension DifferenceReport {
  /// One object a line, one an object that differs.
  public func json(to emit: ([UInt8]) throws -> Void) rethrows {
    for group in groups {
      for change in group.objects {
        var json = JSONWriter()
        json.object(nil, .inline) { line in
          line.field("schemaVersion", 1)
          line.field("change", change.sort.rawValue)
          line.field("kind", change.kind.title)
          line.field("object", change.path)
          if let was = change.basePath { line.field("was", was) }
          if let twin = change.twin { line.field("like", twin) }
          if group.owner != nil { line.field("owner", group.title) } else { line.null("owner") }
          if let repository = group.repository { line.field("repository", repository) }
          if change.baseOwner != change.headOwner, let new = change.headOwner {
            line.field("newOwner", new.title)
          }
          if let object = change.base { place("base", base.place(of: object.span), &line) }
          if let object = change.head { place("head", head.place(of: object.span), &line) }
          line.array("fields") { list in
            for field in change.fields { list.object { write(field, &$0) } }
          }
        }
        json.newline()
        try emit(json.take())
      }
    }
  }

  private func write(_ change: FieldChange, _ json: inout JSONWriter) {
    json.field("field", change.path)
    if let value = change.field.defaultValue { json.field("default", value) }
    for (key, value, sources) in [("base", change.base, base), ("head", change.head, head)] {
      guard let value else {
        json.null(key)
        continue
      }
      json.object(key) { side in
        if value.isList {
          side.field("values", value.texts)
        } else {
          side.field("value", value.text)
        }
        write(sources.place(of: value.span), &side)
      }
    }
  }

  private func place(_ key: String, _ place: Place, _ json: inout JSONWriter) {
    json.object(key) { write(place, &$0) }
  }

  private func write(_ place: Place, _ json: inout JSONWriter) {
    json.field("file", place.path)
    json.field("line", place.start.line)
    json.field("column", place.start.column)
    json.field("endLine", place.end.line)
    json.field("endColumn", place.end.column)
  }
}
