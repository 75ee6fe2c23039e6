import Testing

@testable import Terraform

/// Values that Kafka Connect reads: references, patterns, replacements.
struct ConnectValueTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("${topic} ${x", "${topic} ${x"),
    ("${env:PATH}", "\u{FFFD}{env:PATH}"),
    (
      "${dir:/mnt/secrets/other:PASSWORD} ${a:b}",
      "\u{FFFD}{dir:/mnt/secrets/other:PASSWORD} \u{FFFD}{a:b}"
    ),
    ("$${file:/etc/x:y}", "$\u{FFFD}{file:/etc/x:y}"),
    ("${${env:A}", "\u{FFFD}{\u{FFFD}{env:A}"),
    ("${a} : }", "${a} : }"),
  ])
  func textIsNoReference(text: String, expected: String) {
    #expect(ConnectValue.text(text).rendered == expected)
  }

  @Test func meantReferencesStay() {
    let own = "${dir:/mnt/secrets/s:USER}"
    #expect(ConnectValue.secret("s", "USER").rendered == own)
    #expect((ConnectValue.text("${") + .secret("s", "USER")).rendered == "\u{FFFD}{" + own)
    #expect((.secret("s", "USER") + ConnectValue.text(":x}")).rendered == own + ":x}")
  }

  @Test(arguments: [
    ("app.orders", #"app\.orders"#),
    ("Order Details", #"Order\x20Details"#),
    (#"a,b;c:d"#, #"a\x2Cb\x3Bc\x3Ad"#),
    (#"${x}|(y)*\"#, #"\$\{x\}\|\(y\)\*\\"#),
    ("é\u{1F600}\n", #"\xE9\x{1F600}\x0A"#),
  ])
  func pattern(text: String, expected: String) {
    #expect(JavaRegex.literal(text) == expected)
  }

  @Test func replacement() {
    #expect(JavaRegex.replacement(#"a$1\b"#) == #"a\$1\\b"#)
  }
}
