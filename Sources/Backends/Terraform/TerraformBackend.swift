public import Emit
public import IR

/// Terraform root modules for Kafka Connect: one for each slice with sinks, one for each store with
/// source connectors or replicators. Pure functions of the plans.
public enum TerraformBackend {
  /// The files of a slice's root, its sinks; none where the slice has no root.
  public static func slice(
    _ slice: SlicePlan, store: StorePlan, platform: PlatformPlan
  ) -> [GeneratedFile] {
    guard let root = slice.root else { return [] }
    // About what a connector takes.
    let capacity = 4096 * (slice.sinks.count + 1)
    return RootModule.files(
      root, platform: platform, origin: slice.origin, capacity: capacity
    ) { writer in
      var resources = SinkResources()
      for sink in slice.sinks { resources.write(sink, to: &writer) }
    }
  }

  /// The files of a store's `source` root, its captures and replicators; none where it has none.
  public static func source(_ store: StorePlan, platform: PlatformPlan) -> [GeneratedFile] {
    guard let source = store.source else { return [] }
    let captures = source.sources.map {
      PostgresSourceRecipe.connector($0, isOneOfSeveral: source.sources.count > 1)
    }
    let replicators = source.replicators.flatMap {
      ConnectorSplit.replicator($0).map(ReplicatorRecipe.connector)
    }
    let transactions = source.transactions.map { [SinkRecipe.connector($0)] } ?? []
    return RootModule.files(source.root, platform: platform, origin: store.origin) { writer in
      for connector in captures + replicators + transactions {
        RootModule.write(connector, to: &writer)
      }
    }
  }
}
