import Emit
import Testing

@Suite struct JSONWriterTests {
  static let texts: [(String, String)] = [
    ("plain", "plain"), ("\"\\", "\\\"\\\\"), ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{0}", "\\u0000"),
    ("\u{1F}\u{7F}\u{9F}", "\\u001f\\u007f\\u009f"), ("\u{2028}", "\\u2028"), ("é名😀", "é名😀"),
  ]

  @Test(arguments: texts)
  func jsonEscapes(_ text: String, _ expected: String) {
    var json = JSONWriter()
    json.object(nil, .inline) { $0.field("k", text) }
    #expect(String(decoding: json.take(), as: UTF8.self) == "{\"k\": \"\(expected)\"}")
  }

  @Test func jsonLayout() {
    var json = JSONWriter()
    json.object { object in
      object.field("a", 1)
      object.array("b") { list in
        list.object(nil, .inline) { $0.field("c", ["x", "y"]) }
        list.object(nil, .inline) { $0.null("d") }
      }
      object.array("e") { _ in }
    }
    let expected = """
      {
        "a": 1,
        "b": [
          {"c": ["x", "y"]},
          {"d": null}
        ],
        "e": []
      }
      """
    #expect(String(decoding: json.take(), as: UTF8.self) == expected)
  }
}
