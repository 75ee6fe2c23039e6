internal import Diagnostics

/// A command line taken apart: a verb, its operands, its options.
struct Arguments: Sendable {
  let verb: Verb
  private(set) var operands: [String] = []
  private var values: [Flag: [String]] = [:]

  /// All values of an option, in the order in which they were given.
  func all(_ flag: Flag) -> [String] { values[flag] ?? [] }

  /// The last value of an option: a later one overrides.
  func last(_ flag: Flag) -> String? { values[flag]?.last }

  func has(_ flag: Flag) -> Bool { values[flag] != nil }

  /// - Parameters:
  ///   - words: the arguments without the program's name.
  ///   - environment: options that were not given are taken from `DSGEN_…`.
  init(_ words: [String], environment: [String: String]) throws {
    var words = words[...]
    guard let first = words.popFirst() else {
      throw Failure.usage("no command given", help: "`dsgen help` lists them")
    }
    switch first {
    case "-h", "--help": verb = .help
    case "-V", "--version": verb = .version
    default: verb = try Self.verb(first)
    }
    try take(words)
    try takeEnvironment(environment)
    let declared = verb.declaration.operands
    if has(.help) { return }
    if operands.count > declared.count {
      throw usage("`\(operands[declared.count])` is one argument too many")
    }
    if let missing = declared.dropFirst(operands.count).first(where: \.isRequired) {
      throw usage("\(missing.name) is missing")
    }
  }

  private static func verb(_ word: String) throws -> Verb {
    if let verb = Verb(rawValue: word) { return verb }
    let near = nearest(to: word, among: Verb.allCases.map(\.rawValue))
    let hint = near.map { "did you mean `\($0)`? " } ?? ""
    throw Failure.usage("there is no command `\(word)`", help: hint + "`dsgen help` lists them")
  }

  private mutating func take(_ words: ArraySlice<String>) throws {
    var words = words
    while let word = words.popFirst() {
      if word == "--" {
        operands += words
        return
      }
      if word == "-" || !word.hasPrefix("-") {
        operands.append(word)
      } else if word.hasPrefix("--") {
        let name = word.dropFirst(2).prefix { $0 != "=" }
        let attached = word.dropFirst(2 + name.count + 1)
        let hasValue = word.utf8.count > 2 + name.utf8.count
        let flag = try flag(String(name))
        try take(flag, hasValue ? String(attached) : nil, from: &words, written: "--\(name)")
      } else {
        try takeLetters(word, from: &words)
      }
    }
  }

  /// `-j4`, `-j 4`, `-q`.
  private mutating func takeLetters(_ word: String, from words: inout ArraySlice<String>) throws {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      let flags = verb.declaration.flags + [.help]
      guard let flag = flags.first(where: { $0.declaration.letter == letter }) else {
        throw usage("there is no option `-\(letter)`")
      }
      let rest = flag.declaration.value != nil && !letters.isEmpty ? String(letters) : nil
      try take(flag, rest, from: &words, written: "-\(letter)")
      if rest != nil { return }
    }
  }

  private mutating func take(
    _ flag: Flag, _ attached: String?, from words: inout ArraySlice<String>, written: String
  ) throws {
    let declaration = flag.declaration
    guard let name = declaration.value else {
      if attached != nil { throw usage("`\(written)` takes no value") }
      values[flag] = []
      return
    }
    guard let value = attached ?? words.popFirst() else {
      throw usage("`\(written)` wants a value: \(name)")
    }
    try check(flag, value, written: written)
    values[flag, default: []].append(value)
  }

  private mutating func takeEnvironment(_ environment: [String: String]) throws {
    for flag in verb.declaration.flags where values[flag] == nil {
      guard let variable = flag.declaration.environment, let text = environment[variable],
        !text.isEmpty
      else { continue }
      if flag.declaration.value == nil {
        if !["0", "false", "no", "off"].contains(text.lowercased()) { values[flag] = [] }
        continue
      }
      let items =
        flag.declaration.isRepeatable ? text.split(separator: ",").map(String.init) : [text]
      for item in items { try check(flag, item, written: variable) }
      values[flag] = items
    }
  }

  private func check(_ flag: Flag, _ value: String, written: String) throws {
    if value.isEmpty {
      throw usage("`\(written)` wants a value, not an empty one: \(flag.declaration.value ?? "")")
    }
    if flag == .format { _ = try Formats.parse(value) }
    let choices = flag.declaration.choices
    if choices.isEmpty || choices.contains(value) { return }
    throw usage(
      "`\(value)` is nothing that `\(written)` knows",
      help: "one of " + choices.joined(separator: ", "))
  }

  private func flag(_ name: String) throws -> Flag {
    let known = verb.declaration.flags + [.help]
    if let flag = known.first(where: { $0.name == name }) { return flag }
    if Flag.allCases.contains(where: { $0.name == name }) {
      throw usage("`dsgen \(verb.rawValue)` has no option `--\(name)`")
    }
    let near = nearest(to: name, among: known.map(\.name))
    throw usage(
      "there is no option `--\(name)`", help: near.map { "did you mean `--\($0)`?" })
  }

  private func usage(_ message: String, help: String? = nil) -> Failure {
    let page = "`dsgen help \(verb.rawValue)` shows how it is used"
    return .usage(message, help: help.map { $0 + "; " + page } ?? page)
  }
}
