import DSLFrontend
import Diagnostics
import Governance
import IR
import Model

/// Every rule that reading and judging a model can break.
let allRules = frontendRules + Governance.rules + irRules

/// The day that examples are judged by.
let today = "2026-06-30"

/// What is told of the base model with an example put into it: the example's documents stand in
/// place of those of the same kind and name, the others beside them.
func judge(_ example: String, preview: Bool = false, today: String? = today) -> [Diagnostic] {
  judge(files(example), FindingOptions(preview: preview, today: today))
}

/// The base model in one file, the example in another.
func files(_ example: String, without removed: [String] = []) -> [SourceFile] {
  let parts = documents(example)
  let replaced = Set(parts.map(identity) + removed)
  let rest = documents(baseModel).filter { !replaced.contains(identity($0)) }
  return [
    SourceFile(path: "a/dsgen.yaml", bytes: Array(rest.joined(separator: "---\n").utf8)),
    SourceFile(path: "b/example.yaml", bytes: bytes(example)),
  ]
}

func judge(_ files: [SourceFile], _ options: FindingOptions = FindingOptions()) -> [Diagnostic] {
  let loaded = Frontend.load(files)
  let found =
    loaded.diagnostics
    + Governance.check(
      loaded.model, otherRules: frontendRules + irRules, isPartial: loaded.isPartial, options)
    + Estate.check(loaded.model)
  return Governance.settle(
    found, of: loaded.model, rules: allRules, isPartial: loaded.isPartial, options
  ).inOrderOfPlace()
}

/// The replacement character stands for a byte that is no UTF-8: a source text cannot hold one.
private func bytes(_ text: String) -> [UInt8] {
  text.unicodeScalars.flatMap { $0 == "\u{FFFD}" ? [0xE9] : Array(String($0).utf8) }
}

private func documents(_ text: String) -> [String] {
  var documents: [String] = [""]
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line == "---" { documents.append("") } else { documents[documents.count - 1] += line + "\n" }
  }
  return documents
}

/// `kind`, `zone` of a team, and `name` of a document, from the lines that begin with them. There is one
/// ecosystem, whatever it is called.
private func identity(_ document: String) -> String {
  let lines = document.split(separator: "\n")
  func value(_ key: String) -> String {
    lines.first { $0.hasPrefix(key + ": ") }.map { String($0.dropFirst(key.count + 2)) } ?? ""
  }
  let kind = value("kind")
  if kind == "Ecosystem" { return kind }
  return kind + " " + (kind == "Team" ? value("zone") + "/" : "") + value("name")
}
