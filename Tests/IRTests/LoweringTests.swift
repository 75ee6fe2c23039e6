import IR
import Model
import Testing

@Suite struct LoweringTests {
  // MARK: secrets

  @Test func theSecretsTable() {
    let rows = LoweringModel().plan().secrets.objects.map { object in
      "\(object.name) [\(object.keys.joined(separator: " "))] \(object.credential)"
        + (object.mountedByConnect ? " mounted" : "") + ": "
        + Set(object.readers.map(\.component)).sorted().joined(separator: " ")
    }
    #expect(
      rows == [
        "existing-db [USER PASSWORD] USA/sales.db_login mounted: kafka-connect pipeline",
        "one-airflow [USER PASSWORD] one.airflow: airflow postgres",
        "one-airflow-keys [FERNET_KEY API_SECRET_KEY JWT_SECRET] one (airflow keys): airflow",
        "one-connect [USER PASSWORD] one.connect: infrastructure-dag kafka-connect",
        "one-git [TOKEN] one.git: infrastructure-dag",
        "one-postgres [USER PASSWORD] one.postgres mounted: infrastructure-dag kafka-connect pipeline postgres",
        "one-slack [TOKEN] one.slack: airflow",
        "one-terraform-state [USER PASSWORD] one (terraform state): infrastructure-dag postgres",
        "usa-sales-client [PUBLIC_CERT PRIVATE_KEY] USA/sales.client mounted: kafka-connect",
        "usa-sales-corporate-ca [CA_CERT] USA/sales.corporate_ca mounted: kafka-connect",
        "usa-sales-crm-kafka [USER PASSWORD] USA/sales.crm_kafka mounted: kafka-connect",
        "usa-sales-registry [USER PASSWORD] USA/sales.registry mounted: kafka-connect",
      ])
  }

  /// Every Secret that a plan names is in the table, with the key it is read by.
  @Test(arguments: ["one", "two_b"]) func noPlanNamesAnotherSecret(_ platform: String) {
    let model = LoweringModel([("groups: { w.g:", "primary: { crm: [one] }\ngroups: { w.g:")])
    let table = Dictionary(
      uniqueKeysWithValues: model.plan(platform).secrets.objects.map { ($0.name, Set($0.keys)) })
    var used: [(String, String)] = []
    let plan = model.plan(platform)
    used += (plan.postgres.credential + plan.postgres.terraformCredential).map {
      ($0.secret, $0.key)
    }
    for store in ["crm", "ledger", "pulled"] {
      for source in model.store(store, on: platform).source?.sources ?? [] {
        used.append((source.secret, "USER"))
      }
      for slice in model.slices(store, on: platform) {
        used += slice.streams.flatMap(\.sourceSecrets).map { ($0.secret, $0.key) }
        for sink in slice.sinks {
          used.append((sink.secret, "PASSWORD"))
          if let secret = sink.registry?.secret { used.append((secret, "USER")) }
          if let secret = sink.registry?.caSecret { used.append((secret, "CA_CERT")) }
        }
      }
    }
    #expect(used.count > 6)
    for (secret, key) in used { #expect(table[secret]?.contains(key) == true, "\(secret) \(key)") }
  }

  @Test(arguments: [
    (
      "postgres: { host: pg, credential: postgres }",
      "postgres: { host: pg.acme.internal, credential: postgres, external: true }",
      [
        "one-postgres: infrastructure-dag kafka-connect pipeline",
        "one-terraform-state: infrastructure-dag",
        "one-airflow: airflow postgres",
      ]
    ),
    (
      "airflow: { credential: airflow }", "airflow: { credential: airflow, external: true }",
      ["one-airflow: infrastructure-dag"]
    ),
    (
      "kafka: { credential: connect }",
      "kafka: { credential: connect, external: true, container: USA/sales.events }",
      ["usa-sales-corporate-ca: kafka-connect", "one-connect: infrastructure-dag kafka-connect"]
    ),
  ])
  func externalServices(_ old: String, _ new: String, _ rows: [String]) {
    let plan = LoweringModel([(old, new)]).plan()
    let found = plan.secrets.objects.map {
      "\($0.name): " + Set($0.readers.map(\.component)).sorted().joined(separator: " ")
    }
    for row in rows { #expect(found.contains(row), "\(found)") }
    let hasKeys = plan.secrets.objects.contains { $0.name == "one-airflow-keys" }
    #expect(hasKeys == !plan.airflow.external)
    if plan.postgres.external {
      #expect(plan.postgres.host == "pg.acme.internal" && plan.postgres.storage == nil)
    } else {
      #expect(plan.postgres.host == "pg.ns-one.svc.cluster.local")
    }
    #expect(
      plan.kafka.bootstrap
        == (plan.kafka.external ? ["prod:9093"] : ["kafka.ns-one.svc.cluster.local:9092"]))
  }

  /// A platform that reads a store's own cluster needs no copy of its topics.
  @Test func anExternalClusterOfTheStoreHasNoReplicator() {
    let external = "kafka: { credential: connect, external: true, container: USA/sales.events }"
    #expect(LoweringModel().store("crm").source?.replicators.map(\.topics) == [["crm.a", "own.b"]])
    #expect(
      LoweringModel([("kafka: { credential: connect }", external)]).store("crm").source == nil)
  }

  // MARK: environments

  @Test(arguments: [
    ("environment: prod", ["prod:9093"], SecurityProtocol.saslSSL, "db.acme.internal", 5432),
    ("environment: dev", ["dev:9092"], .plaintext, "dev-db.acme.internal", 6543),
    ("environment: test", ["b1:9093", "b2:9093"], .saslSSL, "db.acme.internal", 5432),
    ("description: none", ["b1:9093", "b2:9093"], .saslSSL, "db.acme.internal", 5432),
  ])
  func valuesOfAnEnvironment(
    _ line: String, _ bootstrap: [String], _ security: SecurityProtocol, _ host: String, _ port: Int
  ) {
    let model = LoweringModel([("environment: prod", line)])
    let replicator = model.store("crm").source?.replicators.first
    #expect(replicator?.sourceBootstrap == bootstrap)
    #expect(replicator?.sourceSecurity.protocol == security)
    #expect((replicator?.sourceSecurity.userSecret != nil) == (security == .saslSSL))
    let source = model.store("ledger").source?.sources.first
    #expect(source?.host == host && source?.port == port && source?.database == "orders")
    let settings = model.slices("pulled")[0].streams[0].sourceSettings
    #expect(
      settings.map(\.value) == [host, "\(port)", "orders"]
        && settings.map(\.variable) == ["SOURCE_PGHOST", "SOURCE_PGPORT", "SOURCE_PGDATABASE"])
    let endpoints = model.plan().endpoints.map { "\($0.host):\($0.port) \($0.client)" }
    #expect(endpoints.contains("\(host):\(port) merge"))
    #expect(endpoints.contains("\(host):\(port) kafka-connect"))
    #expect(endpoints.contains("\(bootstrap[0]) kafka-connect"))
    #expect(endpoints.contains("registry.acme.internal:443 kafka-connect"))
  }

  // MARK: primaries

  @Test func aMirrorReadsThePrimarysMergeTables() {
    let model = LoweringModel([
      ("groups: { w.g:", "primary: { crm: [one], ledger: [one] }\ngroups: { w.g:")
    ])
    for name in ["crm", "ledger"] {
      let mirror = model.store(name, on: "two_b")
      #expect(mirror.primary == "one" && mirror.source == nil)
      #expect(model.store(name).primary == nil && model.store(name).source != nil)
      for slice in model.slices(name, on: "two_b") {
        #expect(slice.root == nil && slice.sinks.isEmpty && slice.dag != nil)
        for stream in slice.streams {
          #expect(
            stream.sourceSettings.map(\.value) == ["pg.ns-one.svc.cluster.local", "5432", "dsgen"])
          #expect(stream.sourceSecrets.map(\.secret) == ["one-postgres", "one-postgres"])
          #expect(stream.sourceSecrets.map(\.variable) == ["SOURCE_PGUSER", "SOURCE_PGPASSWORD"])
        }
      }
    }
    let endpoints = model.plan("two_b").endpoints
    #expect(
      endpoints.contains(
        Endpoint(host: "pg.ns-one.svc.cluster.local", port: 5432, client: "merge")))
    let names = model.plan("two_b").secrets.objects.map(\.name)
    #expect(names.contains("one-postgres") && !names.contains("usa-sales-crm-kafka"))
    #expect(names.contains("two-b-postgres"))
  }

  // MARK: schedules, placement, sources

  @Test(arguments: [
    "*/2 * * * *", "*/5 * * * *", "*/7 * * * *", "*/30 * * * *", "*/59 * * * *",
  ])
  func stepsAreStaggered(_ cron: String) throws {
    let model = LoweringModel([
      ("topic: \"crm.{dataset}\"", "topic: \"crm.{dataset}\", schedule: \"\(cron)\"")
    ])
    let step = try #require(Int(cron.dropFirst(2).prefix { $0 != " " }))
    for slice in model.slices("crm") {
      let schedule = try #require(slice.schedule)
      let fields = try Cron.parse(schedule).get().fields
      let minutes = (0..<60).filter { fields[0] & (1 << UInt64($0)) != 0 }
      #expect(
        minutes.first! < step && zip(minutes, minutes.dropFirst()).allSatisfy { $1 - $0 == step })
      #expect(fields[1...] == (try Cron.parse(cron).get()).fields[1...])
    }
    // The same for ever, and not the same for all.
    let names = (0..<40).map { "s\($0)" }
    let shifts = names.map { name in
      LoweringModel([
        ("name: pulled", "name: \(name)"), ("pulled.a", "\(name).a"), ("0 1 * * *", cron),
      ]).slices(name)[0].schedule
    }
    #expect(Set(shifts).count > 1)
  }

  @Test(arguments: [
    "0 1 * * *", "* * * * *", "*/5 1 * * *", "*/5 * * * 1", "0-59/5 * * * *", "*/1 * * * *",
    "7 * * * *",
  ])
  func otherSchedulesAreKept(_ cron: String) {
    #expect(LoweringModel([("0 1 * * *", cron)]).slices("pulled")[0].schedule == cron)
  }

  @Test func placementOnSeveralDatabases() {
    let model = LoweringModel([
      (
        "postgres: { host: pg, credential: postgres }",
        "postgres: { host: pg, credential: postgres, databases: [first, second, third] }"
      ),
      (
        "groups: { w.g:",
        "placement: { one: { crm: second, crm/s0001: third, crm/s0003: third } }\ngroups: { w.g:"
      ),
      (
        "datasets: { a: { columns: { id: bigint primary key } }, b: { topic",
        "datasets: { c: { columns: { id: bigint primary key } }, d: { columns: { id: bigint primary key } }, e: { columns: { id: bigint primary key } }, f: { columns: { id: bigint primary key } }, a: { columns: { id: bigint primary key } }, b: { topic"
      ),
    ])
    let slices = model.slices("crm")
    #expect(slices.count > 2)
    for slice in slices {
      let database = ["s0001", "s0003"].contains(slice.label) ? "third" : "second"
      #expect(slice.database == database)
      #expect(slice.streams.allSatisfy { $0.database == database })
      #expect(
        slice.sinks.allSatisfy {
          $0.jdbcURL == "jdbc:postgresql://pg.ns-one.svc.cluster.local:5432/\(database)"
        })
    }
    #expect(model.slices("ledger").allSatisfy { $0.database == "first" })
    #expect(model.slices("crm", on: "two_b").allSatisfy { $0.database == "first" })
  }

  @Test func tablesAreSpreadOverSources() throws {
    let sources = try #require(LoweringModel().store("ledger").source?.sources)
    #expect(sources.count > 1 && sources.count <= 3)
    for source in sources {
      let number = try #require(Int(source.label.dropFirst("source_".count)))
      #expect(source.name == "one.ledger.source-\(number)" && source.topicPrefix == "one.ledger")
      #expect(source.slot == PhysicalNames.slot(platform: "one", store: "ledger", number: number))
      for table in source.tables {
        let dataset = table.schema == "x" ? "b" : table.table
        #expect(Slices.slice(of: dataset, count: 3) == number)
      }
    }
    let tables = sources.flatMap(\.tables).map { $0.schema + "." + $0.table }
    #expect(tables.sorted() == ["public.a", "public.c", "public.d", "x.Y Z"])
    #expect(Set(sources.map(\.slot)).count == sources.count)
  }

  @Test func fingerprintsFollowTheSchema() {
    func print(_ columns: String) -> String {
      LoweringModel([
        ("name: pulled", "name: pulled"),
        (
          "schedule: \"0 1 * * *\" }\ndatasets: { a: { columns: { id: bigint primary key } } }",
          "schedule: \"0 1 * * *\" }\ndatasets: { a: \(columns) }"
        ),
      ])
      .slices("pulled")[0].datasets[0].fingerprint
    }
    let base = print("{ columns: { id: bigint primary key, v: integer } }")
    #expect(
      print(
        "{ description: x, columns: { id: { type: bigint, key: true }, v: { type: INT, description: y } } }"
      ) == base)
    let others = [
      "{ columns: { id: bigint primary key, v: bigint } }",
      "{ columns: { id: bigint primary key, v: integer not null } }",
      "{ columns: { id: bigint primary key, w: integer } }",
      "{ columns: { v: integer, id: bigint primary key } }",
      "{ columns: { id: bigint primary key, v: integer primary key } }",
      "{ columns: { id: bigint primary key, v: integer, x: integer } }",
      "{ columns: { id: bigint primary key, v: { type: integer, as: V } } }",
    ].map(print)
    #expect(Set(others + [base]).count == others.count + 1)
  }
}
