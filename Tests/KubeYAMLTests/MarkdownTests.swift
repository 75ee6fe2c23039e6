import Emit
import Testing

@Suite struct MarkdownTests {
  @Test func textsAreEscaped() {
    let rows: [(String, String)] = [
      ("plain words, and more.", "plain words, and more."),
      ("prod-live", "prod-live"),
      ("a*b_c`d`[e](f)|g\\", "a\\*b\\_c\\`d\\`\\[e\\](f)\\|g\\\\"),
      ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
      ("# a", "\\# a"), ("- a", "\\- a"), ("1. a", "1\\. a"), ("+ a", "\\+ a"), ("===", "\\==="),
      ("a\nb", "a b"), ("a\u{0}b\u{202E}", "a⟨U+0000⟩b⟨U+202E⟩"), ("😀é", "😀é"),
      ("a\u{2028}b", "a⟨U+2028⟩b"), ("~~x~~", "\\~\\~x\\~\\~"),
    ]
    for (text, expected) in rows { #expect(MarkdownText.text(text) == expected) }
  }

  @Test func codeCannotBeLeft() {
    let rows: [(String, String, String)] = [
      ("a", "`a`", "`a`"), ("", "", ""), ("a`b", "``a`b``", "``a`b``"),
      ("`", "`` ` ``", "`` ` ``"), ("``a", "``` ``a ```", "``` ``a ```"),
      ("a|b", "`a|b`", "`a\\|b`"), (" a ", "`  a  `", "`  a  `"), (" ", "` `", "` `"),
      ("a\nb", "`a b`", "`a b`"), ("<b>", "`<b>`", "`<b>`"),
    ]
    for (text, plain, inTable) in rows {
      #expect(MarkdownText.code(text) == plain)
      #expect(MarkdownText.code(text, inTable: true) == inTable)
    }
  }

  @Test func fencesAreLongerThanWhatTheyHold() {
    var page = MarkdownWriter()
    page.fence("sh", "a\n````\nb")
    page.paragraph(["x"])
    let text = String(decoding: page.file(at: "x.md").bytes, as: UTF8.self)
    #expect(text == "`````sh\na\n````\nb\n`````\n\nx\n")
  }

  @Test func shellWords() {
    let rows = [
      ("a-b_c.d/e", "a-b_c.d/e"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"),
      ("$(x)", "'$(x)'"), ("~", "'~'"), ("a\nb", "'a\nb'"),
    ]
    for (word, quoted) in rows { #expect(ShellWord.quote(word) == quoted) }
  }
}
