import Change
import Diagnostics
import Model

extension Rule {
  static let ownerChanged = Rule(
    code: "owner-changed", severity: .error,
    summary: "A zone gets another repository, and not by its own hand.",
    why: """
      The ecosystem declares zones, but a zone that has its document speaks for itself: only it may hand \
      itself over to another repository or branch. Else whoever owns the ecosystem owned every zone. Until \
      the zone has written its document, the ecosystem may still mend the declaration.
      """,
    before: "",
    wrong: "# review --as acme/data-model@ecosystem\n" + ecosystem,
    right: "# review --as acme/data-model@usa\n" + ecosystem)

  private static let ecosystem = """
    kind: Ecosystem
    name: Northwind
    repository: acme/data-model@ecosystem
    live: acme/data-model@main
    zones: { USA: acme/usa-model@main, EU: acme/data-model@eu }

    """
}

extension ChangeCheck {
  static let ownerChanged = ChangeCheck(.ownerChanged, on: .ownership) { facts, found in
    for (change, ruling) in zip(facts.objects, facts.rulings) {
      guard case .handedOver = ruling.verdict, let owner = ruling.owner else { continue }
      found.append(.handedOver(change, owner, facts))
    }
  }
}

extension Diagnostic {
  fileprivate static func handedOver(
    _ change: ObjectChange, _ owner: Owner, _ facts: ChangeFacts
  ) -> Diagnostic {
    Diagnostic(
      .ownerChanged, "the repository of \(owner.quoted) may be changed only by itself",
      at: change.place, notes: [facts.sourceNote],
      help: "this needs \(facts.pullRequest(of: owner))", about: change.subject)
  }
}
