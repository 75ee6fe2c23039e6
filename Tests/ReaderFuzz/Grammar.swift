internal import ModelSamples

/// Files as people write them, with their slips: a grammar that keeps to the forms that the fast reader
/// takes, and goes over their border now and then.
struct Grammar {
  private var random: SplitMix
  private var text = ""
  private var lineBreak = "\n"
  /// How rare a slip is: one in so many places.
  private let slips: Int

  static func text(_ random: inout SplitMix) -> [UInt8] {
    var grammar = Grammar(&random)
    grammar.file()
    return Array(grammar.text.utf8)
  }

  private init(_ random: inout SplitMix) {
    self.random = SplitMix(seed: random.below(1 << 60))
    slips = random.pick([40, 300, 5000])
    if random.once(in: 60) { lineBreak = "\r\n" }
  }

  private var slip: Bool {
    mutating get { random.once(in: slips) }
  }

  private mutating func file() {
    if random.once(in: 30) { text += "\u{FEFF}" }
    if random.once(in: 4) { noise(0) }
    for number in 0..<(1 + (random.once(in: 3) ? random.below(4) : 0)) {
      if number > 0 || random.once(in: 3) {
        text += "---" + (random.once(in: 8) ? "  # next" : slip ? " a: b" : "")
        newLine()
      }
      switch random.below(12) {
      case 0 where slip: text += plain()
      case 0: break
      case 1: sequence(0, 0)
      case 2:
        flow(0)
        newLine()
      default: mapping(0, 0)
      }
      if random.once(in: 6) {
        text += "..."
        newLine()
      }
    }
    if random.once(in: 4), text.hasSuffix(lineBreak) { text.removeLast() }
    if random.once(in: 20) { text += "  " }
  }

  /// The end of a line, with what may stand there.
  private mutating func newLine() {
    if random.once(in: 12) { text += random.pick([" # note", "   # a: b", "  ", " ", " #"]) }
    if slip { text += random.pick(["#x", "\t", " x", " : y", ",", "\t# t"]) }
    text += lineBreak
    if random.once(in: 12) { noise(random.below(8)) }
  }

  /// Lines that say nothing.
  private mutating func noise(_ indent: Int) {
    for _ in 0...random.below(2) {
      text += random.pick(
        ["", "", " ", "    ", "# comment", "  # comment: a", "\t"].dropLast(slip ? 0 : 1))
      text += lineBreak
    }
  }

  private mutating func pad(_ indent: Int) {
    let moved = slip ? max(0, indent + random.below(5) - 2) : indent
    text += String(repeating: " ", count: moved)
  }

  private mutating func mapping(_ indent: Int, _ depth: Int, inline: Bool = false) {
    for number in 0..<(1 + random.below(4)) {
      if number > 0 || !inline { pad(indent) }
      text += key()
      text += slip ? random.pick([" :", ":", " "]) : random.once(in: 15) ? " :" : ":"
      value(indent, depth)
    }
  }

  private mutating func sequence(_ indent: Int, _ depth: Int, inline: Bool = false) {
    for number in 0..<(1 + random.below(3)) {
      if number > 0 || !inline { pad(indent) }
      text += "-"
      if random.once(in: 10) {
        newLine()
        continue
      }
      let gap = random.pick([1, 1, 1, 3])
      text += String(repeating: " ", count: gap)
      switch random.below(depth > 4 ? 2 : 5) {
      case 0, 1: scalar(indent)
      case 2: mapping(indent + 1 + gap, depth + 1, inline: true)
      case 3: sequence(indent + 1 + gap, depth + 1, inline: true)
      default:
        flow(depth)
        newLine()
      }
    }
  }

  /// What stands behind a colon.
  private mutating func value(_ indent: Int, _ depth: Int) {
    let deeper = indent + random.pick([2, 2, 2, 1, 4])
    switch random.below(depth > 5 ? 4 : 11) {
    case 0, 1, 2:
      text += random.pick([" ", " ", "  ", "      "])
      scalar(indent)
    case 3: newLine()
    case 4:
      text += " "
      flow(depth)
      newLine()
    case 5:
      newLine()
      sequence(random.once(in: 2) ? indent : deeper, depth + 1)
    case 6:
      newLine()
      pad(deeper)
      scalar(indent)
    case 7 where slip:
      text += " "
      sequence(deeper, depth + 1, inline: true)
    default:
      newLine()
      mapping(deeper, depth + 1)
    }
  }

  // MARK: scalars

  private mutating func key() -> String {
    if random.once(in: 60) {
      return String(repeating: "k", count: random.pick([1000, 1022, 1023, 1024, 1025, 1100]))
    }
    let word = random.pick(["a", "name", "kind", "x y", "b_1", "é", "a.b", "-x", "1", "a#b", "c:d"])
    switch random.below(12) {
    case 0: return "\"\(word)\""
    case 1: return "'\(word)'"
    case 2 where slip:
      return random.pick(["? a", "<<", "&k a", "*k", "[a]", "{a: b}", "", "\"a\nb\""])
    default: return word
    }
  }

