internal import Change
internal import Diagnostics
internal import Emit
internal import Model

extension DifferenceReport {
  /// For a comment at a pull request: a table an owner, cut where it would be too long to read.
  /// - Parameter limit: the rows that are shown in all.
  public func markdown(limit: Int = 500) -> [UInt8] {
    var writer = MarkdownWriter()
    writer.heading(3, [.text(summary ?? "no difference")])
    var left = limit
    for group in groups {
      var title: [MarkdownInline] = [.text(group.title)]
      if let repository = group.repository { title += [" ", .code(repository)] }
      writer.heading(4, title)
      let rows = group.objects.flatMap(rows)
      if left > 0 {
        writer.table(
          ["Change", "Object", "Field", "Before", "After", "Where"], Array(rows.prefix(left)))
      }
      if rows.count > left {
        writer.paragraph([.text("… and \(rows.count - max(0, left)) more rows")])
      }
      left -= rows.count
    }
    return writer.file(at: "").bytes
  }

  private func rows(_ change: ObjectChange) -> [[[MarkdownInline]]] {
    var object: [MarkdownInline] = [.text(change.kind.title + " "), .code(change.path)]
    if let was = change.basePath { object += [", was ", .code(was)] }
    for remark in remarks(change) { object += ["; ", .text(remark)] }
    if change.kind == .ecosystem { object = [.text(change.kind.title)] }
    let sort: [MarkdownInline] = [.text(change.sort.rawValue)]
    if change.fields.isEmpty {
      let place =
        change.head.map { head.place(of: $0.span) } ?? change.base.map { base.place(of: $0.span) }
      return [[sort, object, [], [], [], place.map { [.code($0.text)] } ?? []]]
    }
    return change.fields.map { field in
      let place =
        field.head.map { head.place(of: $0.span) } ?? field.base.map { base.place(of: $0.span) }
      return [
        sort, object, [.code(field.path)], cell(field, field.base), cell(field, field.head),
        place.map { [.code($0.text)] } ?? [],
      ]
    }
  }

  private func cell(_ change: FieldChange, _ value: FieldValue?) -> [MarkdownInline] {
    if let value { return [.code(value.text)] }
    return [.text(words(nil, change.field))]
  }
}
