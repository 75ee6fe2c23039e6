import Diagnostics
import Model

extension Rule {
  static let secretInModel = Rule(
    code: "secret-in-model", severity: .error, isSuppressible: true,
    summary: "A model holds what looks like a secret.",
    why: """
      Everybody who can read the repository can read the model, and git forgets nothing. A credential in a \
      model is a name and a type; the value lives in the platform's secret store. Looked for in every \
      text: private keys, passwords in URLs, and tokens of AWS, GitHub, GitLab, Slack and Google. Take the \
      value out and change it: it has been seen.
      """,
    wrong: Example.team(
      "description: \"reach us with https://jane:hunter2@wiki.acme.example\""),
    right: Example.team("description: \"reach us at https://wiki.acme.example\""))
}

extension Check {
  static let secretInModel = Check.model(.secretInModel) { facts, found in
    // Each distinct text was looked at once; which cells hold it is asked only if there is one.
    guard facts.allTexts.contains(.secret) else { return }
    let tree = facts.model.tree
    for node in tree.nodes {
      for cell in tree.cells[Int(node.first)..<Int(node.first + node.count)] {
        guard let symbol = cell.symbol, facts.texts[Int(symbol.index)].contains(.secret),
          let what = tree.text.withBytes(symbol, kindOfSecret)
        else { continue }
        found.append(
          .secret(what, at: Span(file: node.file, start: Int(cell.start), end: Int(cell.end))))
      }
    }
  }
}

/// Whether most secrets have that byte, or another of these.
func tellsSecret(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "A")
}

/// The least length of a secret that need not have such a byte: GitHub's.
let shortestWordySecret = 33

/// What a text gives away; nil if nothing.
func kindOfSecret(in text: UnsafeBufferPointer<UInt8>) -> String? {
  guard text.count >= 10 else { return nil }
  for index in 0..<(text.count - 3) {
    switch text[index] {
    case UInt8(ascii: "-"):
      if has("-----BEGIN ", text, index), has("PRIVATE KEY", text, from: index) {
        return "a private key"
      }
    case UInt8(ascii: ":"):
      if has("://", text, index), hasPassword(text, from: index + 3) {
        return "a password in a URL"
      }
    case UInt8(ascii: "A"):
      if has("AKIA", text, index) || has("ASIA", text, index), run(text, index + 4, upper) == 16,
        index == 0 || !word(text[index - 1])
      {
        return "an AWS access key"
      }
      if has("AIza", text, index), run(text, index + 4, token) == 35 { return "a Google API key" }
    case UInt8(ascii: "g"):
      for start in ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"] as [StaticString]
      where has(start, text, index) && run(text, index + 4, word) >= 36 {
        return "a GitHub token"
      }
      if has("github_pat_", text, index), run(text, index + 11, word) >= 22 {
        return "a GitHub token"
      }
      if has("glpat-", text, index), run(text, index + 6, token) >= 20 { return "a GitLab token" }
    case UInt8(ascii: "x"):
      for start in ["xoxb-", "xoxp-", "xoxa-", "xoxs-", "xapp-"] as [StaticString]
      where has(start, text, index) && run(text, index + 5, token) >= 10 {
        return "a Slack token"
      }
    default: break
    }
  }
  return nil
}

private func has(_ word: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
  guard at + word.utf8CodeUnitCount <= text.count else { return false }
  for offset in 0..<word.utf8CodeUnitCount where text[at + offset] != word.utf8Start[offset] {
    return false
  }
  return true
}

private func has(_ word: StaticString, _ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool
{
  (start..<text.count).contains { has(word, text, $0) }
}

private func run(
  _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ of: (UInt8) -> Bool
) -> Int {
  var end = start
  while end < text.count, of(text[end]) { end += 1 }
  return end - start
}

/// Whether the authority that begins here has a user and a password before its host.
private func hasPassword(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
  var colon = false
  for byte in text[min(start, text.count)...] {
    switch byte {
    case UInt8(ascii: "@"): return colon
    case UInt8(ascii: ":"): colon = true
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0...32, UInt8(ascii: "\""):
      return false
    default: break
    }
  }
  return false
}

private func upper(_ byte: UInt8) -> Bool {
  (48...57).contains(byte) || (65...90).contains(byte)
}

private func word(_ byte: UInt8) -> Bool {
  upper(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
}

private func token(_ byte: UInt8) -> Bool { word(byte) || byte == UInt8(ascii: "-") }

extension Diagnostic {
  fileprivate static func secret(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .secretInModel, "this looks like \(what)", at: span,
      help: "take it out and change it; declare a credential, whose value the platform's secret "
        + "store holds")
  }
}
