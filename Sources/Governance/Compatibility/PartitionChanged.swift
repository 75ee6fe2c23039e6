import Diagnostics
import Model

extension Rule {
  static let partitionChanged = Rule(
    code: "partition-changed", severity: .error,
    summary: "The partition of a dataset that somebody reads changes.",
    why: """
      The partition says which rows belong together where the data is captured. Readers that go by it would \
      take parts of what they took before.
      """,
    before: "",
    wrong: Example.purchases(
      #"id: bigint primary key, customer_id: { type: bigint, nullable: false, partition: true }, total: "decimal(18,2)""#
    ),
    right: Example.purchases(
      #"id: bigint primary key, customer_id: { type: bigint, nullable: false, unit: none }, total: "decimal(18,2)""#
    ))
}

extension ContractCheck {
  static let partitionChanged = ContractCheck(.partitionChanged) { change, found in
    let (old, new) = (change.renamed(change.base.partition), change.head.partition)
    if old == new { return }
    found.append(
      change.broken(
        .partitionChanged, "changes its partition from \(keyed(old)) to \(keyed(new))",
        at: .partition, way: .accept,
        help: "keep the partition; or let its readers accept a waiver"))
  }
}
