import IR
import Model
import Testing

/// What platforms run for stores that they mirror, or read on a cluster that is not theirs.
@Suite struct MirrorTests {
  private let kafka = "type: kafka, container: one, credential: reader, topic: \"t.{dataset}\""

  /// The primary holds a store where its own Assignments say; its mirrors must look there.
  @Test func aMirrorReadsTheDatabaseThatThePrimaryUses() {
    let found = estate(
      team + platform("main", postgres: "{ host: pg, credential: postgres, databases: [a, b, c] }")
        + platform("mirror") + store("shop", kafka, "{ orders: \(plainDataset) }")
        + store("clicks", kafka, slices: 2, days) + store("rest", kafka, "{ r: \(plainDataset) }")
        + workspace("w", reads: "[shop.orders, rest.r, { datasets: \"clicks.*\" }]")
          + """
          kind: Assignments
          groups: { w.all: [{ platform: mirror, status: provisioned }] }
          primary: { shop: [main], clicks: [main], rest: [main] }
          placement: { main: { shop: b, clicks/s0001: c } }

          """)
    func source(_ plan: SlicePlan) -> Set<String> {
      Set(plan.streams.flatMap(\.sourceSettings).map { "\($0.variable)=\($0.value)" })
    }
    let address: Set = ["SOURCE_PGHOST=pg.ns-main.svc.cluster.local", "SOURCE_PGPORT=5432"]
    #expect(source(found.slice("mirror", "shop")) == address.union(["SOURCE_PGDATABASE=b"]))
    #expect(source(found.slice("mirror", "rest")) == address.union(["SOURCE_PGDATABASE=a"]))
    #expect(source(found.slice("mirror", "clicks", 0)) == address.union(["SOURCE_PGDATABASE=a"]))
    #expect(source(found.slice("mirror", "clicks", 1)) == address.union(["SOURCE_PGDATABASE=c"]))
    #expect(found.slice("main", "shop").database == "b")
    let readers = found.plan(platform: found.platform("main")).readers
    #expect(readers.map(\.name) == ["mirror"])
    #expect(readers.map(\.namespace) == ["ns-mirror"])
    #expect(found.plan(platform: found.platform("mirror")).readers.isEmpty)
  }

  private let days =
    "{ " + (1...8).map { "day_\($0): \(plainDataset)" }.joined(separator: ", ") + " }"

  /// Topics of the platform's external cluster are read in place, by the store's own login; those of
  /// another cluster are copied into it, by a replicator that must sign in at both ends.
  @Test func anExternalCluster() {
    let found = estate(
      team
        + platform(
          "main", kafka: "{ external: true, container: EU/core.one, credential: connect }")
        + store("direct", kafka, "{ orders: \(plainDataset) }")
        + store(
          "worker", "type: kafka, container: one, credential: worker", "{ w: \(plainDataset) }")
        + store(
          "copied", "type: kafka, container: two, credential: other", "{ c: \(plainDataset) }")
        + workspace("w", reads: "[direct.orders, worker.w, copied.c]")
        + assigned("main"))
    func security(_ user: String) -> KafkaSecurityPlan {
      KafkaSecurityPlan(protocol: .saslSSL, mechanism: .plain, userSecret: "eu-core-\(user)")
    }
    #expect(found.plan(platform: 0).kafka.security == security("worker"))
    #expect(found.storePlan("main", "direct").source == nil)
    #expect(found.slice("main", "direct").sinks.map(\.consumerSecurity) == [security("reader")])
    #expect(found.slice("main", "worker").sinks.map(\.consumerSecurity) == [nil])
    #expect(found.slice("main", "copied").sinks.map(\.consumerSecurity) == [nil])
    let replicator = found.storePlan("main", "copied").source?.replicators.first
    #expect(replicator?.sourceSecurity == security("other"))
    #expect(replicator?.targetSecurity == security("worker"))
  }

  /// A transformer waits for exactly what its platform's DAGs update: of a dataset, of a whole store,
  /// and of a mirror of either; never for its own output.
  @Test func aTransformerWaitsForAssetsOfItsPlatform() {
    let whole = kafka + ", consistency: store"
    let found = estate(
      team + platform("main") + platform("mirror")
        + store("a", kafka, "{ x: \(plainDataset), y: \(plainDataset) }")
        + store("b", whole, "{ x: \(plainDataset), y: \(plainDataset) }")
        + store("c", kafka, "{ x: \(plainDataset) }") + store("d", whole, "{ x: \(plainDataset) }")
        + store("made", "type: transformer, workspace: maker", "{ out: \(plainDataset) }")
        + workspace(
          "maker", reads: "[a.x, b.x, b.y, c.x, d.x, made.out]",
          head: "transformer: { image: \"i:1\", output: made }")
        + workspace("w", reads: "[made.out]", priority: "critical")
          + """
          kind: Assignments
          groups: { w.all: [{ platform: mirror, status: provisioned }] }
          primary: { c: [main], d: [main] }

          """)
    let mirror = found.platform("mirror")
    let plan = found.transformPlans(platform: mirror)[0]
    #expect(
      plan.inputs == [
        "dsgen://mirror/a/x", "dsgen://mirror/b", "dsgen://mirror/c/x", "dsgen://mirror/d",
      ])
    var updated: Set<String> = []
    for store in found.stores(platform: mirror) {
      let plan = found.storePlan(platform: mirror, store: store)
      if plan.dag != nil { updated.insert(plan.stream!.asset) }
      for slice in plan.slices {
        updated.formUnion(
          found.slicePlan(platform: mirror, store: store, slice: slice).streams.map(\.asset))
      }
    }
    #expect(updated == Set(plan.inputs))
    #expect(plan.priority == .critical)
    #expect(found.graphs.allSatisfy { $0.faults().isEmpty })
    #expect(found.transformPlans(platform: found.platform("main")).isEmpty)
  }

  private func assigned(_ platform: String) -> String {
    """
    kind: Assignments
    groups: { w.all: [{ platform: \(platform), status: provisioned }] }

    """
  }
}
