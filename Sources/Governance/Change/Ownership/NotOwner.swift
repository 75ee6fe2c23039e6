import Change
import Diagnostics
import Model

extension Rule {
  static let notOwner = Rule(
    code: "not-owner", severity: .error,
    summary: "A change of something that belongs to somebody else.",
    why: """
      The ecosystem's owner declares zones, platforms, vendors and assignments; a zone its policies and \
      teams; a team everything in it: datastores, workspaces, containers, credentials. Nobody else may \
      change them, not even who declared them. Who owns what is taken from the model as it is, never from \
      what is proposed.
      """,
    before: Example.store(Example.dataset, head: "description: Events"),
    wrong: "# review --as acme/finance-model@main\n"
      + Example.store(Example.dataset, head: "description: All events"),
    right: "# review --as acme/sales-model@main\n"
      + Example.store(Example.dataset, head: "description: All events"))
}

extension ChangeCheck {
  static let notOwner = ChangeCheck(.notOwner, on: .ownership) { facts, found in
    for (change, ruling) in zip(facts.objects, facts.rulings) {
      if case .foreign = ruling.verdict { found.append(.notOwner(change, ruling.owner, facts)) }
    }
  }
}

extension Diagnostic {
  fileprivate static func notOwner(
    _ change: ObjectChange, _ owner: Owner?, _ facts: ChangeFacts
  ) -> Diagnostic {
    let who = owner.map(\.quoted)
    return Diagnostic(
      .notOwner,
      "\(change.subjectTitle) may be \(change.verb) only by \(who ?? "an owner whom nobody declares")",
      at: change.place, notes: [facts.sourceNote],
      help: owner.map { "this needs \(facts.pullRequest(of: $0))" }
        ?? "its zone must declare the owner first",
      about: change.subject)
  }
}
