import Diagnostics
import Model

extension Rule {
  static let workspaceRemoved = Rule(
    code: "workspace-removed", severity: .error,
    summary: "A workspace stops filling a store that somebody reads.",
    why: """
      A transformer's store gets no more data without its workspace. A workspace that nothing depends on may \
      go at any time.
      """,
    before: "", wrong: Example.masking(transformer: nil),
    right: Example.masking(transformer: "2.0.0"))
}

extension Break {
  static func removed(
    _ workspace: Workspace, filling store: String, at span: Span
  ) -> Break {
    Break(
      rule: .workspaceRemoved, subject: Subject(workspace.name, team: workspace.team),
      what: "`\(workspace.name)` fills `\(store)` no more", span: span, scope: .store(store),
      way: .leave, help: "let the readers of `\(store)` leave it first")
  }
}

extension Example {
  fileprivate static func masking(transformer version: String?) -> String {
    let line = version.map {
      "\ntransformer: { image: \"r.acme.internal/masking:\($0)\", output: masked_crm }"
    }
    return """
      kind: Workspace
      name: masking
      team: USA/sales
      groups:
        input: { reads: [crm.customers] }\(line ?? "")

      """
  }
}
