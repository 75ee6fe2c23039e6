public import Diagnostics

/// The pages of the rules: what `docs/diagnostics` holds, made from the rules themselves.
public enum RulePages {
  /// The page of one rule, in Markdown.
  public static func page(_ rule: Rule) -> String {
    """
    # \(rule.code)

    \(rule.summary)

    \(wrapped("Severity: \(rule.severity.name)\(rule.status == .preview ? ", a preview" : ""). " + rule.setting))

    ## Why

    \(wrapped(rule.why))
    \(rule.wrong.isEmpty ? "" : examples(rule))
    """
  }

  private static func examples(_ rule: Rule) -> String {
    """
    \(rule.before.map(before) ?? "")
    ## Wrong

    ```yaml
    \(shown(rule.wrong))
    ```

    ## Right

    ```yaml
    \(shown(rule.right))
    ```

    \(rule.before == nil ? "Both" : "All") are parts of a model. A test puts them beside the rest of one, and sees that the \(rule.before == nil ? "first" : "wrong one") is found
    and the \(rule.before == nil ? "second" : "right one") is not.

    """
  }

  /// What a change is proposed to.
  private static func before(_ model: String) -> String {
    """

    ## Before

    ```yaml
    \(model.isEmpty ? "# the rest of the model" : shown(model))
    ```

    """
  }

  /// The list of all rules, in Markdown.
  public static func index(_ rules: [Rule]) -> String {
    var text = """
      # Diagnostics

      Everything that `dsgen check` can say, by its code. A finding shows its code, its place in the model,
      what is wrong and what to do. Errors stop every command that writes; warnings and notes do not.
      The Ecosystem's `rules:` makes a warning or a note an error, or switches it off; errors stay errors.
      How findings are settled, kept quiet about and mended: [findings.md](findings.md).

      | code | severity | what is wrong |
      |---|---|---|

      """
    for rule in rules.sorted(by: { $0.code < $1.code }) {
      text +=
        "| [\(rule.code)](diagnostics/\(rule.code).md) | \(kind(rule)) | \(cell(rule.summary)) |\n"
    }
    return text
  }

  private static func kind(_ rule: Rule) -> String {
    rule.severity.name + (rule.status == .preview ? ", preview" : "")
  }

  /// An example as a page shows it: what cannot be seen is written out, long lines are cut.
  private static func shown(_ model: String) -> String {
    var lines: [String] = []
    for line in model.split(separator: "\n", omittingEmptySubsequences: false) {
      var text = ""
      for scalar in line.unicodeScalars {
        switch scalar {
        case "\t": text += "→"
        case "\u{0}": text += "␀"
        case _ where scalar.value < 32: text += "·"
        default: text.unicodeScalars.append(scalar)
        }
      }
      lines.append(text.count > 160 ? text.prefix(120) + " … " + text.suffix(30) : text)
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  static func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "|" { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// Breaks a paragraph into lines of at most 100 characters.
  static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + 1 + word.count > 100 {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(line) }
    return lines.joined(separator: "\n")
  }
}
