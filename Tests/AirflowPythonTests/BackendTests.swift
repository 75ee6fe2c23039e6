import AirflowPython
import Emit
import IR
import Model
import Testing

@Suite struct AirflowBackendTests {
  static let streams = [
    Fixtures.stream("customers", .critical, place: 12), Fixtures.stream("orders", .low, place: 13),
  ]

  @Test func aSliceIsATableAndTheConstantCode() throws {
    let file = try #require(sliceFile())
    #expect(file.path == "prod_live/airflow/prod_live.crm.s0000.py")
    expectLines(
      file,
      [
        "DAG_ID = \"prod_live.crm.s0000\"", "SCHEDULE = \"2-59/5 * * * *\"",
        "DESCRIPTION = \"Customers and orders.\"", "OWNER = \"USA/sales\"",
        "    (\"crm.customers\", \"customers\", 4, \"dsgen://prod_live/crm/customers\", "
          + "\"00ff00ff00ff00ff\"),",
        "    (\"crm.orders\", \"orders\", 1, \"dsgen://prod_live/crm/orders\", \"00ff00ff00ff00ff\"),",
        "SQL_FILE = \"/artifacts/generated/prod_live/sql/crm/s0000/merge.sql\"",
        "MERGE_PROGRAM = \"/artifacts/generated/prod_live/run/merge.sh\"",
        "STREAM_PREFIX = \"crm.\"",
        "    (\"PGPASSWORD\", \"prod-live-postgres\", \"PASSWORD\"),", "POOL = \"prod_live\"",
        "    \"app.kubernetes.io/component\": \"merge\",",
      ])
    #expect(text(file).hasSuffix(HoleTemplate.text("airflow-merge-streams.py")))
  }

