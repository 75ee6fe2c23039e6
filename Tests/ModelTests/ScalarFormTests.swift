import Model
import Testing

@Suite struct ScalarFormTests {
  @Test(
    arguments: [
      ("30s", 30), ("5m", 300), ("12h", 43_200), ("30d", 2_592_000), ("7y", 220_752_000), ("", nil),
      ("s", nil), ("5", nil), ("0d", nil), ("-1d", nil), ("+1d", nil), ("1.5h", nil), ("1 d", nil),
      ("1D", nil), ("1w", nil), ("9223372036854775807y", nil), ("99999999999999999999s", nil),
    ] as [(String, Int?)])
  func durations(_ text: String, _ seconds: Int?) { #expect(Duration.seconds(text) == seconds) }

  @Test(
    arguments: [
      ("512Mi", "512Mi"), ("100Gi", "100Gi"), ("100G", "100Gi"), ("1Ki", "1Ki"), ("2T", "2Ti"),
      ("3Pi", "3Pi"), ("", nil), ("i", nil), ("Gi", nil), ("0Gi", nil), ("1.5Gi", nil), ("5", nil),
      ("5B", nil), ("5gi", nil), ("5Gii", nil), ("-5Gi", nil), ("5 Gi", nil),
    ] as [(String, String?)])
  func sizes(_ text: String, _ quantity: String?) { #expect(Size.quantity(text) == quantity) }

  @Test(arguments: [
    ("2026-12-31", true), ("2024-02-29", true), ("2000-02-29", true), ("2026-02-29", false),
    ("1900-02-29", false), ("2026-04-31", false), ("2026-13-01", false), ("2026-00-01", false),
    ("2026-01-00", false), ("2026-1-1", false), ("26-01-01", false), ("2026-12-31T00", false),
    ("2026/12/31", false), ("", false), ("2026-12-3a", false),
  ])
  func dates(_ text: String, _ legal: Bool) { #expect(isDate(text) == legal) }

  @Test(arguments: [
    ("h:1", true), ("broker-1.acme.internal:9093", true), ("10.0.0.1:65535", true),
    ("[fe80::1]:9092", true), ("h:0", false), ("h:65536", false), ("h", false), (":1", false),
    ("h:", false), ("h:x", false), ("a b:1", false), ("h..x:1", false), ("-h:1", false),
    ("h-:1", false), ("fe80::1:9092", false), ("[]:1", false), ("h\":1", false),
    ("300.1.1.1:1", false), ("1.2.3:1", false), ("5:1", false), ("3com.example:1", true),
  ])
  func hostsAndPorts(_ text: String, _ legal: Bool) { #expect(isHostPort(text) == legal) }

  @Test(arguments: [
    ("acme/model@main", "github.com", "acme/model", "main"),
    ("git.acme.internal/acme/model@release/1.x", "git.acme.internal", "acme/model", "release/1.x"),
    ("a/b.c_d-e@f", "github.com", "a/b.c_d-e", "f"),
  ])
  func repositories(_ text: String, _ host: String, _ path: String, _ branch: String) {
    let read = Repository(text)
    #expect(read?.host == host && read?.path == path && read?.branch == branch)
  }

  @Test(arguments: [
    "", "acme/model", "model@main", "a/b/c/d@main", "/model@main", "acme/@main", "acme/model@",
    "a b/c@main", "acme/../x@main", "-acme/model@main", "acme/model-@main", "acme/model@/main",
    "acme/model@main/", "acme/model@a//b", "acme/model@a..b", "acme/model@-x", "acme/./x@main",
    "acme/model@main.", "acme/mod$(x)@main", "acme/model@ma`in", "https://h/a/b@main",
    "acme/model.git@main", "acme/model@HEAD", "acme/model@refs/heads/main", "acme/model@a/.b",
    "acme/model@.a", "acme/model@a.lock", "acme/model@a.lock/b", "acme/mоdel@main",
    "300.1.1.1/acme/model@main", "-h/acme/model@main",
  ])
  func noRepositories(_ text: String) {
    #expect(Repository(text) == nil)
    #expect(Repository.problem(text) != nil)
  }

  @Test(arguments: [
    ("https://host", true), ("http://host:8081/path?x=1#y", true), ("s3://bucket/key", true),
    ("ftp://host", false), ("host", false), ("https://", false), ("https:///path", false),
    ("https://ho st", false), ("https://host/\"", false), ("https://host\n", false),
    ("javascript://x", false),
  ])
  func urls(_ text: String, _ legal: Bool) { #expect((urlProblem(text) == nil) == legal) }

  @Test(arguments: [
    ("crm.customers", "crm", "customers", false), ("crm.clicks_2026*", "crm", "clicks_2026", true),
    ("crm.*", "crm", "", true),
  ])
  func patterns(_ text: String, _ store: String, _ prefix: String, _ open: Bool) throws {
    let pattern = try #require(Pattern(text))
    #expect(pattern.store == store && pattern.prefix == prefix && pattern.open == open)
  }

  @Test(arguments: [
    "", "crm", ".x", "crm.", "*.x", "c*.x", "crm.a*b", "crm.**", "crm.a.b", "crm.a.*",
  ])
  func noPatterns(_ text: String) { #expect(Pattern(text) == nil) }

  /// What other implementations of XXH3 say: these hashes are in names that live as long as their tables.
  @Test func contentHashesArePublishedOnes() {
    #expect(ContentHash.hex([]) == "99aa06d3014798d86001c324468d497f")
    #expect(ContentHash.hex(Array("store__dataset".utf8)) == "e857b12c08bbc36d22af2ddbf4735b5f")
    #expect(
      ContentHash.hex(Array(repeating: UInt8(ascii: "x"), count: 64))
        == "445cabaf9820e986ac7d730b79ae9428")
    #expect(
      [UInt8]().withUnsafeBufferPointer { ContentHash.number($0) } == 0x2d06_8005_38d3_94c2)
  }
}
