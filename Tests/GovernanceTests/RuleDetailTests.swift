import Diagnostics
import Testing

/// What the rules' own examples do not show: other ways to break a rule, and near misses.
@Suite struct RuleDetailTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let codes: [String]
    let model: String
    var testDescription: String { name }
  }

  @Test(arguments: rows) func findsExactly(_ row: Row) {
    #expect(judge(row.model).map(\.code).sorted() == row.codes.sorted())
  }

  static let rows: [Row] = [
    Row(
      "topics of two stores of one container", ["topic-shared"],
      store("a", topic: "crm.purchases.{dataset}", "x: \(plain)")
        + store("b", topic: "crm.{dataset}", "y: { topic: crm.purchases.x, \(columns) }")),
    Row(
      "topics of stores that begin alike", ["topic-shared", "topic-shared"],
      store("a", topic: "t.{dataset}.x", "bc: \(plain)")
        + store("b", topic: "t.b{dataset}.x", "c: \(plain)\n  d: \(plain)")
        + store("c", topic: "t.bc{dataset}", "z: \(plain)")
        + store("d", topic: "t.{dataset}.{dataset}", "x: \(plain)")
        + store("e", topic: "t.x.x", "f: \(plain)")),
    Row(
      "one topic in two containers", [],
      team("containers: { bus: { type: kafka, bootstrap: \"b.x.internal:9092\" } }")
        + """
        kind: Datastore
        name: a
        team: EU/core
        ingestion: { type: kafka, container: bus, topic: "crm.{dataset}" }
        datasets: { customers: \(plain) }

        """),
    Row(
      "one topic in two containers, on one platform", ["topic-shared"],
      team("containers: { bus: { type: kafka, bootstrap: \"b.x.internal:9092\" } }")
        + """
        kind: Datastore
        name: a
        team: EU/core
        ingestion: { type: kafka, container: bus, topic: "crm.{dataset}" }
        datasets: { customers: \(plain) }
        ---
        kind: Workspace
        name: w
        team: EU/core
        groups: { g: { reads: [a.customers] } }
        ---
        kind: Assignments
        groups:
          reporting.live: [{ platform: prod_live, status: provisioned }]
          w.g: [{ platform: prod_live, status: provisioned }]

        """),
    Row(
      "a store that is merged as a whole, from two sources", ["not-source-consistent"],
      """
      kind: Datastore
      name: a
      team: USA/sales
      ingestion:
        { type: cdc, container: orders_db, credential: login, sources: 2, consistency: store }
      datasets: { customers: \(plain) }

      """),
    Row(
      "slices of a store that is merged as a whole", ["placement-split"],
      """
      kind: Datastore
      name: a
      team: USA/sales
      ingestion: { type: cdc, container: orders_db, credential: login, consistency: store }
      datasets: { customers: \(plain) }
      ---
      kind: Assignments
      groups: { reporting.live: [{ platform: prod_live, status: provisioned }] }
      placement: { prod_live: { a/s0000: dsgen } }

      """),
    Row(
      "one dataset may have a topic without a hole", [],
      store("a", topic: "all", "x: \(plain)")),
    Row(
      "a topic that is too long", ["topic-illegal"],
      store("a", topic: String(repeating: "t", count: 240) + "{dataset}", "long_name_x: \(plain)")),
    Row(
      "datasets that differ in case", ["name-collision", "name-collision"],
      store("a", "Orders: \(plain)\n  orders: \(plain)\n  ORDERS: \(plain)\n  order_s: \(plain)")),
    Row(
      "labels that fold together", ["name-collision"],
      team("credentials: { a_b: api-token, A-B: api-token, ab: api-token }")),
    Row("a name that ends in a dash", ["kubernetes-name"], team("credentials: { a-: api-token }")),
    Row(
      "a credential of a platform's own name", ["secret-collision"],
      team("credentials: { x: { type: user-password, secret: prod-live-postgres } }")),
    Row(
      "one of the Secrets that dsgen adds", ["secret-collision"],
      team("credentials: { x: { type: user-password, secret: prod-live-airflow-keys } }")),
    Row(
      "zone-team-name that can be cut in two ways", ["secret-collision"],
      """
      kind: Zone
      name: EU
      teams: { core: acme/core-model@main, core-x: acme/x@main }
      ---
      kind: Team
      name: core-x
      zone: EU
      credentials: { y: api-token }
      ---

      """ + team("credentials: { x-y: api-token }")),
    Row(
      "tokens and keys", ["secret-in-model", "secret-in-model", "secret-in-model"],
      team(
        "description: \"-----BEGIN RSA PRIVATE KEY-----\"\n"
          + "contacts: { on_call: \"AKIAIOSFODNN7EXAMPLE\", owner: ghp_\(String(repeating: "a", count: 36)) }"
      )),
    Row(
      "what only looks like them", [],
      team(
        "description: \"-----BEGIN CERTIFICATE-----, https://a:1/x@y, AKIASHORT, user@host\"\n"
          + "contacts: { on_call: ghp_short }")),
    Row(
      "no column twice, by shape", ["column-redefined", "key-missing"],
      store(
        "a", shapes: "s: { columns: { at: date } }",
        "x: { shape: s, classification: IP, columns: { at: date } }")),
    Row(
      "a shape's fault is said once", ["key-nullable"],
      store(
        "a", shapes: "s: { classification: IP, key: [at], columns: { at: date } }",
        "x: s\n  y: s\n  z: { shape: s }")),
    Row(
      "a key in a dataset beside a keyless shape", [],
      store(
        "a", shapes: "s: { classification: IP, columns: { at: date not null } }",
        "x: { shape: s, key: [at] }")),
    Row(
      "columns that share a source", ["from-shared"],
      store(
        "a",
        "x: { classification: IP, columns: { id: bigint primary key, "
          + "b: { type: date, from: c }, d: { type: date, from: c } } }")),
    Row(
      "every type that PostgreSQL lacks, in arrays too",
      Array(repeating: "type-not-representable", count: 5),
      store(
        "a",
        "x: { classification: IP, columns: { id: bigint primary key, a: array<vector(3)>, "
          + "b: array<array<integer>>, c: \"map<uuid, date>\", d: char(20000000), e: float256, "
          + "f: array<uuid>, g: \"decimal(38,9)\", h: tinyint } }")),
    Row(
      "production without classification is an error", ["dataset-unclassified"],
      store("a", head: "production: true\n", "x: { columns: { id: bigint primary key } }")),
    Row(
      "a watermark that is a decimal with digits", ["deletes-invisible", "watermark-unfit"],
      """
      kind: Datastore
      name: a
      team: USA/sales
      ingestion: { type: sql-watermark, container: orders_db, credential: login, watermark: at }
      datasets: { x: { classification: IP, columns: { id: bigint primary key, at: "decimal(9,2) not null" } } }

      """),
    Row(
      "two stores that need more slots than there are", ["slots-exceeded"],
      cdc("a", sources: 15) + "---\n" + cdc("b", sources: 6)),
    Row(
      "a pattern stands for what is approved", ["read-not-approved"],
      store(
        "a", head: "approvals: [{ group: w.g, datasets: [x1] }]\n", "x1: \(plain)\n  x2: \(plain)")
        + workspace("{ datasets: \"a.x*\" }")),
    Row(
      "a pattern over what is deprecated", ["read-deprecated"],
      store("a", "x1: \(plain)\n  x2: { deprecated: true, \(columns) }")
        + workspace("{ datasets: \"a.x*\" }")),
    Row(
      "a pattern beside what is deprecated", [],
      store("a", "x1: \(plain)\n  y2: { deprecated: true, \(columns) }")
        + workspace("{ datasets: \"a.x*\" }")),
    Row(
      "a store that is deprecated as a whole", ["read-deprecated"],
      store("a", head: "deprecated: true\n", "x: \(plain)") + workspace("a.x")),
    Row("no pattern over stores", ["read-form"], workspace("{ datasets: \"*.x\" }")),
    Row("a read of nothing in particular", ["read-form"], workspace("{ columns: [id] }")),
    Row(
      "places that are not there", ["placement-unknown", "placement-unknown", "placement-unknown"],
      """
      kind: Assignments
      groups: { reporting.live: [{ platform: prod_live, status: provisioned }] }
      placement: { prod_live: { crm/s0001: dsgen, crn: dsgen, crm/0: dsgen, crm/s0000: dsgen } }

      """),
    Row(
      "fixed names", ["as-illegal", "as-illegal"],
      store(
        "a",
        "x: { as: x-y, classification: IP, columns: { id: { type: bigint, key: true, as: DP_IN }, "
          + "b: { type: date, as: ok } } }")),
    Row(
      "marks and a list, each with a column of its own", ["key-contradicted", "key-contradicted"],
      store(
        "a",
        "x: { classification: IP, key: [a, b], columns: { a: bigint primary key, b: date not null, "
          + "c: date primary key } }")),
    Row(
      "a shape's own marks and list", ["key-contradicted"],
      store(
        "a",
        shapes: "s: { classification: IP, partition: [b], columns: { a: bigint primary key, "
          + "b: { type: date, nullable: false, partition: true }, "
          + "c: { type: date, nullable: false, partition: true } } }",
        "x: s\n  y: s"
      )),
    Row(
      "arrays and variants in keys, by mark, by list and in a shape",
      ["key-unfit", "key-unfit", "key-unfit"],
      store(
        "a",
        shapes: "s: { classification: IP, key: [a], columns: { a: variant not null } }",
        "x: { classification: IP, columns: { a: array<bigint> primary key, b: variant } }\n"
          + "  y: { classification: IP, key: [a], columns: { a: array<bigint> not null } }\n"
          + "  z: s\n  zz: s")),
    Row(
      "a column whose first name another one has", ["column-name-shared"],
      store(
        "a",
        "x: { classification: IP, columns: { id: bigint primary key, a: { type: date, was: b }, "
          + "b: date } }")),
    Row(
      "columns that have changed names with each other", [],
      store(
        "a",
        "x: { classification: IP, columns: { id: bigint primary key, a: { type: date, was: b }, "
          + "b: { type: date, was: a } } }")),
    Row(
      "a column beside its shape's fixed one", ["column-name-shared"],
      store(
        "a",
        shapes: "s: { classification: IP, columns: { id: { type: bigint, key: true, as: n } } }",
        "x: s\n  y: { shape: s, columns: { n: date } }")),
    Row(
      "a host of four numbers that is no address", ["host-illegal"],
      team("containers: { d: { type: mysql, in: { prod: { host: 10.0.0.256 } } } }")),
    Row(
      "hosts of all kinds", [],
      team(
        "containers: { a: { type: mysql, host: 10.0.0.255 }, b: { type: mysql, host: \"[::1]\" }, "
          + "c: { type: mysql, host: db_1.x } }")),
    Row(
      "images of all kinds", [],
      workspace("crm.customers") + "---\n" + maker("localhost/a:1") + "---\n"
        + maker("a", name: "m2") + "---\n"
        + maker("r.x:5000/a/b__c/d-e@sha256:\(digest)", name: "m3")
        + "---\n" + maker("[::1]:5000/a:V1_x", name: "m4")),
    Row(
      "images that cannot be", Array(repeating: "image-illegal", count: 6),
      maker("r.x/a b") + "---\n" + maker("a:", name: "m2") + "---\n"
        + maker("a@sha256:1", name: "m3")
        + "---\n" + maker("r.x//a", name: "m4") + "---\n" + maker("A/b", name: "m5") + "---\n"
        + maker("", name: "m6")),
    Row(
      "repositories and branches that differ in case",
      ["repository-confusable", "repository-confusable"],
      """
      kind: Zone
      name: EU
      teams: { core: acme/Core-model@main, web: acme/core-model@main }
      ---
      kind: Zone
      name: USA
      teams: { sales: acme/sales-model@main, finance: acme/sales-model@Main }
      ---
      kind: Team
      name: web
      zone: EU

      """),
    Row(
      "the live branch under another spelling", ["live-is-owner"],
      """
      kind: Ecosystem
      name: Northwind
      repository: acme/data-model@main
      live: github.com/acme/data-model@main
      zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }

      """),
    Row(
      "a deprecated workspace that is moved", ["workspace-deprecated"],
      workspace("crm.customers", status: "provisioning", head: "deprecated: true\n")),
    Row(
      "a deprecated workspace that stays", [],
      workspace("crm.customers", status: "decommissioning", head: "deprecated: true\n")),
    Row(
      "sources that nothing can be called", ["source-illegal", "source-illegal"],
      cdc("a", sources: 1).replacing(
        "classification",
        with:
          "source: { schema: \"\", table: \(String(repeating: "ä", count: 32)) }, classification")),
    Row(
      "a decommissioned group is not served", ["group-unassigned"],
      workspace(
        "crm.customers", status: "decommissioned", head: "production: false\n",
        needs: "needs: { history: both }, ")),
  ]
}

