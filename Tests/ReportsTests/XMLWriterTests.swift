import Emit
import Testing

@Suite struct XMLWriterTests {
  static let texts: [(String, text: String, attribute: String)] = [
    ("plain", "plain", "plain"),
    ("<a> & \"b\"", "&lt;a&gt; &amp; &quot;b&quot;", "&lt;a&gt; &amp; &quot;b&quot;"),
    ("]]>", "]]&gt;", "]]&gt;"), ("a\u{0}b", "a\\u{0}b", "a\\u{0}b"),
    ("\u{1B}[0m", "\\u{1B}[0m", "\\u{1B}[0m"), ("\u{FFFE}", "\\u{FFFE}", "\\u{FFFE}"),
    ("a\nb", "a\nb", "a&#10;b"), ("\r", "&#13;", "&#13;"), ("é名😀", "é名😀", "é名😀"),
  ]

  @Test(arguments: texts)
  func escapes(_ row: (String, text: String, attribute: String)) {
    var xml = XMLWriter()
    xml.element("a", [("b", row.0)]) { $0.text(row.0) }
    xml.end()
    let text = String(decoding: xml.take(), as: UTF8.self)
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    #expect(text == head + "<a b=\"\(row.attribute)\">\(row.text)</a>\n")
  }

  @Test func whatWasTakenIsGone() {
    var xml = XMLWriter()
    var text = ""
    xml.element("a") { xml in
      xml.element("b", [])
      text += String(decoding: xml.take(), as: UTF8.self)
      xml.element("c", [("d", "1")])
    }
    xml.end()
    text += String(decoding: xml.take(), as: UTF8.self)
    #expect(
      text == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n <b/>\n <c d=\"1\"/>\n</a>\n")
    #expect(xml.take() == [])
  }
}
