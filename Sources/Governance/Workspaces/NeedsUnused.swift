import Diagnostics
import Model

extension Rule {
  static let needsUnused = Rule(
    code: "needs-unused", severity: .warning, covers: ["95"],
    summary: "A transformer's group says what it needs of a platform.",
    why: """
      A transformer runs on every platform where somebody reads its output, and its groups are assigned to \
      none. What its readers need is judged; what it says itself has no effect.
      """,
    wrong: maker("needs: { history: live }, "), right: maker(""))
}

extension Check {
  static let needsUnused = Check.model(.needsUnused) { facts, found in
    for workspace in facts.model.workspaces {
      guard workspace.transformer != nil else { continue }
      for group in workspace.groups where group.has(GroupField.needs) {
        found.append(
          .unused(
            workspace.name + "." + (group.text(GroupField.name) ?? ""),
            at: group.keySpan(GroupField.needs),
            transformer: workspace.object.keySpan(WorkspaceField.transformer)))
      }
    }
  }
}

private func maker(_ needs: String) -> String {
  """
  kind: Workspace
  name: masking
  team: USA/sales
  groups:
    input: { \(needs)reads: [crm.customers] }
  transformer: { image: "r.acme.internal/masking:1.4.0", output: masked_crm }

  """
}

extension Diagnostic {
  fileprivate static func unused(_ group: String, at span: Span, transformer: Span) -> Diagnostic {
    Diagnostic(
      .needsUnused, "`\(group)` is a transformer's group, whose needs have no effect", at: span,
      labels: [Label(transformer, "the transformer")],
      help: "leave it out; say it on the groups that read the output")
  }
}
