import Diagnostics
import Model

extension Rule {
  static let descriptionMissing = Rule(
    code: "description-missing", severity: .warning, status: .preview,
    summary: "A datastore in production, or a dataset of one, has no description.",
    why: """
      Whoever reads it without having made it has to guess what one row is. A shape's description holds for \
      its datasets.
      """,
    wrong: store(described: false), right: store(described: true))
}

extension Check {
  static let descriptionMissing = Check(
    rules: [.descriptionMissing],
    model: { facts, found in
      for store in facts.stores
      where store.production && !store.declared.object.has(DatastoreField.description) {
        found.append(
          .undescribed("datastore", store.declared.name, at: store.declared.object.span))
      }
    },
    dataset: { dataset, facts, found in
      guard dataset[.description] == nil, facts.stores[dataset.store].production,
        dataset.shape?.has(ShapeField.description) != true
      else { return }
      found.append(
        .undescribed("dataset", dataset.tree.string(dataset.name), at: dataset.span))
    })
}

private func store(described: Bool) -> String {
  Example.store(
    """
      events:
    \(described ? "    description: One row for each click\n" : "")    classification: IP
        columns: { id: bigint primary key }
    """, head: "production: true\ndescription: What visitors do")
}

extension Diagnostic {
  fileprivate static func undescribed(
    _ kind: String, _ name: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .descriptionMissing, "\(kind) `\(name)`, in production, has no description", at: span,
      help: "say in one sentence what it holds: `description: …`")
  }
}