  /// A scalar of block context, up to the end of its line.
  private mutating func scalar(_ indent: Int) {
    switch random.below(10) {
    case 0, 1: text += quoted(indent)
    case 2: block(indent)
    case 3:
      text += plain()
      for _ in 0...random.below(3) { further(indent) }
    default: text += plain()
    }
    newLine()
  }

  /// One more line of a plain scalar.
  private mutating func further(_ indent: Int) {
    if random.once(in: 6) { text += " " }
    text += String(repeating: lineBreak, count: 1 + (random.once(in: 5) ? random.below(3) : 0))
    if slip { text += "# comment" + lineBreak }
    pad(indent + random.pick([1, 2, 2, 4]))
    text += plain()
  }

  private mutating func plain() -> String {
    let words = [
      "a", "bigint", "not null", "varchar(20)", "decimal(18,2)", "x#y", "http://h/p?q=1", "a:b",
      "é à",
      "-1", "1.5", "true", "~", "a  b", "map<int, int>", "[x", "{y", "a]", "b}", "it's", "\"q",
      "`", "@x", "%x", "!t", "&a", "*b", "|", ">", "---", "...", "a: b", "x #c", ":", "::", ":x",
      "?x", "? x", "- ",
      "=", "\u{85}", "\u{A0}", "漢字", "-", "--", ",", ", x",
    ]
    // The first ones are harmless.
    let harmless = 16
    var text = words[random.below(random.once(in: slips / 2) ? words.count : harmless)]
    while random.once(in: 3) {
      text += random.pick([" ", " ", "  ", ""])
      text += words[random.below(random.once(in: slips / 2) ? words.count : harmless)]
    }
    return text
  }

  private mutating func quoted(_ indent: Int) -> String {
    let isSingle = random.once(in: 2)
    let quote = isSingle ? "'" : "\""
    var inside = ""
    for _ in 0..<random.below(5) {
      let breaks =
        random.pick(["", " ", "  "]) + String(repeating: lineBreak, count: 1 + random.below(2))
        + String(repeating: " ", count: random.once(in: 5) ? 0 : indent + random.below(4))
      inside += random.pick(
        ["a", "a: b", " # c", "  ", "'", "\"", "é", "[", "}", "x,", "- ", "---", "..."]
          + (isSingle
            ? ["''", "\\"]
            : ["\\\"", "\\n", "\\\\", "\\/", "\\t", "\\ ", "\\x41", "\\u00e9", "\\0"])
          + [breaks, breaks])
      if !slip {
        // Keeps the quote from ending too early.
        inside = isSingle ? inside.replacing("'", with: "''") : inside
        if !isSingle, inside == "\"" { inside = "x" }
      }
    }
    return quote + inside + (slip ? "" : quote) + (slip ? random.pick(["#", "x", ":", " y"]) : "")
  }

  private mutating func block(_ indent: Int) {
    text += random.pick(["|", ">"])
    text +=
      slip ? random.pick(["2", "1-", "x", "+ x", "0", "#"]) : random.pick(["", "", "-", "+"])
    newLine()
    let deep = indent + random.pick([1, 2, 2, 4])
    for _ in 0..<random.below(5) {
      switch random.below(6) {
      case 0: text += String(repeating: " ", count: random.below(deep + 3))
      case 1: text += String(repeating: " ", count: deep) + " more " + plain()
      default:
        pad(deep)
        text += random.pick([plain(), "# no comment", "- x", "a: b", "---", "text  "])
      }
      text += lineBreak
    }
  }

  // MARK: brackets

  private mutating func flow(_ depth: Int) {
    let isMapping = random.once(in: 2)
    text += isMapping ? "{" : "["
    gap()
    let count = random.below(4)
    for number in 0..<count {
      if isMapping {
        text += key()
        if !random.once(in: 12) {
          text += random.pick([": ", ": ", ":  ", " : ", ":"])
          if random.once(in: 12) { gap() }
          if !random.once(in: 10) { item(depth) }
        }
      } else {
        item(depth)
      }
      gap()
      if number < count - 1 || random.once(in: 10) {
        text += slip ? random.pick(["", ",,", ";"]) : ","
        gap()
      }
    }
    text += slip ? random.pick(["", "]", "}"]) : isMapping ? "}" : "]"
    if slip { text += random.pick([": x", "x", "#", " #"]) }
  }

  private mutating func item(_ depth: Int) {
    switch random.below(depth > 4 ? 5 : 7) {
    case 0: text += quoted(0)
    case 1...4:
      text += plain().replacing(",", with: "").replacing("[", with: "").replacing("{", with: "")
      if random.once(in: 12) { further(0) }
    default: flow(depth + 1)
    }
    if slip { text += random.pick([": x", " y", "\"z\"", " # c"]) }
  }

  /// Between the parts of a collection in brackets.
  private mutating func gap() {
    switch random.below(14) {
    case 0: text += lineBreak + String(repeating: " ", count: random.below(6))
    case 1: text += " # c" + lineBreak + String(repeating: " ", count: random.below(6))
    case 2: text += ""
    case 3: text += "  "
    default: text += " "
    }
  }
}
