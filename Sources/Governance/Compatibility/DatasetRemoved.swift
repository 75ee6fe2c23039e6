import Diagnostics
import Model

extension Rule {
  static let datasetRemoved = Rule(
    code: "dataset-removed", severity: .error,
    summary: "A dataset that somebody reads is removed.",
    why: """
      A dataset goes in steps: its owner marks it `deprecated: true`, those who read it leave, and then it is \
      removed. While anybody reads it, by its name or by a pattern, it stays. One that nobody reads may go at \
      once. `was:` keeps a dataset that only gets another name; who reads it by a pattern that does not match \
      the new name would lose it nonetheless.
      """,
    before: Example.purchases(Example.purchased) + "---\n"
      + Example.reporting("masked_crm.customers, { datasets: crm.* }"),
    wrong: Example.withoutPurchases + "---\n"
      + Example.reporting("masked_crm.customers, { datasets: crm.* }"),
    right: Example.withoutPurchases + "---\n"
      + Example.reporting("crm.customers, masked_crm.customers"))
}

extension Break {
  /// - Parameters:
  ///   - span: where it would be in the head.
  ///   - name: its path in the head; nil where it is gone.
  static func removed(_ model: Model, dataset id: Int, at span: Span, name: String?) -> Break {
    let path = model.path(ofDataset: id)
    return Break(
      rule: .datasetRemoved, subject: Subject(path, team: model.team(ofDataset: id)),
      what: name.map { "`\(path)` becomes `\($0)`, which a pattern does not match" }
        ?? "`\(path)` is removed",
      span: span, labels: [Label(model.object(ofDataset: id).span, "as it was")],
      scope: name.map { .pattern(base: path, head: $0) }
        ?? .dataset(base: path, head: path, column: nil), way: .leave,
      help: name == nil
        ? "mark it `deprecated: true` and let its readers leave it first; or keep it under another "
          + "name, with `was: \(model.name(ofDataset: id))`"
        : "let them read it by a pattern that matches, or by its name, first")
  }
}

extension Model {
  func team(ofDataset id: Int) -> String { stores[Int(datasets[id].store)].team }
}

extension Example {
  static let withoutPurchases = """
    kind: Datastore
    name: crm
    team: USA/sales
    ingestion:
      type: kafka
      container: crm_events
      credential: crm_kafka
      topic: "crm.{dataset}"
    datasets:
      customers:
        classification: CPI
        columns: { id: bigint primary key, email: varchar(255) not null }

    """
}
