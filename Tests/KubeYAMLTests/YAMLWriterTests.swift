import Diagnostics
import Emit
import Testing

@Suite struct YAMLWriterTests {
  private func bytes(_ node: YAMLNode) -> [UInt8] {
    var yaml = YAMLWriter()
    yaml.document(node)
    return yaml.file(at: "x.yaml").bytes
  }

  /// What a YAML 1.1 reader would not take for text, if it stood without quotes.
  private func isAmbiguous(_ text: String) -> Bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", ""]
    if words.contains(text.lowercased()) { return true }
    return text.utf8.first.map { $0 < UInt8(ascii: "/") || (48...57).contains($0) } ?? true
  }

  @Test func everyTextIsReadBackAsText() {
    for text in Fixture.hostileTexts {
      let node: YAMLNode = [
        "line": .text(text), "block": .block(text), "more": [.text(text), .block(text)],
        "deep": [[.block(text), ["a": .block(text)]]],
      ]
      let read = readYAML(bytes(node))?.first
      let found = read?.all.compactMap { value -> (String, Bool)? in
        if case .scalar(let text, let plain) = value { (text, plain) } else { nil }
      }
      #expect(
        found?.count == 6 && found?.allSatisfy { $0.0 == text } == true, "\(text.debugDescription)")
      #expect(
        found?.allSatisfy { !$0.1 || !isAmbiguous(text) } == true, "\(text.debugDescription)")
    }
  }

  @Test func everyTextMayBeAKey() {
    for text in Fixture.hostileTexts {
      let read = readYAML(bytes(.mapping([YAMLEntry(text, 1), YAMLEntry("z", 2)])))?.first
      #expect(read?.entries.map(\.key) == [text, "z"], "\(text.debugDescription)")
    }
  }

  @Test func layout() {
    let node: YAMLNode = [
      "a": 1, "empty": [:], "none": [],
      "list": [["x": true, "w": ["20Gi", .text("{\"a\": 1}")]], ["b", "c"], "d e"],
      "script": .block("one\n  two\n"),
      "noted": .mapping([YAMLEntry("k", "no", remark: "Why.")]),
    ]
    let expected = """
      a: 1
      empty: {}
      none: []
      list:
        - x: true
          w:
            - 20Gi
            - '{"a": 1}'
        -
          - b
          - c
        - d e
      script: |
        one
          two
      noted:
        # Why.
        k: "no"

      """
    #expect(String(decoding: bytes(node), as: UTF8.self) == expected)
  }

  @Test func linesKnowTheirOrigin() {
    let inner = Span(file: FileID(1), start: 1, end: 2)
    var yaml = YAMLWriter()
    yaml.document(
      .marked(Fixture.origin, ["a": 1, "b": .marked(inner, ["c": 2]), "d": [.marked(inner, "e")]]))
    yaml.document(["f": 3])
    let file = yaml.file(at: "x.yaml")
    let origins = (1...7).map(file.origin(ofLine:))
    #expect(
      origins == [Fixture.origin, inner, inner, Fixture.origin, inner, nil, nil])
  }
}
