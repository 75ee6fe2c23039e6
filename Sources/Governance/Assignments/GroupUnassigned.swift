import Diagnostics
import Model

extension Rule {
  static let groupUnassigned = Rule(
    code: "group-unassigned", severity: .warning, covers: ["111"],
    summary: "A group is assigned to no platform.",
    why: """
      No platform serves it: nothing is captured for it, and it has no views. A transformer's groups need \
      no assignment, they run wherever somebody reads its output.
      """,
    wrong: Example.workspace("[crm.customers]").replacing(
      "lint.g: [{ platform: prod_live, status: provisioned }]",
      "lint.g: [{ platform: prod_live, status: decommissioned }]"),
    right: Example.workspace("[crm.customers]"))
}

extension Check {
  static let groupUnassigned = Check.model(.groupUnassigned) { facts, found in
    var active: Set<String> = []
    for assigned in facts.assignedGroups
    where assigned.objects(AssignedGroupField.platforms).contains(where: \.isActive) {
      assigned.text(AssignedGroupField.group).map { _ = active.insert($0) }
    }
    for workspace in facts.model.workspaces where workspace.transformer == nil {
      for group in workspace.groups {
        guard let name = group.text(GroupField.name) else { continue }
        let path = workspace.name + "." + name
        if !active.contains(path) { found.append(.unassigned(path, at: group.span)) }
      }
    }
  }.needingWholeModel()
}

extension String {
  /// The text with the first occurrence of a part replaced.
  func replacing(_ part: String, _ other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}

extension Diagnostic {
  fileprivate static func unassigned(_ group: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .groupUnassigned, "group `\(group)` is assigned to no platform", at: span,
      help: "ask the owner of the assignments to add "
        + "`\(group): [{ platform: …, status: provisioning }]`")
  }
}
