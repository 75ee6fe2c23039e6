import Change
import Diagnostics
import Model

extension Rule {
  static let transferMissing = Rule(
    code: "transfer-missing", severity: .error,
    summary: "A datastore or workspace goes to another team without the word of both.",
    why: """
      Two teams must want it. The old owner writes `transfer: { to: zone/team }` into the document; once \
      that is merged, the new owner changes `team` to itself, with all that follows from it. Where the \
      old owner's declaration is gone, nobody can speak for it any more, and its zone does.
      """,
    before: workspace("USA/finance"),
    wrong: "# review --as acme/sales-model@main\n" + workspace("USA/sales"),
    right: "# review --as acme/finance-model@main\n"
      + workspace("USA/finance", transfer: "transfer: { to: USA/sales }\n"))

  private static func workspace(_ team: String, transfer: String = "") -> String {
    """
    kind: Workspace
    name: lint
    team: \(team)
    \(transfer)\
    groups:
      g: { reads: [crm.customers] }

    """
  }
}

extension ChangeCheck {
  static let transfer = ChangeCheck(.transferMissing, on: .ownership) { facts, found in
    for (change, ruling) in zip(facts.objects, facts.rulings) {
      // What is inside goes with it and is not told apart.
      guard case .transferred(let transfer) = ruling.verdict,
        change.kind == .datastore || change.kind == .workspace
      else { continue }
      found.append(.transferMissing(change, transfer, facts))
    }
  }
}

extension Diagnostic {
  fileprivate static func transferMissing(
    _ change: ObjectChange, _ transfer: Transfer, _ facts: ChangeFacts
  ) -> Diagnostic {
    let offer =
      "\(facts.pullRequest(of: transfer.from)) with `transfer: { to: \(transfer.to.path) }`"
    let taking = facts.pullRequest(of: transfer.to) + " with this change"
    if let base = facts.base, base.repository(of: transfer.from) == nil,
      let zone = base.zone(of: transfer.from)
    {
      return Diagnostic(
        .transferMissing,
        "\(change.title) goes to \(transfer.to.quoted) from \(transfer.from.quoted), which is declared no more",
        at: change.place, notes: [facts.sourceNote],
        help: "this needs \(facts.pullRequest(of: zone)) with this change"
          + (transfer.isOffered ? ", or \(taking)" : ""),
        about: change.subject)
    }
    return Diagnostic(
      .transferMissing,
      transfer.isOffered
        ? "\(change.title) goes to \(transfer.to.quoted), which must take it itself"
        : "\(change.title) goes to \(transfer.to.quoted), which \(transfer.from.quoted) has not offered",
      at: change.place, notes: [facts.sourceNote],
      help: transfer.isOffered
        ? "this needs \(taking)" : "first \(offer); once it is merged, \(taking)",
      about: change.subject)
  }
}

extension Owner {
  /// As references write it.
  var path: String {
    switch self {
    case .ecosystem: ""
    case .zone(let name): name
    case .team(let path): path
    }
  }
}
