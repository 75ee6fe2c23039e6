import Diagnostics
import Model

extension Rule {
  static let transformerMissing = Rule(
    code: "transformer-missing", severity: .error, covers: ["59"],
    summary: "A store is filled by a workspace that has no transformer.",
    why: "Nothing would ever write into it.",
    wrong: filled(by: "reporting"),
    right: Example.maker(output: "lint") + filled(by: "maker"))
}

extension Check {
  static let transformerMissing = Check.model(.transformerMissing) { facts, found in
    for store in facts.stores where store.type == .transformer {
      guard let ingestion = store.ingestion,
        let name = ingestion.text(IngestionField.workspace),
        let index = facts.model.workspace(name),
        facts.model.workspaces[index].transformer == nil
      else { continue }
      found.append(
        .none(
          name, at: ingestion.span(IngestionField.workspace),
          workspace: facts.model.workspaces[index].object.span))
    }
  }
}

private func filled(by workspace: String) -> String {
  Example.store(Example.dataset, ingestion: "{ type: transformer, workspace: \(workspace) }")
}

extension Diagnostic {
  fileprivate static func none(_ name: String, at span: Span, workspace: Span) -> Diagnostic {
    Diagnostic(
      .transformerMissing, "workspace `\(name)` has no transformer", at: span,
      labels: [Label(workspace, "the workspace")],
      help: "give it a `transformer:` whose `output` is this store, or name another workspace")
  }
}
