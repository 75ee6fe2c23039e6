import Diagnostics
import Model

extension Rule {
  static let sourceUnknown = Rule(
    code: "source-unknown", severity: .error,
    summary: "A change comes from a repository and branch that own nothing.",
    why: """
      Owners are taken from the model as it is, never from what is proposed. Repository and branch are \
      compared to the letter: another branch, another case, a fork and a letter that only looks the same \
      are all somebody else. Such a change is refused even if it changes nothing.
      """,
    before: "", wrong: "# review --as acme/sales-model@feature\n",
    right: "# review --as acme/sales-model@main\n")
}

extension ChangeCheck {
  static let sourceUnknown = ChangeCheck(.sourceUnknown, on: .ownership) { facts, found in
    guard let base = facts.base, let source = facts.change.source, facts.ownersOfSource.isEmpty
    else { return }
    found.append(.sourceUnknown(source, base))
  }
}

extension Diagnostic {
  fileprivate static func sourceUnknown(_ source: ChangeSource, _ base: Model) -> Diagnostic {
    var known = Set<String>()
    for owner in [.ecosystem] + base.zones.map({ Owner.zone($0.name) })
      + base.teams.map({ Owner.team($0.path) })
    {
      if let repository = base.repository(of: owner) { known.insert(repository) }
    }
    let near = nearest(to: source.text, among: known.sorted(by: precedes))
    return Diagnostic(
      .sourceUnknown, "`\(source.text)` owns nothing in the model",
      at: base.ecosystem?.span(EcosystemField.repository),
      notes: Repository.problem(source.text).map { ["no owner can have that name: \($0)"] } ?? [],
      help: near.map { "did you mean `\($0)`?" }
        ?? "open the pull request from the repository and branch of who owns what it changes",
      about: Subject(""))
  }
}

private func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
