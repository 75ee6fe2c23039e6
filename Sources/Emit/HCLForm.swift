/// A block that is rendered once for all its copies, which differ in a few texts only: its holes.
///
/// A large output is many blocks that are nearly the same; a copy costs little more than its bytes.
/// ```
/// let form = HCLForm("resource", [.string("topic"), .hole(0)]) { $0.attribute("name", .hole(1)) }
/// texts.text(0) { $0 += "orders".utf8 }
/// texts.text(1) { $0 += "crm.orders".utf8 }
/// writer.block(form, origin: place, texts)
/// ```
public struct HCLForm: Sendable {
  let text: TextForm

  /// `type "label" "label" { … }`
  public init(_ type: String, _ labels: [HCLValue], _ body: (inout HCLBody) -> Void) {
    var content = HCLBody(origin: nil)
    body(&content)
    var buffer = TextBuffer()
    content.write(type, labels, to: &buffer)
    text = TextForm(buffer)
  }
}
