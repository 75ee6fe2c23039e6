import Diagnostics
import Model

extension Rule {
  static let deletionBudget = Rule(
    code: "deletion-budget", severity: .error,
    summary: "A change would delete more than the Ecosystem's budget allows.",
    why: """
      A slip of the hand, such as a pattern that no longer matches, can take hundreds of tables off every \
      platform while each single rule is kept. The Ecosystem's `budgets` say how many tables, slices and \
      connectors one change may delete; beyond that the review stops with exit code 5 until the \
      Ecosystem's `removals` name what is meant to go: a store, a dataset, a slice as `crm/s0003`, or a \
      platform with all that is on it. The budget is that of the model as it is; removals count as \
      proposed, and only the ecosystem's owner may propose them.
      """,
    before: ecosystem(""), wrong: ecosystem("") + "---\n" + reporting,
    right: ecosystem("removals: [crm.purchases]\n") + "---\n" + reporting)

  private static func ecosystem(_ removals: String) -> String {
    """
    kind: Ecosystem
    name: Northwind
    repository: acme/data-model@ecosystem
    live: acme/data-model@main
    zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
    budgets: { delete_tables: 0 }
    \(removals)
    """
  }

  /// Without `crm.purchases`, which nobody else reads.
  private static let reporting = """
    kind: Workspace
    name: reporting
    team: USA/finance
    groups:
      live: { reads: [crm.customers, masked_crm.customers] }

    """
}

extension ChangeCheck {
  static let deletionBudget = ChangeCheck(.deletionBudget, on: .budget) { facts, found in
    guard let budgets = facts.base?.ecosystem?.object(EcosystemField.budgets),
      let base = facts.change.base, let head = facts.change.head
    else { return }
    let meant = facts.head.ecosystem?.texts(EcosystemField.removals) ?? []
    for (field, what) in [
      (BudgetsField.deleteTables, Deletion.Sort.table), (.deleteSlices, .slice),
      (.deleteConnectors, .connector),
    ] {
      guard let budget = budgets.int(field) else { continue }
      let deletions = Deletion.all(what, from: base, to: head).filter { !$0.isMeant(meant) }
      if deletions.count <= budget { continue }
      found.append(.overBudget(what, deletions, budget, at: budgets.span(field)))
    }
  }
}

extension Diagnostic {
  fileprivate static func overBudget(
    _ sort: Deletion.Sort, _ deletions: [Deletion], _ budget: Int, at span: Span
  ) -> Diagnostic {
    var objects: [String] = []
    for deletion in deletions where objects.last != deletion.object {
      objects.append(deletion.object)
    }
    let names = Set(objects).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let example = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return Diagnostic(
      .deletionBudget,
      "\(deletions.count) \(sort.rawValue)\(deletions.count == 1 ? "" : "s") would be deleted, "
        + "and the budget is \(budget)",
      at: span, notes: ["deleted: " + listed(deletions.map(\.title), atMost: 10)],
      help: "if that is meant, the ecosystem's owner names it: `removals: [\(example)]`",
      about: Subject(""))
  }
}
