import DSLFrontend
import Diagnostics
import Model
import ModelSamples
import Testing

/// A model is read from strangers' pull requests: whatever the bytes, it ends soon and says what is
/// wrong, with one fault of syntax a file at most.
@Suite struct HostileInputTests {
  static let northwind = CaseModel.good.first { $0.testDescription == "northwind" }!

  /// Four thousand damaged files, in parts that run side by side.
  @Test(arguments: 0..<20) func damagedFiles(_ part: Int) throws {
    let files = try Self.northwind.files()
    for seed in (part * 200)..<(part * 200 + 200) {
      var random = SplitMix(seed: seed)
      let at = random.below(files.count)
      var bytes = files[at].bytes
      for _ in 0...random.below(4) { damage(&bytes, &random) }
      var damaged = files
      damaged[at] = SourceFile(path: files[at].path, bytes: bytes)
      // The whole model now and then, to go through the references too.
      expectSound(random.once(in: 10) ? damaged : [damaged[at]], "seed \(seed)")
    }
  }

  @Test func everyStartOfAFile() throws {
    let file = try #require(try Self.northwind.files().max { $0.bytes.count < $1.bytes.count })
    for length in stride(from: 0, to: file.bytes.count, by: max(1, file.bytes.count / 500)) {
      let cut = SourceFile(path: file.path, bytes: Array(file.bytes[..<length]))
      expectSound([cut], "\(length) bytes of \(file.path)")
    }
  }

  @Test(arguments: 0..<10) func randomBytes(_ part: Int) {
    for seed in (part * 100)..<(part * 100 + 100) {
      var random = SplitMix(seed: seed)
      let alphabet = Array("kind: Team\n- {}[],&*!|>'\"%@`#?~<()0aé\u{2028}\t\r".utf8)
      let bytes = (0..<random.below(300)).map { _ in
        random.once(in: 50) ? UInt8(random.below(256)) : random.pick(alphabet)
      }
      let start = random.once(in: 2) ? Array("kind: Datastore\n".utf8) : []
      expectSound([SourceFile(path: "r.yaml", bytes: start + bytes)], "seed \(seed)")
    }
  }

  /// The trap of commas in brackets mends what it can see; whatever stands behind it must not confuse it.
  @Test(arguments: [
    "{ a: decimal(18,2) }", "{ a: decimal(18,2): x }", "{ a: decimal(18,2): [x] }",
    "{ a: decimal(18,2): {x: y} }", "{ a: decimal(18,2): *x }",
    "{ a: decimal(18,2) not null, b: c }",
    "{ a: decimal(18, 2), 2): 3, b: int }", "{ a: decimal(18,", "{ a: decimal(18, }",
    "{ a: decimal(18,2)", "{ a: map<int, int>, b: struct<x int, y int> }", "{ a: (,,,,) }",
    "{ a: (, &x b: c) }", "{ a: (, !t b) }", "{ a: (, [b]) }", "{ a: (, {b: c}) }",
    "{ a: (, ? b) }",
    "{ a: (, 'b') }", "{ a: (, b: [c) }", "{ (,): x }", "{ (,) }", "{ a: { type: decimal(18,2) } }",
    "{ a: { type: decimal(18,2), [x]: y } }", "{ a: { type: decimal(18,2) [x] } }",
    "{ a: decimal(18,2) {x} }", "{ a: (, b) ? c : d }", "{ a: (,\n b) }", "{ a: (, b) : : }",
  ])
  func commasInBrackets(_ columns: String) {
    for tail in ["", "\n", "\n  next:\n    columns: { id: bigint }\n"] {
      let text = "kind: Datastore\nname: s\ndatasets:\n  d:\n    columns: \(columns)\(tail)"
      expectSound([SourceFile(path: "c.yaml", bytes: Array(text.utf8))], text)
    }
  }

