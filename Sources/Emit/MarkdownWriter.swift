/// Writes Markdown: the only place that knows its layout.
public struct MarkdownWriter: Sendable {
  private var buffer = TextBuffer()
  private var isEmpty = true

  public init() {}

  public func file(at path: String) -> GeneratedFile { buffer.file(at: path) }

  public mutating func heading(_ level: Int, _ content: [MarkdownInline]) {
    separate()
    buffer.line(String(repeating: "#", count: level) + " " + line(content))
  }

  public mutating func paragraph(_ content: [MarkdownInline]) {
    separate()
    buffer.line(line(content))
  }

  public mutating func list(_ items: [[MarkdownInline]]) {
    if items.isEmpty { return }
    separate()
    for item in items { buffer.line("- " + line(item)) }
  }

  public mutating func numbered(_ items: [[MarkdownInline]]) {
    if items.isEmpty { return }
    separate()
    for (index, item) in items.enumerated() { buffer.line("\(index + 1). " + line(item)) }
  }

  public mutating func table(_ header: [MarkdownInline], _ rows: [[[MarkdownInline]]]) {
    separate()
    row(header.map { [$0] })
    buffer.line("|" + String(repeating: " --- |", count: header.count))
    for cells in rows { row(cells) }
  }

  /// A fenced block; the fence is longer than any run of backticks inside.
  public mutating func fence(_ language: StaticString, _ code: String) {
    separate()
    let shown = MarkdownText.shown(code, keepLines: true)
    let count = max(3, MarkdownText.longestRun(of: "`", in: shown) + 1)
    let fence = String(repeating: "`", count: count)
    buffer.line(fence + "\(language)")
    buffer.verbatim(shown.utf8.last == UInt8(ascii: "\n") ? shown : shown + "\n")
    buffer.line(fence)
  }

  /// Constant prose, from a template whose holes are filled with `MarkdownText`'s escapes.
  public mutating func prose(_ text: String) {
    separate()
    buffer.verbatim(text)
  }

  private mutating func row(_ cells: [[MarkdownInline]]) {
    buffer.line("| " + cells.map { line($0, inTable: true) }.joined(separator: " | ") + " |")
  }

  private func line(_ content: [MarkdownInline], inTable: Bool = false) -> String {
    content.map { piece in
      switch piece {
      case .text(let text): MarkdownText.text(text)
      case .code(let text): MarkdownText.code(text, inTable: inTable)
      case .strong(let inner): "**" + line(inner, inTable: inTable) + "**"
      case .constant(let text): "\(text)"
      }
    }.joined()
  }

  private mutating func separate() {
    if !isEmpty { buffer.newline() }
    isEmpty = false
  }
}
