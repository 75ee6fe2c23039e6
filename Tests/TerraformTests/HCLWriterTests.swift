import Diagnostics
import Emit
import Testing

/// HCL's literals and layout.
struct HCLWriterTests {
  @Test(arguments: [
    ("plain", #""plain""#),
    (#"say "hi" \ bye"#, #""say \"hi\" \\ bye""#),
    ("${dir:/mnt/x:KEY}", #""$${dir:/mnt/x:KEY}""#),
    ("%{ if true }", #""%%{ if true }""#),
    ("$${a} %%{b}", #""$$${a} %%%{b}""#),
    ("$ { % { {{ x }}", #""$ { % { {{ x }}""#),
    ("a\nb\r\n\tc", #""a\nb\r\n\tc""#),
    ("\u{0}\u{7}\u{7F}\u{85}", #""\u0000\u0007\u007F\u0085""#),
    ("\u{2028}\u{2029}\u{FEFF}\u{202E}\u{200F}", #""\u2028\u2029\uFEFF\u202E\u200F""#),
    ("\u{E0041}", #""\U000E0041""#),
    ("\u{1F600}é漢", "\"\u{1F600}é漢\""),
    (#"""" ''' !!python/object -- /* */"#, #""\"\"\" ''' !!python/object -- /* */""#),
    ("\r\n${", #""\r\n$${""#),
  ])
  func literal(text: String, expected: String) {
    var writer = HCLWriter()
    writer.block("b") { $0.attribute("a", .string(text)) }
    let lines = String(decoding: writer.file(at: "x").bytes, as: UTF8.self)
    #expect(lines == "b {\n  a = \(expected)\n}\n")
  }

  @Test func layout() {
    var writer = HCLWriter()
    writer.comment("one\ntwo\u{2028}\u{202E}three")
    writer.block("resource", ["kind", "na\"me"]) { body in
      body.attribute("name", .string("x"))
      body.attribute("enabled", .boolean(true))
      body.attribute(
        "config", .map([HCLEntry("a", .integer(1)), HCLEntry("long.key", .null)]))
      body.attribute("after", .map([]))
      body.block("timeouts") { $0.attribute("create", .reference(["var", "t"])) }
      body.block("empty") { _ in }
    }
    writer.block("other") {
      $0.attribute(
        "object",
        .object([
          HCLEntry("a", .string("1")), HCLEntry("inner", .object([HCLEntry("b", .null)])),
          HCLEntry("longer", .string("2")), HCLEntry("c", .string("3")),
        ]))
    }
    #expect(
      String(decoding: writer.file(at: "x").bytes, as: UTF8.self) == """
        # one
        # two
        # three

        resource "kind" "na\\"me" {
          name    = "x"
          enabled = true

          config = {
            "a"        = 1
            "long.key" = null
          }

          after = {}

          timeouts {
            create = var.t
          }

          empty {}
        }

        other {
          object = {
            a = "1"
            inner = {
              b = null
            }
            longer = "2"
            c      = "3"
          }
        }

        """)
  }

  @Test func originsFollowEntries() {
    func span(_ at: Int) -> Span { Span(file: FileID(0), start: at, end: at) }
    var writer = HCLWriter()
    writer.comment("made")
    writer.block("r", origin: span(1)) { body in
      body.attribute(
        "m",
        .map([
          HCLEntry("a", .null), HCLEntry("b", .null, origin: span(2)), HCLEntry("c", .null),
        ]))
    }
    let file = writer.file(at: "x")
    #expect((1...8).map { file.origin(ofLine: $0)?.start } == [nil, nil, 1, 1, 1, 2, 1, 1])
  }
}