  @Test(arguments: [
    String(repeating: "[", count: 10_000), String(repeating: "[", count: 200_000),
    String(repeating: "{a: ", count: 10_000), String(repeating: "- ", count: 10_000),
    String(repeating: "[{a: ", count: 10_000) + String(repeating: "}]", count: 10_000),
    (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    String(repeating: "? ", count: 10_000),
  ])
  func deepNesting(_ value: String) {
    for head in ["kind: Team\nname: core\nzone: EU\ncontacts:\n ", "kind: Team\nunknown:\n ", ""] {
      let file = SourceFile(path: "deep.yaml", bytes: Array((head + value + "\n").utf8))
      let took = ContinuousClock().measure { expectSound([file], String(value.prefix(10))) }
      #expect(took < .seconds(5))
      #expect(Frontend.load([file]).isPartial || value.hasPrefix("?"))
    }
  }

  @Test func anAliasBombIsNotUnfolded() {
    var text = "kind: Team\nname: core\nzone: EU\ndescription: &a0 ha\ncontacts:\n"
    for level in 1..<30 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "  k\(level): &a\(level) [\(items)]\n"
    }
    let file = SourceFile(path: "bomb.yaml", bytes: Array(text.utf8))
    let took = ContinuousClock().measure { expectSound([file], "bomb") }
    #expect(took < .seconds(5))
    let found = Frontend.load([file]).diagnostics
    #expect(found.contains { $0.code == "alias-not-supported" })
    #expect(found.count < 100)
  }

  @Test func hugeKeysAndValues() {
    let huge = String(repeating: "k", count: 1 << 20)
    for text in [
      "\(huge): 1\n", "kind: \(huge)\n", "kind: Team\n\(huge): 1\n", "kind: Team\nname: \(huge)\n",
      "kind: Team\n? \(huge)\n: 1\n", "kind: Team\n\"\(huge)\": 1\n",
      "kind: Team\nname: \"\(huge)\n",
      "kind: Team\ndescription: |\n  \(huge)\n", "kind: Team\n# \(huge)\nname: a\nzone: b\n",
      "kind: Team\nname: a\nzone: \(huge)\n", "kind: Team\n\"\(huge)\":\n",
      "kind: Suppressions\nsuppressions: [{ object: \(huge) }]\n",
      "kind: Team\nname: a\nzone: b\ncredentials: { \(huge): user-password }\n",
    ] {
      let file = SourceFile(path: "huge.yaml", bytes: Array(text.utf8))
      expectSound([file], String(text.prefix(30)))
      for finding in Frontend.load([file]).diagnostics {
        #expect(finding.message.utf8.count < 2000, "\(finding.code): \(finding.message.count)")
      }
    }
  }

  /// What holds for any input: places lie inside their files, and each file has one fault of syntax at most.
  private func expectSound(_ files: [SourceFile], _ what: String) {
    let loaded = Frontend.load(files)
    var broken = [Int](repeating: 0, count: files.count)
    let isOfNoKind = loaded.diagnostics.contains {
      ["kind-missing", "kind-unknown"].contains($0.code)
    }
    for finding in loaded.diagnostics {
      guard let span = finding.span else {
        Issue.record("\(what): \(finding.code) has no place")
        continue
      }
      for place in [span] + finding.labels.map(\.span) + (finding.fix.map { [$0.span] } ?? []) {
        let file = files[Int(place.file.index)]
        if place.start > place.end || Int(place.end) > file.bytes.count {
          Issue.record("\(what): \(finding.code) at \(place.start)-\(place.end) is outside")
        }
      }
      if ["yaml-syntax", "nesting-too-deep", "file-not-utf8", "file-has-nul"].contains(finding.code)
      {
        broken[Int(span.file.index)] += 1
      }
    }
    if broken.contains(where: { $0 > 1 }) {
      Issue.record("\(what): \(loaded.diagnostics.map(\.message))")
    }
    if loaded.isPartial != (broken.contains(1) || isOfNoKind) {
      Issue.record("\(what): partial without a reason, or none of it said")
    }
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let at = random.below(bytes.count + 1)
    switch random.below(6) {
    case 0 where at < bytes.count: bytes[at] = UInt8(random.below(256))
    case 1 where at < bytes.count: bytes[at] ^= 1 << UInt8(random.below(8))
    case 2:
      let pieces = [
        "[", "]", "{", "}", ",", ":", "- ", "? ", "&a ", "*a ", "!!str ", "<<: ", "|\n", ">\n", "'",
        "\"", "\n", "\t", "#", "---\n", "...\n", "%YAML 1.1\n", "\u{FEFF}", "\u{2028}", "(", ")",
        "decimal(18,2)", "é", "\u{1F600}", "\0", "\r", "null", "~", "    ", "kind: Team\n",
      ]
      bytes.insert(contentsOf: Array(random.pick(pieces).utf8), at: at)
    case 3:
      let end = min(bytes.count, at + random.below(40))
      bytes.removeSubrange(at..<end)
    case 4:
      let end = min(bytes.count, at + random.below(200))
      let piece = Array(bytes[at..<end])
      bytes.insert(contentsOf: piece, at: random.below(bytes.count + 1))
    default: bytes.removeSubrange(at...)
    }
  }
}
