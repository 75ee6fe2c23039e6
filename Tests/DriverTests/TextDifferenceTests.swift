import History
import Testing

@Suite struct TextDifferenceTests {
  private func unified(_ old: String?, _ new: String?) throws -> String {
    let text = try TextDifference.unified(
      old: old.map { Array($0.utf8) }, new: new.map { Array($0.utf8) }, path: "a b/c.sql")
    // The names of the two contents say nothing to a reader.
    return String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .filter { !$0.hasPrefix("index ") }.joined(separator: "\n")
  }

  @Test func aLine() throws {
    let lines = (1...9).map { "line \($0)\n" }.joined()
    #expect(
      try unified(lines, lines.replacing("line 5", with: "line five")) == """
        diff --git a/a b/c.sql b/a b/c.sql
        --- a/a b/c.sql
        +++ b/a b/c.sql
        @@ -2,7 +2,7 @@ line 1
         line 2
         line 3
         line 4
        -line 5
        +line five
         line 6
         line 7
         line 8

        """)
  }

  @Test func newAndGoneAndEmpty() throws {
    #expect(try unified(nil, "one\n").contains("new file mode"))
    #expect(try unified("one\n", nil).contains("deleted file mode"))
    #expect(try unified("", "one\n").hasSuffix("@@ -0,0 +1 @@\n+one\n"))
    #expect(try unified("one\n", "").hasSuffix("@@ -1 +0,0 @@\n-one\n"))
    #expect(try unified("one", "one\n").hasSuffix("-one\n\\ No newline at end of file\n+one\n"))
    #expect(try unified("one\n", "one\n") == "")
    #expect(try unified(nil, nil) == "")
  }
}
