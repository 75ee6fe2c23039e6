internal import Diagnostics

/// Completions of three shells, made from the declarations.
enum Completions {
  static let shells = ["bash", "fish", "zsh"]

  static func script(for shell: String) throws -> String {
    switch shell {
    case "bash": return bash
    case "fish": return fish
    case "zsh": return zsh
    default:
      let hint = nearest(to: shell, among: shells).map { "did you mean `\($0)`? " } ?? ""
      throw Failure.usage(
        "no completions for `\(shell)`", help: hint + "Shells: " + shells.joined(separator: ", "))
    }
  }

  private static var bash: String {
    var text = """
      _dsgen() {
        local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(verbs.joined(separator: " "))" -- "$word"))
          return
        fi
        case "$before" in

      """
    for flag in Flag.allCases where !flag.declaration.choices.isEmpty {
      let choices = flag.declaration.choices.joined(separator: " ")
      text +=
        "    --\(flag.name)) COMPREPLY=($(compgen -W \"\(choices)\" -- \"$word\")); return ;;\n"
    }
    text += "  esac\n  case \"${COMP_WORDS[1]}\" in\n"
    for verb in Verb.allCases {
      let words = (flags(verb).map { "--" + $0.name } + operandWords(verb))
      text += "    \(verb.rawValue)) COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\""
      text += " -- \"$word\")) ;;\n"
    }
    return text + "  esac\n}\ncomplete -o default -F _dsgen dsgen\n"
  }

  private static var fish: String {
    var text = "complete -c dsgen -e\n"
    for verb in Verb.allCases {
      let summary = quote(verb.declaration.summary)
      text += "complete -c dsgen -n __fish_use_subcommand -f -a \(verb.rawValue) -d \(summary)\n"
      let seen = "'__fish_seen_subcommand_from \(verb.rawValue)'"
      for flag in flags(verb) {
        let declaration = flag.declaration
        text += "complete -c dsgen -n \(seen) -l \(flag.name)"
        if let letter = declaration.letter { text += " -s \(letter)" }
        if !declaration.choices.isEmpty {
          text += " -x -a \(quote(declaration.choices.joined(separator: " ")))"
        } else if declaration.value != nil {
          text += " -r"
        }
        text += " -d \(quote(declaration.help))\n"
      }
      for word in operandWords(verb) { text += "complete -c dsgen -n \(seen) -f -a \(word)\n" }
    }
    return text
  }

  private static var zsh: String {
    var text = "#compdef dsgen\n_dsgen() {\n  if (( CURRENT == 2 )); then\n    local -a verbs=(\n"
    for verb in Verb.allCases {
      text += "      \(quote(verb.rawValue + ":" + verb.declaration.summary))\n"
    }
    text += "    )\n    _describe verb verbs\n    return\n  fi\n  case $words[2] in\n"
    for verb in Verb.allCases {
      text += "    \(verb.rawValue))\n      _arguments"
      for flag in flags(verb) { text += " \\\n        \(quote(zshSpec(flag)))" }
      let words = operandWords(verb)
      let operand = words.isEmpty ? "*:file:_files" : "*:word:(\(words.joined(separator: " ")))"
      text += " \\\n        \(quote(operand)) ;;\n"
    }
    return text + "  esac\n}\ncompdef _dsgen dsgen\n"
  }

  private static func zshSpec(_ flag: Flag) -> String {
    let declaration = flag.declaration
    let help = declaration.help.filter { $0 != "[" && $0 != "]" && $0 != ":" }
    let repeated = declaration.isRepeatable ? "*" : ""
    guard let value = declaration.value else { return "\(repeated)--\(flag.name)[\(help)]" }
    let choices = declaration.choices.joined(separator: " ")
    let action = choices.isEmpty ? "_files" : "(\(choices))"
    return "\(repeated)--\(flag.name)=[\(help)]:\(value.filter { $0 != ":" }):\(action)"
  }

  private static var verbs: [String] { Verb.allCases.map(\.rawValue) }

  private static func flags(_ verb: Verb) -> [Flag] { verb.declaration.flags + [.help] }

  private static func operandWords(_ verb: Verb) -> [String] {
    switch verb {
    case .help: verbs
    case .completions: shells
    default: []
    }
  }

  private static func quote(_ text: String) -> String {
    var result = "'"
    for character in text { result += character == "'" ? "'\\''" : String(character) }
    return result + "'"
  }
}
