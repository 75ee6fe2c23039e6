internal import Diagnostics

/// Findings for people: message, place, source line, caret, labels, notes, help.
///
/// ```
/// error[reference-unknown]: there is no store `crn`
///   --> workspaces/reporting.yaml:9:13
///    |
///  9 |     reads: [crn.customers]
///    |             ^^^^^^^^^^^^^
///    = help: did you mean `crm`?
/// ```
struct TextReport {
  let sources: any SourceLookup
  let style: Style
  /// Columns of source shown at most.
  var limit = 100

  func write(_ report: Report, to emit: ([UInt8]) throws -> Void) rethrows {
    let digest = report.digest
    for entry in digest.entries {
      let finding = report.findings[entry.first]
      try emit(Array(text(finding, remarks: entry.remarks(report)).utf8))
    }
    if let rest = digest.restText() {
      let title = style.paint("note", style.of(.note))
      let help = remark(
        1, "help", "`--max-findings 0` shows all, `--format json` all in one line each")
      try emit(Array((title + style.paint(": " + rest, .bold) + "\n" + help + "\n").utf8))
    }
  }

  /// - Parameter remarks: further notes, of what else the entry stands for.
  private func text(_ finding: Diagnostic, remarks: [String]) -> String {
    let color = style.of(finding.severity)
    let title = style.paint("\(finding.severity.name)[\(finding.code)]", color)
    var text = title + style.paint(": " + visible(finding.message), .bold) + "\n"
    var gutter = 1
    if let span = finding.span {
      gutter = gutterWidth([span] + finding.labels.map(\.span))
      text += snippets(span, color, finding.labels, gutter)
    } else if let path = finding.path {
      text += arrow(gutter, "-->", path)
    }
    for note in finding.notes + remarks { text += remark(gutter, "note", note) }
    if let help = finding.help { text += remark(gutter, "help", help) }
    return text + "\n"
  }

  /// A place alone with its caret, for answers that are not findings.
  func place(_ span: Span, label: String) -> String {
    snippets(span, .green, [Label(span, label)], gutterWidth([span]))
  }

  private func snippets(
    _ primary: Span, _ color: Color, _ labels: [Label], _ gutter: Int
  ) -> String {
    var places = [Mark(span: primary, sign: "^", color: color, text: "")]
    for label in labels {
      if label.span == primary {
        places[0].text = label.text
      } else {
        places.append(Mark(span: label.span, sign: "-", color: .blue, text: label.text))
      }
    }
    var text = ""
    var last: (path: String, line: Int)?
    for mark in places {
      let place = sources.place(of: mark.span)
      if last?.path != place.path {
        text += arrow(gutter, last == nil ? "-->" : ":::", place.text)
        text += bar(gutter) + "\n"
      } else if last?.line != place.start.line {
        text += style.paint("...", .blue) + "\n"
      }
      let isSameLine = last.map { $0 == (place.path, place.start.line) } ?? false
      text += snippet(mark, place, gutter, showLine: !isSameLine)
      last = (place.path, place.start.line)
    }
    return text
  }

  private struct Mark {
    let span: Span
    let sign: Character
    let color: Color
    var text: String
  }

  private func snippet(_ mark: Mark, _ place: Place, _ gutter: Int, showLine: Bool) -> String {
    guard let line = sources.source(mark.span.file)?.line(place.start.line) else { return "" }
    let from = place.start.column - 1
    let to = place.end.line == place.start.line ? place.end.column - 1 : Int.max
    let shown = DisplayLine(line).window(from: from, to: to, limit: limit)
    var text = ""
    if showLine {
      let number = String(place.start.line)
      let pad = String(repeating: " ", count: max(0, gutter - number.count))
      text += style.paint(" " + pad + number + " |", .blue)
      text += shown.text.isEmpty ? "\n" : " " + shown.text + "\n"
    }
    let sign = String(repeating: mark.sign, count: shown.width)
    let label = mark.text.isEmpty ? "" : " " + visible(mark.text)
    return text + bar(gutter) + " " + String(repeating: " ", count: shown.column)
      + style.paint(sign + label, mark.color) + "\n"
  }

  private func gutterWidth(_ spans: [Span]) -> Int {
    spans.map { String(sources.place(of: $0).start.line).count }.max() ?? 1
  }

  private func bar(_ gutter: Int) -> String {
    style.paint(String(repeating: " ", count: gutter + 2) + "|", .blue)
  }

  private func arrow(_ gutter: Int, _ sign: String, _ text: String) -> String {
    String(repeating: " ", count: gutter + 1) + style.paint(sign, .blue) + " " + visible(text)
      + "\n"
  }

  private func remark(_ gutter: Int, _ title: String, _ text: String) -> String {
    let margin = String(repeating: " ", count: gutter + 2)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      visible(String($0))
    }
    let indent = "\n" + String(repeating: " ", count: gutter + 4 + title.count + 2)
    return margin + style.paint("=", .blue) + " " + style.paint(title, .bold) + ": "
      + lines.joined(separator: indent) + "\n"
  }

  /// Text of the model may hold what would move a terminal's cursor; it is shown instead.
  private func visible(_ text: String) -> String {
    DisplayLine(text).window(from: 0, to: 0, limit: 4000).text
  }
}
