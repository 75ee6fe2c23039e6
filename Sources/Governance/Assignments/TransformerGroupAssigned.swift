import Diagnostics
import Model

extension Rule {
  static let transformerGroupAssigned = Rule(
    code: "transformer-group-assigned", severity: .error, covers: ["95"],
    summary: "A transformer's group is assigned to a platform.",
    why: """
      A transformer runs on each platform that serves a group which reads its output, and nowhere else. An \
      assignment of its own would say something else.
      """,
    wrong: assigned("masking.input"), right: assigned("reporting.live"))
}

extension Check {
  static let transformerGroupAssigned = Check.model(.transformerGroupAssigned) { facts, found in
    for assigned in facts.assignedGroups {
      guard let path = assigned.text(AssignedGroupField.group),
        let index = facts.model.workspace(String(path.parts(at: ".")[0])),
        let transformer = facts.model.workspaces[index].object.cell(WorkspaceField.transformer)
      else { continue }
      found.append(
        .assigned(
          path, at: assigned.span,
          transformer: facts.model.workspaces[index].object.span(of: transformer)))
    }
  }
}

private func assigned(_ group: String) -> String {
  """
  kind: Assignments
  groups:
    \(group): [{ platform: prod_live, status: provisioned }]

  """
}

extension Diagnostic {
  fileprivate static func assigned(
    _ group: String, at span: Span, transformer: Span
  ) -> Diagnostic {
    Diagnostic(
      .transformerGroupAssigned, "`\(group)` is a transformer's group, which is never assigned",
      at: span, labels: [Label(transformer, "the transformer")],
      help: "remove the assignment; assign the groups that read its output")
  }
}
