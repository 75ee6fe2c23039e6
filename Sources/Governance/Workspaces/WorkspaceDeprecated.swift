import Diagnostics
import Model

extension Rule {
  static let workspaceDeprecated = Rule(
    code: "workspace-deprecated", severity: .warning, covers: ["101"],
    summary: "Something new or lasting depends on a workspace that is about to go.",
    why: """
      A deprecated workspace is to be removed. Moving one of its groups to a platform is work for nothing; and \
      a store that its transformer fills goes with it, of which the store's readers are told only if the store \
      is deprecated as well.
      """,
    wrong: maker(storeDeprecated: false), right: maker(storeDeprecated: true))
}

extension Check {
  static let workspaceDeprecated = Check.model(.workspaceDeprecated) { facts, found in
    for workspace in facts.model.workspaces
    where workspace.object.bool(WorkspaceField.deprecated) {
      guard let output = workspace.transformer?.text(TransformerField.output),
        let index = facts.model.store(output), !facts.stores[index].deprecated
      else { continue }
      found.append(
        .lasting(
          output, workspace.name, at: workspace.object.span(WorkspaceField.deprecated),
          store: facts.stores[index].declared.object.span))
    }
    for use in facts.servedGroups
    where use.workspace.object.bool(WorkspaceField.deprecated)
      && use.item.word(AssignmentField.status, AssignmentStatus.self) == .provisioning
    {
      found.append(
        .moving(
          use.path, use.platform.name, at: use.item.span(AssignmentField.status),
          workspace: use.workspace.object.span(WorkspaceField.deprecated)))
    }
  }
}

private func maker(storeDeprecated: Bool) -> String {
  """
  kind: Workspace
  name: maker
  team: USA/sales
  deprecated: true
  groups:
    input: { reads: [crm.customers] }
  transformer: { image: "r.acme.internal/maker:1", output: lint }
  ---

  """
    + Example.store(
      Example.dataset, head: "deprecated: \(storeDeprecated)",
      ingestion: "{ type: transformer, workspace: maker }")
}

extension Diagnostic {
  fileprivate static func lasting(
    _ store: String, _ workspace: String, at span: Span, store place: Span
  ) -> Diagnostic {
    Diagnostic(
      .workspaceDeprecated,
      "workspace `\(workspace)` is deprecated, but not store `\(store)`, which it fills", at: span,
      labels: [Label(place, "the store")],
      help: "write `deprecated: true` on the store too, so that its readers are told")
  }

  fileprivate static func moving(
    _ group: String, _ platform: String, at span: Span, workspace: Span
  ) -> Diagnostic {
    Diagnostic(
      .workspaceDeprecated,
      "group `\(group)`, of a deprecated workspace, is being moved to platform `\(platform)`",
      at: span, labels: [Label(workspace, "deprecated here")],
      help: "take the assignment back, or the deprecation")
  }
}