extension RuleDetailTests.Row {
  init(_ name: String, _ codes: [String], _ model: String) {
    self.init(name: name, codes: codes, model: model)
  }
}

private let columns = "classification: IP, columns: { id: bigint primary key }"
private let plain = "{ \(columns) }"

private func store(
  _ name: String, topic: String? = nil, head: String = "", shapes: String = "", _ datasets: String
) -> String {
  """
  kind: Datastore
  name: \(name)
  team: USA/sales
  \(head)ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "\(topic ?? name + ".{dataset}")" }
  \(shapes.isEmpty ? "" : "shapes: { \(shapes) }\n")datasets:
    \(datasets)
  ---

  """
}

private func cdc(_ name: String, sources: Int) -> String {
  """
  kind: Datastore
  name: \(name)
  team: USA/sales
  ingestion: { type: cdc, container: orders_db, credential: login, sources: \(sources) }
  datasets: { x: \(plain) }

  """
}

private func team(_ body: String) -> String {
  """
  kind: Team
  name: core
  zone: EU
  \(body)
  ---

  """
}

private let digest = String(repeating: "0123456789abcdef", count: 4)

private func maker(_ image: String, name: String = "m1") -> String {
  """
  kind: Workspace
  name: \(name)
  team: USA/sales
  groups: { g: { reads: [crm.customers] } }
  transformer: { image: "\(image)", output: \(name)_out }
  ---
  kind: Datastore
  name: \(name)_out
  team: USA/sales
  ingestion: { type: transformer, workspace: \(name) }
  datasets: { x: \(plain) }

  """
}

private func workspace(
  _ read: String, status: String = "provisioned", head: String = "", needs: String = ""
) -> String {
  """
  kind: Workspace
  name: w
  team: USA/finance
  \(head)groups: { g: { \(needs)reads: [\(read)] } }
  ---
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod_live, status: provisioned }]
    w.g: [{ platform: prod_live, status: \(status) }]

  """
}
