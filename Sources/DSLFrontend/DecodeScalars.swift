internal import Diagnostics
internal import Model

extension Decoder {
  /// Reads a scalar of a declared type; nil, and a diagnostic, if it is not one.
  mutating func scalar(_ scalar: Scalar, _ event: YAMLEvent, brackets: YAMLEvent.Kind?)
    throws(YAMLFailure) -> Cell?
  {
    var end = event.end
    var symbol: Symbol
    if let brackets, event.plain, let closing = cutByComma(event) {
      let fixed = onOneLine(event.start, closing)
      report(
        .flowComma, "inside brackets a comma ends the value", event.start, closing,
        help: "quote it: \"\(fixed)\", or put it on its own line",
        fix: Fix(Span(file: file, start: event.start, end: closing), replaceWith: "\"\(fixed)\""))
      symbol = arena.text.intern(fixed)
      end = closing
      try passCut(to: closing, inMapping: brackets == .mapping)
    } else {
      symbol = self.symbol(event)
    }
    guard valid(symbol, as: scalar, plain: event.plain, event.start, end) else { return nil }
    return Cell(
      field: 0, form: .text, value: symbol.index, start: UInt32(event.start), end: UInt32(end))
  }

  /// Whether a plain value inside brackets was cut by a comma: the end of what was meant.
  func cutByComma(_ event: YAMLEvent) -> Int? {
    var at = event.end
    guard at < bytes.count, bytes[at] == UInt8(ascii: ",") else { return nil }
    var round = 0
    var angle = 0
    arena.text.withBytes(symbol(event)) { text in
      for byte in text {
        switch byte {
        case UInt8(ascii: "("): round += 1
        case UInt8(ascii: ")"): round -= 1
        case UInt8(ascii: "<"): angle += 1
        case UInt8(ascii: ">"): angle -= 1
        default: break
        }
      }
    }
    guard round > 0 || angle > 0 else { return nil }
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "("): round += 1
      case UInt8(ascii: ")"): round -= 1
      case UInt8(ascii: "<"): angle += 1
      case UInt8(ascii: ">"): angle -= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "["),
        UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "#"):
        return nil
      case UInt8(ascii: ",") where round <= 0 && angle <= 0: return trimmed(at, from: event.start)
      default: break
      }
      at += 1
      if round <= 0, angle <= 0 {
        // What follows the bracket up to the next comma still belongs to it: `not null`.
        while at < bytes.count, !Self.flowEnds.contains(bytes[at]) { at += 1 }
        return trimmed(at, from: event.start)
      }
    }
    return nil
  }

  private static let flowEnds: Set<UInt8> = [
    UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "\n"),
  ]

  private func trimmed(_ end: Int, from start: Int) -> Int {
    var end = end
    while end > start, bytes[end - 1] <= 32 { end -= 1 }
    return end
  }

  /// The text between two places as YAML would read it: a line break and its indentation are a space.
  private func onOneLine(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Passes over what the commas made of the rest of the value: in a mapping keys with their values, in
  /// a list items. Whatever stands there, a key never loses its value.
  private mutating func passCut(to closing: Int, inMapping: Bool) throws(YAMLFailure) {
    while true {
      let event = try peek()
      switch event.kind {
      case .scalar, .alias, .sequence, .mapping: break
      default: return
      }
      guard event.start < closing else { return }
      try skip(try next())
      if inMapping { try skip(try next()) }
    }
  }

  // MARK: values

  private mutating func valid(
    _ symbol: Symbol, as scalar: Scalar, plain: Bool, _ start: Int, _ end: Int
  ) -> Bool {
    let help: String?
    var meant: String?
    switch scalar {
    case .text, .physicalName, .pattern, .cron: return true
    case .columnDefinition, .columnType:
      return arena.known(symbol, .definition) || definition(symbol, start, end)
    case .identifier:
      return arena.known(symbol, .identifier) || name(symbol, scalar, start, end)
    case .label: return arena.known(symbol, .label) || name(symbol, scalar, start, end)
    case .reference:
      if arena.text.withBytes(symbol, { !$0.isEmpty }) { return true }
      help = nil
    case .boolean:
      if plain, symbol == Arena.yes || symbol == Arena.no { return true }
      let text = arena.text.string(symbol)
      meant = boolean(meantBy: text.lowercased())
      help = (meant ?? ["1": "true", "0": "false"][text]).map {
        $0 == text.lowercased() ? "write it plain: \($0)" : "write \($0)"
      }
    case .word(let words):
      let text = arena.text.string(symbol)
      if words.contains(text) { return true }
      meant = slip(from: text, among: words)
      help = nearest(to: text, among: words).map { "did you mean `\($0)`?" }
    case .integer(let range):
      let text = arena.text.string(symbol)
      let isNumber =
        text.utf8.allSatisfy { (48...57).contains($0) } && (text == "0" || !text.hasPrefix("0"))
        && Int(text).map(range.contains) == true
      if isNumber, plain { return true }
      meant = isNumber ? text : nil
      help = plain ? nil : "write it without quotes"
    case .duration:
      if Duration.seconds(arena.text.string(symbol)) != nil { return true }
      help = "a number and one of s, m, h, d, y"
    case .size:
      if Size.quantity(arena.text.string(symbol)) != nil { return true }
      help = "a number and one of Ki, Mi, Gi, Ti, Pi"
    case .date:
      if isDate(arena.text.string(symbol)) { return true }
      help = "a day of the calendar, with four digits for its year and two for month and day"
    case .repository:
      guard let problem = Repository.problem(arena.text.string(symbol)) else { return true }
      help = problem
    case .url:
      guard let problem = urlProblem(arena.text.string(symbol)) else { return true }
      help = problem
    case .hostPort:
      if isHostPort(arena.text.string(symbol)) { return true }
      help = "such as broker-1.example.com:9093"
    }
    // Quotes are shown where they are what is wrong.
    let isText = !plain && (scalar == .boolean || scalar.isInteger)
    let written = isText ? "\"\(shown(symbol))\"" : shown(symbol)
    report(
      .valueInvalid, "`\(written)` is not \(scalar.name)", start, max(end, start + 1), help: help,
      fix: meant.map { Fix(Span(file: file, start: start, end: end), replaceWith: $0) })
    return false
  }

  private mutating func name(_ symbol: Symbol, _ scalar: Scalar, _ start: Int, _ end: Int) -> Bool {
    let limit = scalar == .identifier ? 128 : 63
    let legal = arena.text.withBytes(symbol) { bytes in
      guard let first = bytes.first, isLetter(first), bytes.count <= limit else { return false }
      return bytes.allSatisfy {
        isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
          || scalar == .label && $0 == UInt8(ascii: "-")
      }
    }
    if legal {
      arena.find(symbol, scalar == .identifier ? .identifier : .label)
      return true
    }
    let characters = scalar == .identifier ? "digits and `_`" : "digits, `_` and `-`"
    report(
      .nameIllegal, "`\(shown(symbol))` is not a legal name here", start, max(end, start + 1),
      help: "a letter, then letters, \(characters); at most \(limit) characters")
    return false
  }

  private mutating func definition(_ symbol: Symbol, _ start: Int, _ end: Int) -> Bool {
    let text = arena.text.string(symbol)
    switch ColumnDefinition.parse(text) {
    case .success(let definition):
      arena.definitions[symbol] = definition
      arena.find(symbol, .definition)
      return true
    case .failure(let error):
      let (message, help) = words(for: error, text)
      report(.typeUnknown, message, start, max(end, start + 1), help: help)
      // The column is there, whatever its type: who reads it or has it as a key is not wrong too.
      arena.definitions[symbol] = .standIn(for: text)
      return true
    }
  }

  private func words(for error: TypeError, _ text: String) -> (String, String?) {
    switch error {
    case .unknown(let word, _):
      let near = nearest(to: word, among: columnTypeWords)
      return (
        word.isEmpty ? "a column type is wanted here" : "there is no column type `\(word)`",
        near.map { "did you mean `\($0)`?" }
          ?? "types: " + columnTypeWords.joined(separator: ", ")
      )
    case .parameters(let type, let need):
      let parts = need.split(separator: ": ", maxSplits: 1).map(String.init)
      return ("`\(type)` needs \(parts[0])", parts.count > 1 ? "such as `\(parts[1])`" : nil)
    case .trailing(let rest):
      return (
        "`\(rest)` is not understood behind the type",
        "only `not null` and `primary key` may stand there"
      )
    case .unclosed: return ("a bracket in the type is not closed", "end it with `)` or `>`")
    case .tooDeep:
      return (
        "the type is nested too deep", "put parts of it into columns or datasets of their own"
      )
    }
  }

  private func shown(_ symbol: Symbol) -> String { clipped(arena.text.string(symbol)) }
}

/// A text of the model as a message shows it: one line, not too long.
func clipped(_ text: String) -> String {
  let line = String(text.prefix(60).map { $0.isNewline ? " " : $0 })
  return line.utf8.count < text.utf8.count ? line + "…" : line
}

/// What other languages write for a truth value.
private func boolean(meantBy text: String) -> String? {
  switch text {
  case "true", "yes", "on": "true"
  case "false", "no", "off": "false"
  default: nil
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (65...90).contains(byte) || (97...122).contains(byte)
}
