import DSLFrontend
import Diagnostics
import IR
import Model
import Testing

/// A model with one store of each type and two platforms, and what becomes of it when lines change.
struct LoweringModel {
  static let text = """
    kind: Ecosystem
    name: E
    repository: acme/model@eco
    live: git.acme.internal/acme/model@release/1
    zones: { USA: acme/model@usa }
    ---
    kind: Zone
    name: USA
    teams: { sales: acme/sales@main }
    ---
    kind: Team
    name: sales
    zone: USA
    credentials:
      crm_kafka: user-password
      registry: user-password
      corporate_ca: ca-bundle
      client: client-certificate
      db_login: { type: user-password, secret: existing-db }
      api: api-key-pair
    containers:
      events:
        type: kafka
        bootstrap: ["b1:9093", "b2:9093"]
        security: { protocol: sasl_ssl, mechanism: scram-sha-512, ca: corporate_ca, certificate: client }
        registry: { url: "https://registry.acme.internal", credential: registry }
        in:
          prod: { bootstrap: "prod:9093" }
          dev: { bootstrap: ["dev:9092"], security: { protocol: plaintext } }
      db:
        type: postgres
        host: db.acme.internal
        database: orders
        slots: 20
        in: { dev: { host: dev-db.acme.internal, port: 6543 } }
    ---
    kind: Datastore
    name: crm
    team: USA/sales
    slices: 4
    ingestion: { type: kafka, container: events, credential: crm_kafka, topic: "crm.{dataset}" }
    datasets: { a: { columns: { id: bigint primary key } }, b: { topic: own.b, columns: { id: bigint primary key } } }
    ---
    kind: Datastore
    name: ledger
    team: USA/sales
    ingestion: { type: cdc, container: db, credential: db_login, sources: 3 }
    datasets: { a: { columns: { id: bigint primary key } }, b: { source: { schema: x, table: "Y Z" }, columns: { id: bigint primary key } }, c: { columns: { id: bigint primary key } }, d: { columns: { id: bigint primary key } } }
    ---
    kind: Datastore
    name: pulled
    team: USA/sales
    ingestion: { type: sql-snapshot, container: db, credential: db_login, schedule: "0 1 * * *" }
    datasets: { a: { columns: { id: bigint primary key } } }
    ---
    kind: Workspace
    name: w
    team: USA/sales
    groups: { g: { reads: [{ datasets: "crm.*" }, { datasets: "ledger.*" }, pulled.a] } }
    ---
    kind: Assignments
    groups: { w.g: [{ platform: one, status: provisioned }, { platform: two_b, status: provisioned }] }
    \(platformDocument("one", extra: "environment: prod"))\(platformDocument("two_b"))
    """

  let estate: Estate

  /// - Parameter changes: pieces of the text, and what stands in their place.
  init(_ changes: [(String, String)] = []) {
    var text = Self.text
    for (old, new) in changes {
      #expect(text.contains(old), "the model has no \(old)")
      text.replace(old, with: new)
    }
    let loaded = Frontend.load([SourceFile(path: "m.yaml", bytes: Array(text.utf8))])
    #expect(loaded.diagnostics.map(\.message) == [])
    estate = Estate.lower(loaded.model)
  }

  func platform(_ name: String) -> Int { estate.model.platform(name)! }

  func plan(_ name: String = "one") -> PlatformPlan { estate.plan(platform: platform(name)) }

  func store(_ name: String, on platform: String = "one") -> StorePlan {
    estate.storePlan(platform: self.platform(platform), store: estate.model.store(name)!)
  }

  func slices(_ name: String, on platform: String = "one") -> [SlicePlan] {
    store(name, on: platform).slices.map {
      estate.slicePlan(
        platform: self.platform(platform), store: estate.model.store(name)!, slice: $0)
    }
  }
}
