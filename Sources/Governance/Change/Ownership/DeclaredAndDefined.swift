import Change
import Diagnostics
import Model

extension Rule {
  static let declaredAndDefined = Rule(
    code: "declared-and-defined", severity: .error,
    summary: "A change both declares an owner and speaks for it.",
    why: """
      The parent declares a zone or a team and says which repository owns it; what it holds, the owner \
      writes itself. In one pull request the parent would be writing what is not its own, or the owner \
      would be appointing itself. To remove one, the owner takes out what is its own first, then the \
      parent the declaration.
      """,
    before: "",
    wrong: "# review --as acme/data-model@usa\n" + zone + "---\nkind: Team\nname: ops\nzone: USA\n",
    right: "# review --as acme/data-model@usa\n" + zone)

  private static let zone = """
    kind: Zone
    name: USA
    teams:
      sales: acme/sales-model@main
      finance: acme/finance-model@main
      ops: acme/ops-model@main

    """
}

extension ChangeCheck {
  static let declaredAndDefined = ChangeCheck(.declaredAndDefined, on: .ownership) {
    facts, found in
    for (change, ruling) in zip(facts.objects, facts.rulings) {
      guard let owner = ruling.owner else { continue }
      switch ruling.verdict {
      case .undeclared: found.append(.declared(change, owner, facts))
      case .undeclaring: found.append(.undeclared(change, owner, facts))
      default: continue
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func declared(
    _ change: ObjectChange, _ owner: Owner, _ facts: ChangeFacts
  ) -> Diagnostic {
    let declaration = facts.head.declaration(of: owner)
    return Diagnostic(
      .declaredAndDefined,
      "\(change.title) belongs to \(owner.quoted), which this change itself declares",
      at: change.place, labels: declaration.map { [Label($0.span, "declared here")] } ?? [],
      notes: [facts.sourceNote],
      help: "first \(facts.pullRequest(of: owner.parent)) with the declaration; once it is merged, "
        + facts.pullRequest(of: owner) + " with the rest",
      about: change.subject)
  }

  fileprivate static func undeclared(
    _ change: ObjectChange, _ owner: Owner, _ facts: ChangeFacts
  ) -> Diagnostic {
    Diagnostic(
      .declaredAndDefined, "\(change.title) is removed together with its declaration",
      at: change.place,
      labels: facts.base?.declaration(of: owner).map { [Label($0.span, "declared here")] } ?? [],
      notes: [facts.sourceNote],
      help: "first \(facts.pullRequest(of: owner)) that removes it; once it is merged, "
        + facts.pullRequest(of: owner.parent) + " that removes the declaration",
      about: change.subject)
  }
}

extension Owner {
  /// Who declares it.
  var parent: Owner {
    switch self {
    case .ecosystem, .zone: .ecosystem
    case .team(let path): .zone(String(path.prefix { $0 != "/" }))
    }
  }
}
