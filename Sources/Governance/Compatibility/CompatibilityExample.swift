extension Example {
  /// Store `crm` as the base has it, but for the columns of `crm.purchases`.
  static func purchases(_ columns: String, head: String = "") -> String {
    """
    kind: Datastore
    name: crm
    team: USA/sales
    \(head.isEmpty ? "" : head + "\n")ingestion:
      type: kafka
      container: crm_events
      credential: crm_kafka
      topic: "crm.{dataset}"
    datasets:
      customers:
        classification: CPI
        columns: { id: bigint primary key, email: varchar(255) not null }
      purchases:
        classification: IP
        columns: { \(columns) }

    """
  }

  /// Workspace `reporting` as the base has it, but for what it reads.
  static func reporting(_ reads: String, head: String = "") -> String {
    """
    kind: Workspace
    name: reporting
    team: USA/finance
    \(head.isEmpty ? "" : head + "\n")groups:
      live: { reads: [\(reads)] }

    """
  }

  static let purchased =
    #"id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)""#
}
