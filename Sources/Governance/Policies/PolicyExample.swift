extension Example {
  /// Zone `EU` with policies, and its team `core` with a Kafka container.
  /// - Parameters:
  ///   - location: where the container is; empty: not said.
  static func zoned(_ policies: String, location: String = "onprem:EU/DUB_1") -> String {
    """
    kind: Ecosystem
    name: Northwind
    repository: acme/data-model@ecosystem
    live: acme/data-model@main
    zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
    vendors:
      onprem: { cloud: private, description: Our own, locations: { EU: [DUB_1], USA: [NY_1] } }
      aws: { cloud: aws, description: Amazon, locations: [eu_west_1] }
      rack: { description: A rented rack, locations: [cage_7] }
    ---
    kind: Zone
    name: EU
    teams: { core: acme/core-model@main }
    policies: { \(policies) }
    ---
    kind: Team
    name: core
    zone: EU
    containers:
      bus:
        type: kafka
        bootstrap: "b.acme.internal:9092"\(location.isEmpty ? "" : "\n    locations: [\"\(location)\"]")

    """
  }

  /// A workspace `lint` of zone `EU` that reads, on `prod_live`, what zone `USA` produces.
  static func zonedReader(_ policies: String, reads: String = "crm.purchases") -> String {
    zoned(policies) + "---\n"
      + workspace("[\(reads)]").replacing("team: USA/finance", "team: EU/core")
  }
}
