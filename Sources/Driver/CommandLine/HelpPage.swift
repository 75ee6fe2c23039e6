/// Help texts, made from the declarations.
enum HelpPage {
  static let overview: String = {
    var text = """
      dsgen compiles a model of an estate's data into the files that its platforms run.

      usage: dsgen VERB [ARGUMENTS] [OPTIONS]

      verbs:

      """
    text += table(Verb.allCases.map { ($0.rawValue, $0.declaration.summary) })
    text += "\noptions of every verb that reads a model:\n" + options(Flag.everywhere)
    text += """

      `dsgen help VERB` shows the rest. An option that is not given is taken from its variable.

      exit codes: 0 clean · 1 findings · 2 usage or unreadable input · 3 differences ·
        4 refused · 5 over the deletion budget · 70 a bug in dsgen · 74 the disk · 130 interrupted

      """
    return text
  }()

  static func page(_ verb: Verb) -> String {
    let declaration = verb.declaration
    let operands = declaration.operands.map { " " + $0.text }.joined()
    let flags = declaration.flags
    var text = "usage: dsgen \(verb.rawValue)\(operands)\(flags.isEmpty ? "" : " [OPTIONS]")\n\n"
    text += wrap(declaration.summary, margin: 0)
    for paragraph in declaration.details { text += "\n" + wrap(paragraph, margin: 0) }
    if !flags.isEmpty { text += "\noptions:\n" + options(flags) }
    if !declaration.examples.isEmpty {
      text += "\nexamples:\n"
      for (command, meaning) in declaration.examples { text += "  \(command)\n      \(meaning)\n" }
    }
    return text
  }

  private static func options(_ flags: [Flag]) -> String {
    table(
      flags.map { flag in
        let declaration = flag.declaration
        let letter = declaration.letter.map { "-\($0), " } ?? "    "
        let value = declaration.value.map { " " + $0 } ?? ""
        return (letter + "--" + flag.name + value, describe(declaration))
      })
  }

  private static func describe(_ declaration: Flag.Declaration) -> String {
    var text = declaration.help
    if !declaration.choices.isEmpty {
      text += " One of " + declaration.choices.joined(separator: ", ") + "."
    }
    if declaration.isRepeatable { text += " May be given again." }
    if let value = declaration.defaultText { text += " [default: \(value)]" }
    if let variable = declaration.environment { text += " [\(variable)]" }
    return text
  }

  private static func table(_ rows: [(String, String)]) -> String {
    let width = min(30, (rows.map(\.0.count).max() ?? 0) + 2)
    return rows.map { name, meaning in
      let pad = String(repeating: " ", count: max(2, width - name.count))
      return "  " + name + pad + wrap(meaning, margin: width + 2)
    }.joined()
  }

  /// Breaks text between words at 96 columns; the first line stands behind `margin` columns.
  private static func wrap(_ text: String, margin: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + word.count + 1 + margin > 96 {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] += " " + word
      }
    }
    let indent = "\n" + String(repeating: " ", count: margin)
    return lines.joined(separator: indent) + "\n"
  }
}
