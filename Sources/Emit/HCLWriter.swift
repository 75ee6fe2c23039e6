public import Diagnostics

/// Writes HCL (Terraform, OpenTofu) in the layout of `terraform fmt`.
///
/// ```
/// var writer = HCLWriter()
/// writer.comment("Generated.")
/// writer.block("provider", ["kafka-connect"]) { $0.attribute("url", .reference(["var", "url"])) }
/// ```
/// Two blocks are parted by an empty line; the `=` of attributes on neighbouring lines are aligned.
public struct HCLWriter: Sendable {
  private var buffer: TextBuffer
  private var isEmpty = true

  /// - Parameter capacity: the bytes that the file will have, where that is known.
  public init(capacity: Int = 4096) { buffer = TextBuffer(capacity: capacity) }

  /// From the next line on, what is written comes from `span` (nil: from dsgen itself).
  public mutating func mark(_ span: Span?) { buffer.mark(span) }

  /// The line that says where the file comes from and that it is not to be edited.
  public mutating func notice() {
    buffer.verbatim("# \(HoleTemplate.text("generated-notice.txt"))")
    isEmpty = false
  }

  /// A `#` line for each line of the text.
  public mutating func comment(_ text: String) {
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let visible = String(
        String.UnicodeScalarView(line.unicodeScalars.filter { !HCLLiteral.isHidden($0) }))
      buffer.line(visible.isEmpty ? "#" : "# \(visible)")
    }
    isEmpty = false
  }

  /// `type "label" "label" { … }`
  /// - Parameters:
  ///   - origin: where in the model the block comes from; nil leaves the current mark.
  public mutating func block(
    _ type: String, _ labels: [String] = [], origin: Span? = nil,
    _ body: (inout HCLBody) -> Void
  ) {
    if !isEmpty { buffer.line("") }
    isEmpty = false
    if let origin { buffer.mark(origin) }
    var content = HCLBody(origin: origin)
    body(&content)
    content.write(type, labels.map { .string($0) }, to: &buffer)
  }

  /// A copy of a form.
  /// - Parameter origin: where in the model the copy comes from; nil leaves the current mark.
  public mutating func block(_ form: HCLForm, origin: Span? = nil, _ texts: HCLTexts) {
    if !isEmpty { buffer.line("") }
    isEmpty = false
    if let origin { buffer.mark(origin) }
    buffer.fill(form.text, texts.texts)
  }

  /// The file so far.
  public func file(at path: String) -> GeneratedFile { buffer.file(at: path) }
}
