/// A piece of a line of Markdown.
public indirect enum MarkdownInline: Sendable {
  /// Words as they are: no character of them formats anything.
  case text(String)
  /// `code`
  case code(String)
  /// **strong**
  case strong([MarkdownInline])
  /// Constant Markdown of dsgen's own.
  case constant(StaticString)
}

extension MarkdownInline: ExpressibleByStringLiteral {
  public init(stringLiteral value: StaticString) { self = .constant(value) }
}

/// Escapes for Markdown (CommonMark with GitHub's tables).
public enum MarkdownText {
  /// One line that reads as the text: formatting and HTML characters are escaped, line breaks become
  /// spaces, and what can't be seen or turns the reading order is named.
  public static func text(_ text: String) -> String {
    var result = ""
    var atWord = true
    for scalar in shown(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case _ where always.contains(scalar) || (atWord && atWordStart.contains(scalar)):
        result += "\\" + String(scalar)
      default: result += String(scalar)
      }
      // `1.` and `1)` begin a list only after digits at the start of a word.
      let isDigit = scalar.value >= 0x30 && scalar.value <= 0x39
      atWord = scalar == " " || (atWord && isDigit)
    }
    return result
  }

  /// A code span that shows the text.
  /// - Parameter inTable: a bar would end the cell, even in code.
  public static func code(_ text: String, inTable: Bool = false) -> String {
    let content = shown(text)
    if content.isEmpty { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: content) + 1)
    // By scalar, not by Character: a combining mark must not hide a backtick, a blank or a bar.
    let scalars = content.unicodeScalars
    let blank = scalars.allSatisfy { $0 == " " }
    let needsSpace =
      scalars.first == "`" || scalars.last == "`"
      || (!blank && scalars.first == " " && scalars.last == " ")
    let space = needsSpace ? " " : ""
    var safe = ""
    for scalar in scalars { safe += inTable && scalar == "|" ? "\\|" : String(scalar) }
    return fence + space + safe + space + fence
  }

  /// The longest run of a character: a fence must be longer.
  static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// The text on one line, with invisible characters named: `⟨U+202E⟩`.
  static func shown(_ text: String, keepLines: Bool = false) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        result.append(keepLines ? "\n" : " ")
      } else if scalar == "\t" || scalar == "\r" {
        result.append(" ")
      } else if YAMLScalar.isVisible(scalar) {
        result.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        result.append(contentsOf: "⟨U+\(padding)\(digits)⟩".unicodeScalars)
      }
    }
    return String(result)
  }

  private static let always = Array("\\`*_[]|~$!".unicodeScalars)
  private static let atWordStart = Array("#-+=.):@".unicodeScalars)
}
