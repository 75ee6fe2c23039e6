import Diagnostics
import Testing

/// What a fix takes away: `‹…›` is the item or the entry, and all of it has to go.
@Suite struct FixTests {
  @Test(arguments: [
    ("a:\n  - ‹x›  # why\n  - y\n", "a:\n  - y\n"),
    ("a:\n  - x\n  - ‹{ b: c }›", "a:\n  - x\n"),
    ("a:\r\n  - ‹x›\r\n  - y\r\n", "a:\r\n  - y\r\n"),
    ("# kept\na:\n  # kept\n  - ‹b: 1\n    c: 2›\n  - d\n", "# kept\na:\n  # kept\n  - d\n"),
    ("a: [‹x›, y, z]\n", "a: [y, z]\n"), ("a: [x, ‹y›, z]\n", "a: [x, z]\n"),
    ("a: [x, y, ‹z›]\n", "a: [x, y]\n"), ("a: [‹x›]\n", "a: []\n"),
    ("a: [\n  x,  # kept\n  ‹y›\n]\n", nil), ("a: [\n  x,\n  ‹y›,\n]\n", "a: [\n  x,\n]\n"),
    ("a:\n  - - ‹x›\n", nil), ("a: ‹x›\n", nil),
  ])
  func anItemGoesWhole(_ before: String, _ after: String?) {
    #expect(removed(before) { Fix(removingItem: $0) } == after)
  }

  @Test(arguments: [
    ("a: 1\n‹b: 2› # why\nc: 3\n", "a: 1\nc: 3\n"), ("{ a: 1, ‹b: 2› }\n", "{ a: 1 }\n"),
    ("{ ‹a: 1›, b: 2 }\n", "{ b: 2 }\n"), ("- a: 1\n  ‹b: 2›\n", "- a: 1\n"),
    ("- ‹a: 1›\n  b: 2\n", nil), ("‹a: x,›\nb: 1\n", "b: 1\n"),
  ])
  func anEntryGoesWhole(_ before: String, _ after: String?) {
    #expect(removed(before) { Fix(removingEntry: $0) } == after)
  }

  private func removed(_ marked: String, _ fix: (Span) -> Fix) -> String? {
    let parts = marked.split(omittingEmptySubsequences: false) { "‹›".contains($0) }
    let start = parts[0].utf8.count
    let end = start + parts[1].utf8.count
    var bytes = Array(parts.joined().utf8)
    let fix = fix(Span(file: FileID(0), start: start, end: end))
    guard let range = fix.range(in: bytes) else { return nil }
    bytes.replaceSubrange(range, with: fix.text.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }
}