  /// Only a stream's own line differs between two renders that differ in one stream.
  @Test func aChangedStreamIsOneChangedLine() throws {
    var changed = Self.streams
    changed[1].fingerprint = "ff"
    let before = lines(try #require(sliceFile()))
    let after = lines(try #require(sliceFile(streams: changed)))
    #expect(
      zip(before, after).filter { $0 != $1 }.map(\.0) == [
        before.first { $0.contains("crm.orders") }
      ])
  }

  @Test func everyLineOfDataHasItsPlaceAndCodeHasNone() throws {
    let file = try #require(sliceFile())
    let all = lines(file)
    let rows: [(String, Int?)] = [
      ("    (\"crm.customers\"", 12), ("    (\"crm.orders\"", 13), ("DAG_ID", 10), ("SQL_FILE", 10),
      ("POOL = ", 1), ("NAMESPACE", 1), ("class Pod", nil), ("try:", nil), ("# Generated", nil),
    ]
    for (start, place) in rows {
      let line = try #require(all.firstIndex { $0.hasPrefix(start) }, "\(start)")
      #expect(file.origin(ofLine: line + 1) == place.map(Fixtures.origin), "\(start)")
    }
  }

  @Test func oneJobASliceEndsInOneTask() throws {
    let file = try #require(sliceFile(platform: Fixtures.platform(jobs: .perSlice)))
    #expect(text(file).hasSuffix(HoleTemplate.text("airflow-merge-slice.py")))
  }

  @Test func aPulledStoreGetsItsSourceBesideTheDatabase() throws {
    let stream = Fixtures.stream(
      "customers", .high, place: 12,
      sourceSecrets: Fixtures.credential("SOURCE_PGUSER", "SOURCE_PGPASSWORD", "eu-crm-db"),
      sourceSettings: [Setting(variable: "SOURCE_PGHOST", value: "crm.example")])
    expectLines(
      try #require(sliceFile(streams: [stream])),
      [
        "    \"SOURCE_PGHOST\": \"crm.example\",",
        "    (\"SOURCE_PGUSER\", \"eu-crm-db\", \"USER\"),",
        "    (\"PGUSER\", \"prod-live-postgres\", \"USER\"),",
      ])
  }

  @Test func whereNothingIsScheduledThereIsNoFile() {
    var slice = Fixtures.slice(Self.streams)
    slice.dag = nil
    let platform = Fixtures.platform()
    #expect(AirflowBackend.slice(slice, store: Fixtures.store(), platform: platform).isEmpty)
    let empty = Fixtures.slice([])
    #expect(AirflowBackend.slice(empty, store: Fixtures.store(), platform: platform).isEmpty)
    #expect(AirflowBackend.store(Fixtures.store(), platform: platform).isEmpty)
  }

  @Test func withoutAScheduleItIsNone() throws {
    let files = AirflowBackend.slice(
      Fixtures.slice(Self.streams, schedule: nil), store: Fixtures.store(),
      platform: Fixtures.platform())
    expectLines(try #require(files.first), ["SCHEDULE = None"])
  }

  @Test func aTransactionalStoreHasOneStream() throws {
    let stream = Fixtures.stream("ledger", .medium, place: 14, file: "sql/ledger/merge.sql")
    let store = Fixtures.store(
      "ledger", description: nil, consistency: .store, stream: stream, dag: "prod_live.ledger")
    let file = try #require(
      AirflowBackend.store(store, platform: Fixtures.platform(jobs: .perSlice)).first)
    #expect(file.path == "prod_live/airflow/prod_live.ledger.py")
    expectLines(
      file,
      [
        "DAG_ID = \"prod_live.ledger\"", "DESCRIPTION = None", "SCHEDULE = \"*/5 * * * *\"",
        "SQL_FILE = \"/artifacts/generated/prod_live/sql/ledger/merge.sql\"",
      ])
    #expect(text(file).hasSuffix(HoleTemplate.text("airflow-merge-streams.py")))
  }

  @Test func aTransformerWaitsForItsInputsThenMerges() throws {
    let files = AirflowBackend.transform(Fixtures.transform(), platform: Fixtures.platform())
    let file = try #require(files.first)
    #expect(file.path == "prod_live/airflow/prod_live.transform.masking.py")
    expectLines(
      file,
      [
        "import json", "SCHEDULE = None",
        "INPUTS = [\"dsgen://prod_live/crm/customers\", \"dsgen://prod_live/crm/orders\"]",
        "TRANSFORMER_COMMAND = [\"python\", \"-m\", \"masking\"]", "TRANSFORMER_WEIGHT = 3",
        "    \"DSGEN_INPUT_SCHEMA\": \"masking\",", "    \"DSGEN_OUTPUT_SCHEMA\": \"staging\",",
        "OUTPUT_TABLES = {\"customers\": \"masked_crm__customers\"}",
        "    (\"CRM_USER\", \"usa-sales-crm-kafka\", \"USER\"),",
        "    \"app.kubernetes.io/component\": \"transform\",",
        "    (\"masked_crm\", \"masked_crm\", 3, \"dsgen://prod_live/masked_crm\", "
          + "\"11ff11ff11ff11ff\"),",
      ])
  }

  @Test func capturedDatabasesAreNumbered() {
    var platform = Fixtures.platform()
    platform.signals = [
      SignalSource(
        store: "ledger", host: "db.example", port: 5433, database: "book", secret: "eu-ledger",
        table: "ops.signals", publications: ["dsgen_a", "dsgen_b"], origin: Fixtures.origin(9))
    ]
    expectLines(
      AirflowBackend.infrastructure(platform: platform),
      [
        "SIGNAL_STORES = [\"ledger\"]", "    \"SOURCE_0_PGPORT\": \"5433\",",
        "    \"SOURCE_0_SIGNALS\": \"ops.signals\",",
        "    \"SOURCE_0_PUBLICATIONS\": \"dsgen_a dsgen_b\",",
        "    (\"SOURCE_0_PGPASSWORD\", \"eu-ledger\", \"PASSWORD\"),",
      ])
  }

  @Test func programsFitTheirTree() {
    let files = AirflowBackend.programs(Fixtures.platform())
    #expect(Set(files.map(\.path)).count == 11)
    for file in files {
      #expect(file.path.hasPrefix("prod_live/run/"))
      #expect(text(file).contains("Generated by dsgen."))
    }
  }

  @Test func theInfrastructureKnowsEverySecretAndNoDataset() {
    let file = AirflowBackend.infrastructure(platform: Fixtures.platform())
    #expect(file.path == "prod_live/airflow/prod_live_infrastructure.py")
    expectLines(
      file,
      [
        "DAG_ID = \"prod_live_infrastructure\"", "SCHEDULE = \"*/15 * * * *\"",
        "RENDER_SECRETS = [(\"GIT_TOKEN\", \"prod-live-git\", \"TOKEN\")]",
        "    (\"PROD_LIVE_CONNECT_PASSWORD\", \"prod-live-connect\", \"PASSWORD\"),",
        "    (\"PROD_LIVE_GIT_TOKEN\", \"prod-live-git\", \"TOKEN\"),",
        "DATABASES = [\"dsgen\"]", "    \"PGSSLMODE\": \"disable\",", "SIGNAL_STORES = []",
        "HEALTH_DAG = \"prod_live_health\"", "REMOVAL_DAG = \"prod_live_removal\"",
        "    (\"TERRAFORM_PGUSER\", \"prod-live-terraform-state\", \"USER\"),",
        "    (\"KAFKA_CONNECT_BASIC_AUTH_USERNAME\", \"prod-live-connect\", \"USER\"),",
        "    render >> verify >> expand",
      ])
    #expect(
      lines(AirflowBackend.infrastructure(platform: Fixtures.platform(external: true)))
        .contains("    \"PGSSLMODE\": \"require\","))
  }

  /// Airflow refuses a tag of more than 100 characters.
  @Test func tagsAreCut() throws {
    let name = String(repeating: "s", count: 128)
    let files = AirflowBackend.slice(
      Fixtures.slice(Self.streams), store: Fixtures.store(name), platform: Fixtures.platform())
    let tag = "store:" + name.prefix(94)
    #expect(text(try #require(files.first)).contains("    \"\(tag)\",\n"))
  }

  /// The constant parts hold nothing of a model, and no hole or Jinja template.
  @Test func templatesAreConstant() {
    let mine = HoleTemplate.names.filter { $0.hasPrefix("airflow-") || $0.hasPrefix("run-") }
    #expect(mine.count == 21)
    for name in mine {
      let text = HoleTemplate.text(name)
      #expect(!text.contains("{{") && !text.contains("{%") && text.hasSuffix("\n"), "\(name)")
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(name)")
    }
  }

  private func sliceFile(
    streams: [StreamPlan] = streams, platform: PlatformPlan = Fixtures.platform()
  ) -> GeneratedFile? {
    AirflowBackend.slice(Fixtures.slice(streams), store: Fixtures.store(), platform: platform).first
  }

  private func text(_ file: GeneratedFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

  private func lines(_ file: GeneratedFile) -> [Substring] {
    text(file).split(separator: "\n", omittingEmptySubsequences: false)
  }

  private func expectLines(_ file: GeneratedFile, _ expected: [String]) {
    let all = Set(lines(file))
    for line in expected { #expect(all.contains(Substring(line)), "\(file.path): \(line)") }
  }
}
