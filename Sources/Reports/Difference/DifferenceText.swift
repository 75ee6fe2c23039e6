internal import Change
internal import Diagnostics
internal import Model

extension DifferenceReport {
  /// For a person at a terminal: what was and what is, with their places.
  public func text(color: Bool, to emit: ([UInt8]) throws -> Void) rethrows {
    let style = Style(color: color)
    for (index, group) in groups.enumerated() {
      var title = style.paint(visible(group.title), .bold)
      if let repository = group.repository { title += " (\(visible(repository)))" }
      try emit(Array(((index == 0 ? "" : "\n") + title + "\n").utf8))
      for change in group.objects { try emit(Array(entry(change, style).utf8)) }
    }
  }

  private func entry(_ change: ObjectChange, _ style: Style) -> String {
    let mark =
      switch change.sort {
      case .added: style.paint("+", .green)
      case .removed: style.paint("-", .red)
      case .renamed: ">"
      case .changed: "~"
      }
    var text = "  \(mark) " + visible(title(change))
    if let was = change.basePath { text += ", was " + visible(was) }
    if change.fields.isEmpty {
      let place =
        change.head.map { head.place(of: $0.span) } ?? change.base.map { base.place(of: $0.span) }
      if let place { text += "  " + style.paint(visible(place.text), .blue) }
    }
    text += "\n"
    for remark in remarks(change) { text += "      " + visible(remark) + "\n" }
    for field in change.fields {
      text += "      " + visible(field.path) + "\n"
      let old =
        field.base.map { "  " + style.paint(visible(base.place(of: $0.span).text), .blue) } ?? ""
      let new =
        field.head.map { "  " + style.paint(visible(head.place(of: $0.span).text), .blue) } ?? ""
      text +=
        "        \(style.paint("-", .red)) " + visible(words(field.base, field.field)) + old + "\n"
      text +=
        "        \(style.paint("+", .green)) " + visible(words(field.head, field.field)) + new
        + "\n"
    }
    return text
  }
}
