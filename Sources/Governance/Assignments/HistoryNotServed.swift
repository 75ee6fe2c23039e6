import Diagnostics
import Model

extension Rule {
  static let historyNotServed = Rule(
    code: "history-not-served", severity: .error, covers: ["112", "123", "124", "138"],
    summary: "A group needs a history that its platform does not keep.",
    why: """
      A platform with `merge: live` keeps the latest rows only. One with `merge: milestoned` keeps every \
      version and serves all three: live, milestoned and both.
      """,
    wrong: needing("milestoned"), right: needing("live"))
}

extension Check {
  static let historyNotServed = Check.model(.historyNotServed) { facts, found in
    for use in facts.servedGroups where use.platform.merge == .live {
      guard
        let needs = facts.model.group(path: use.path)?.object(GroupField.needs),
        let history = needs.word(NeedsField.history, History.self), history != .live
      else { continue }
      found.append(
        .notKept(
          use.path, history.rawValue, use.platform.name,
          at: use.item.span(AssignmentField.platform), needs: needs.span(NeedsField.history)))
    }
  }
}

private func needing(_ history: String) -> String {
  """
  kind: Workspace
  name: lint
  team: USA/finance
  groups:
    g: { needs: { history: \(history) }, reads: [crm.customers] }
  ---
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod_live, status: provisioned }]
    lint.g: [{ platform: prod_live, status: provisioned }]

  """
}

extension Diagnostic {
  fileprivate static func notKept(
    _ group: String, _ history: String, _ platform: String, at span: Span, needs: Span
  ) -> Diagnostic {
    Diagnostic(
      .historyNotServed,
      "platform `\(platform)` merges live, group `\(group)` needs history \(history)", at: span,
      labels: [Label(needs, "needed here")],
      help: "assign it to a platform with `merge: milestoned`, which serves live history too")
  }
}
