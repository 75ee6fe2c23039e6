import Diagnostics
import Model

extension Rule {
  static let transformerMismatch = Rule(
    code: "transformer-mismatch", severity: .error, covers: ["60", "99"],
    summary: "A transformer and the store it fills do not name each other.",
    why: """
      The store says `ingestion: { type: transformer, workspace: … }`, the transformer `output: …`. If \
      only one of them says so, the data would be written and never merged, or awaited and never \
      written.
      """,
    wrong: Example.maker(output: "crm"),
    right: Example.maker(output: "lint")
      + Example.store(Example.dataset, ingestion: "{ type: transformer, workspace: maker }"))
}

extension Check {
  static let transformerMismatch = Check.model(.transformerMismatch) { facts, found in
    let model = facts.model
    for workspace in model.workspaces {
      guard let transformer = workspace.transformer,
        let output = transformer.text(TransformerField.output), let index = model.store(output)
      else { continue }
      let store = facts.stores[index]
      guard store.type != nil,
        store.ingestion?.text(IngestionField.workspace) != workspace.name
          || store.type != .transformer
      else { continue }
      found.append(
        .notIngested(
          output, workspace.name, at: transformer.span(TransformerField.output),
          store: store.declared.object.span))
    }
    for store in facts.stores where store.type == .transformer {
      guard let ingestion = store.ingestion,
        let name = ingestion.text(IngestionField.workspace), let index = model.workspace(name),
        let transformer = model.workspaces[index].transformer,
        let output = transformer.text(TransformerField.output),
        output != store.declared.name
      else { continue }
      found.append(
        .notWritten(
          name, output, store.declared.name, at: ingestion.span(IngestionField.workspace),
          transformer: transformer.span(TransformerField.output)))
    }
  }
}

extension Diagnostic {
  fileprivate static func notIngested(
    _ store: String, _ workspace: String, at span: Span, store place: Span
  ) -> Diagnostic {
    Diagnostic(
      .transformerMismatch, "the ingestion of store `\(store)` is not workspace `\(workspace)`",
      at: span, labels: [Label(place, "the store")],
      help: "let the store say `ingestion: { type: transformer, workspace: \(workspace) }`, "
        + "or name the store that does")
  }

  fileprivate static func notWritten(
    _ workspace: String, _ output: String, _ store: String, at span: Span, transformer: Span
  ) -> Diagnostic {
    Diagnostic(
      .transformerMismatch,
      "the transformer of workspace `\(workspace)` writes `\(output)`, not `\(store)`", at: span,
      labels: [Label(transformer, "its output")],
      help: "a transformer has one output; give this store a workspace of its own")
  }
}
