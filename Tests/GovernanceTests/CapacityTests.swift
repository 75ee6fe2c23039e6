import DSLFrontend
import Diagnostics
import Model
import Testing

@testable import Governance

/// Sums over platforms, and what engines hold.
@Suite struct CapacityTests {
  @Test(arguments: [
    (10, "", [String]()),
    // Twenty slots, eleven for each of two platforms.
    (11, "", ["slots-exceeded"]),
    (11, "primary: { ledger: [prod_live] }", []),
  ])
  func slotsAreCountedForEachPlatform(_ sources: Int, _ primary: String, _ codes: [String]) {
    let model = """
      kind: Datastore
      name: ledger
      team: USA/sales
      ingestion: { type: cdc, container: orders_db, credential: login, sources: \(sources) }
      datasets: { entries: { classification: IP, columns: { id: bigint primary key } } }
      ---
      kind: Platform
      name: second
      type: kubernetes-postgres
      environment: prod
      merge: live
      namespace: second
      images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
      postgres: { host: pg-data, credential: postgres }
      kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
      airflow: { name: airflow, credential: airflow }
      git: { credential: git }
      slack: { channel: "#data", credential: git }
      credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token }
      ---
      kind: Workspace
      name: closing
      team: USA/finance
      groups: { daily: { reads: [ledger.entries] } }
      ---
      kind: Assignments
      groups:
        reporting.live: [{ platform: prod_live, status: provisioned }]
        closing.daily:
          - { platform: prod_live, status: provisioned }
          - { platform: second, status: provisioned }
      \(primary)

      """
    #expect(judge(model).map(\.code) == codes)
  }

  @Test func aTransformerThatUpsertsTakesNoRowBack() {
    let found = judge(
      """
      kind: Workspace
      name: masking
      team: USA/sales
      groups: { input: { reads: [crm.customers] } }
      transformer: { image: "r.acme.internal/masking:1", output: masked_crm, mode: upsert }

      """)
    #expect(found.map(\.code) == ["deletes-invisible"])
  }

  /// What a change adds to sums is told by the part of the models that it reaches.
  @Test func aPartTellsWhatItAdds() {
    func model(_ count: Int) -> Model {
      let datasets = (0..<count).map {
        "    d\($0): { classification: IP, columns: { id: bigint primary key } }"
      }
      let text = """
        kind: Datastore
        name: more
        team: USA/sales
        slices: 2
        ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "more.{dataset}" }
        datasets:
        \(datasets.joined(separator: "\n"))
        ---
        kind: Workspace
        name: other
        team: USA/finance
        groups: { all: { reads: [{ datasets: "more.*" }] } }
        ---
        kind: Assignments
        groups:
          reporting.live: [{ platform: prod_live, status: provisioned }]
          other.all: [{ platform: prod_live, status: provisioned }]

        """
      return Frontend.load(files(text)).model
    }
    func part(_ model: Model) -> Model {
      model.part(stores: { $0.name == "more" }, workspaces: { $0.name == "other" })
    }
    let (old, new) = (model(2), model(90))
    let before = CapacityUse(of: old)
    let after = before.replacing(CapacityUse(of: part(old)), by: CapacityUse(of: part(new)))
    func told(_ model: Model, _ capacity: CapacityUse? = nil) -> [String] {
      Governance.check(model, isPartial: true, capacity: capacity)
        .filter { $0.code.hasSuffix("-exceeded") }.map { $0.message + $0.notes.joined() }
    }
    #expect(told(old).isEmpty)
    #expect(told(new).count == 1)
    #expect(told(part(new), after) == told(new))
    #expect(told(part(old), before) == told(old))
  }

  /// Whatever PostgreSQL's names allow, the other engines allow, so that no name is judged twice.
  @Test func noEngineHasShorterNames() {
    #expect(Engine.allCases.allSatisfy { $0.longestName >= Engine.postgres.longestName })
  }

  static let types: [(type: String, engines: [Engine])] = [
    ("bigint", Engine.allCases),
    ("decimal(31,2)", Engine.allCases),
    ("decimal(38,2)", [.postgres, .mysql, .oracle, .sqlserver, .snowflake]),
    ("decimal(65,2)", [.postgres, .mysql]),
    ("time", [.postgres, .mysql, .sqlserver, .db2, .snowflake]),
    ("timestamp with time zone", [.postgres, .mysql, .oracle, .sqlserver, .snowflake]),
    ("interval", [.postgres]),
    ("array<bigint>", [.postgres, .snowflake]),
    ("map<varchar(5), bigint>", [.snowflake]),
    ("vector(3)", [.snowflake]),
    ("geography(point, 4326)", [.sqlserver, .snowflake]),
    ("float128", []),
    ("varchar(100000)", Engine.allCases),
  ]

  @Test(arguments: types) func isHeldBy(_ row: (type: String, engines: [Engine])) throws {
    let type = try ColumnDefinition.parse(row.type).get().type
    #expect(Engine.allCases.filter { $0.problem(of: type) == nil } == row.engines, "\(row.type)")
  }
}
