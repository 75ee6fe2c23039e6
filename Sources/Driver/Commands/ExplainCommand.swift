internal import Diagnostics
internal import Present

/// `dsgen explain CODE`: the page of a diagnostic.
enum ExplainCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let rules = Judged.rules
    guard let code = context.operand(0) else {
      let width = (rules.map(\.code.count).max() ?? 0) + 2
      for rule in rules {
        let pad = String(repeating: " ", count: width - rule.code.count)
        let mark = rule.status == .preview ? " (preview)" : ""
        try context.console.out.write(rule.code + pad + rule.summary + mark + "\n")
      }
      return .clean
    }
    guard let rule = rules.first(where: { $0.code == code }) else {
      let near = nearest(to: code, among: rules.map(\.code))
      throw Failure.usage(
        "there is no diagnostic `\(code)`",
        help: (near.map { "did you mean `\($0)`? " } ?? "") + "`dsgen explain` lists them")
    }
    try context.console.out.write(page(rule))
    return .clean
  }

  private static func page(_ rule: Rule) -> String {
    let mark = rule.status == .preview ? ", preview" : ""
    var text = "\(rule.code) (\(rule.severity.name)\(mark))\n\n\(rule.summary)\n\n\(rule.why)\n"
    text += "\n\(rule.setting)\n"
    if !rule.wrong.isEmpty { text += "\nwrong:\n\n" + indented(rule.wrong) }
    if !rule.right.isEmpty { text += "\nright:\n\n" + indented(rule.right) }
    return text
  }

  /// The examples as they would be typed: a character that a terminal would act on is shown.
  private static func indented(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { line in
      var shown = ""
      for scalar in line.unicodeScalars {
        if scalar.properties.generalCategory == .control {
          shown += scalar == "\t" ? "→" : "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          shown.unicodeScalars.append(scalar)
        }
      }
      return "    " + shown + "\n"
    }.joined()
  }
}
