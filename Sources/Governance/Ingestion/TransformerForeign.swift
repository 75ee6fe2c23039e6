import Diagnostics
import Model

extension Rule {
  static let transformerForeign = Rule(
    code: "transformer-foreign", severity: .error, covers: ["58", "98"],
    summary: "A transformer writes into a store of another team.",
    why:
      "Whoever owns a store answers for its data; a transformer's owner can answer only for its own.",
    wrong: Example.maker(output: "lint") + made(team: "USA/finance"),
    right: Example.maker(output: "lint") + made(team: "USA/sales"))
}

extension Check {
  static let transformerForeign = Check.model(.transformerForeign) { facts, found in
    for workspace in facts.model.workspaces {
      guard let transformer = workspace.transformer,
        let output = transformer.text(TransformerField.output),
        let index = facts.model.store(output),
        facts.stores[index].declared.team != workspace.team
      else { continue }
      found.append(
        .foreign(
          output, facts.stores[index].declared.team,
          at: transformer.span(TransformerField.output),
          store: facts.stores[index].declared.object.span))
    }
  }
}

private func made(team: String) -> String {
  """
  kind: Datastore
  name: lint
  team: \(team)
  ingestion: { type: transformer, workspace: maker }
  datasets:
  \(Example.dataset)

  """
}

extension Diagnostic {
  fileprivate static func foreign(
    _ store: String, _ team: String, at span: Span, store place: Span
  ) -> Diagnostic {
    Diagnostic(
      .transformerForeign, "store `\(store)` belongs to team `\(team)`", at: span,
      labels: [Label(place, "the store")],
      help: "write into a store of the workspace's own team, which the other team then reads")
  }
}
