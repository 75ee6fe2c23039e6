internal import ModelSamples

/// Pieces of YAML in any order: what no one writes, and what one slip makes of what people write.
enum Soup {
  private static let usual = [
    "a", "b", "key", "a: ", "b:", "kind: ", "ｆ: ", "- ", "-", "\n", "\n", "\n", "\n  ", "\n    ",
    "\n ",
    "\n   ", "  ", " ", ", ", ": ", " # c", "\"a\"", "'b'", "\"a b\"", "'it''s'", "|\n", ">\n",
    "|-\n", ">+\n", "|+\n", "---\n", "...\n", "\n---\n", "é", "漢", "0", "1", "x#y", "x:y", "a b",
    "(1,2)", "<x>", "{}", "[]", "\"\"", "''", "null", "a: b\n", "- a\n", "\n- ", "\na: ", "\n  b: ",
    "\n  - ", "\n    c: ", "{ a: b }", "[ a, b ]", "{ a: b, c }", "[\n a,\nb ]", "{ \"a\":b }",
    "{ a: [b, {c: d}] }", "\n\n", "\n \n", "x\n  y", "x\n\n  y", "\n  |\n", "\n# c\n",
    "\n  # c\n", "long text", "\n  x\n   y\n\n", "\na:\n", "\nb:\n- c\n- d\n",
    "\n  - a: b\n    c: d\n",
    "\n- - a\n  - b\n", "\na : b", "\n\"a\": b", "\n'a' : 'b'  #c", "\na: |\n  b\n  c\n",
    "\n  a: >-\n    b\n\n    c\n", "\na: \"b\n  c\"\n", "\na: b\n  c\n",
  ]
  private static let odd = [
    "[", "]", "{", "}", ",", ":", "#", " #", "\"", "'", "|", ">", "---", "...", "\\n", "\\", "\\\"",
    "\t",
    "\r\n", "? ", "?", "&a ", "*a", "!t ", "%", "%Y 1", "@", "`", "x::", "\u{85}", "\u{2028}",
    "\u{FEFF}",
    "\u{0}", "=", "~", ".", "..", "--", "_", "/", "+", "$", "^", ";", "{a: ", "[a, ", "#c\n",
    "\u{A0}",
  ]

  static func text(_ random: inout SplitMix) -> [UInt8] {
    var text = random.once(in: 30) ? "\u{FEFF}" : ""
    let rarity = random.pick([2, 10, 100])
    for _ in 0..<(1 + random.below(random.once(in: 8) ? 40 : 9)) {
      text += random.pick(random.once(in: rarity) ? odd : usual)
    }
    return Array(text.utf8)
  }
}
