import Diagnostics
import Model

extension Rule {
  static let readsMissing = Rule(
    code: "reads-missing", severity: .error, covers: ["91"],
    summary: "A group reads nothing, or a workspace has no group.",
    why: "A group is what a platform serves; one that reads nothing is mostly half written.",
    wrong: Example.workspace("[]"), right: Example.workspace("[crm.customers]"))
}

extension Check {
  static let readsMissing = Check.model(.readsMissing) { facts, found in
    for workspace in facts.model.workspaces {
      if workspace.groups.isEmpty, workspace.object.has(WorkspaceField.groups) {
        found.append(.noGroup(workspace.name, at: workspace.object.span))
      }
      for group in workspace.groups
      where group.has(GroupField.reads) && group.objects(GroupField.reads).isEmpty {
        found.append(.nothing(group.text(GroupField.name) ?? "", at: group.span))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func nothing(_ group: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .readsMissing, "group `\(group)` reads nothing", at: span,
      help: "name its datasets below `reads:`, or remove the group")
  }

  fileprivate static func noGroup(_ workspace: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .readsMissing, "workspace `\(workspace)` has no group", at: span,
      help: "declare what it reads below `groups:`")
  }
}
