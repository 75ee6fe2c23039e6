import Diagnostics
import Model

extension Rule {
  static let productionMismatch = Rule(
    code: "production-mismatch", severity: .warning, covers: ["87", "97"],
    summary: "A workspace and a store that it reads or fills are not both in production.",
    why: """
      Production that depends on a store nobody keeps running at night breaks at night; and data of \
      production that goes elsewhere may go where it must not be.
      """,
    wrong: Example.workspace("[crm.customers]", head: "production: true"),
    right: Example.workspace("[crm.customers]", head: "production: false"))
}

extension Check {
  static let productionMismatch = Check.model(.productionMismatch) { facts, found in
    var seen: Set<[Int]> = []
    for read in facts.reads where !read.datasets.isEmpty {
      let workspace = facts.model.workspaces[read.workspace]
      let production = workspace.object.bool(WorkspaceField.production)
      guard facts.stores[read.store].production != production,
        seen.insert([read.workspace, read.store]).inserted
      else { continue }
      found.append(
        .mismatch(
          workspace.name, production, "reads", facts.stores[read.store].declared, at: read.span))
    }
    for workspace in facts.model.workspaces {
      guard let transformer = workspace.transformer,
        let index = transformer.text(TransformerField.output).flatMap({ facts.model.store($0) })
      else { continue }
      let production = workspace.object.bool(WorkspaceField.production)
      guard facts.stores[index].production != production else { continue }
      found.append(
        .mismatch(
          workspace.name, production, "fills", facts.stores[index].declared,
          at: transformer.span(TransformerField.output)))
    }
  }
}

extension Diagnostic {
  fileprivate static func mismatch(
    _ workspace: String, _ production: Bool, _ verb: String, _ store: Datastore, at span: Span
  ) -> Diagnostic {
    let (first, second) =
      production
      ? ("in production", "is not") : ("not in production", "is")
    return Diagnostic(
      .productionMismatch,
      "workspace `\(workspace)`, \(first), \(verb) store `\(store.name)`, which \(second)",
      at: span,
      labels: [
        Label(
          store.object.span(
            store.object.has(DatastoreField.production)
              ? DatastoreField.production : DatastoreField.name),
          "the store \(second) in production")
      ],
      help: "say `production: true` on both, or on neither")
  }
}
