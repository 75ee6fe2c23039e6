import Diagnostics
import Testing

/// Where a zone's policies follow its data, and where they end.
@Suite struct PolicyTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let codes: [String]
    let policy: String
    var location = "onprem:EU/DUB_1"
    var testDescription: String { name }
  }

  static let places: [Row] = [
    Row(
      name: "the location itself", codes: [], policy: "locations: { allow: [\"onprem:EU/DUB_1\"] }"),
    Row(name: "its parent", codes: [], policy: "locations: { allow: [\"onprem:EU\"] }"),
    Row(
      name: "a sister", codes: ["policy-location"],
      policy: "locations: { allow: [\"onprem:EU/DUB_2\"] }"),
    Row(
      name: "a name that begins alike", codes: ["policy-location"],
      policy: "locations: { allow: [\"onprem:EU\"] }", location: "onprem:EUR"),
    Row(
      name: "only a part is allowed", codes: ["policy-location"],
      policy: "locations: { allow: [\"onprem:EU/DUB_1\"] }", location: "onprem:EU"),
    Row(
      name: "a part is denied", codes: ["policy-location"],
      policy: "locations: { deny: [\"onprem:EU/DUB_1\"] }", location: "onprem:EU"),
    Row(
      name: "another part is denied", codes: [],
      policy: "locations: { allow: [\"onprem:EU\"], deny: [\"onprem:EU/DUB_2\"] }"),
    Row(
      name: "denied within what is allowed", codes: ["policy-location"],
      policy: "locations: { allow: [\"onprem:EU\"], deny: [\"onprem:EU/DUB_1\"] }"),
    Row(name: "an empty list allows all", codes: [], policy: "locations: { allow: [] }"),
    Row(
      name: "what is allowed is misspelt: told once", codes: ["reference-unknown"],
      policy: "locations: { allow: [\"onprem:UE\"] }"),
    Row(
      name: "denying needs a cloud as well", codes: ["policy-cloud"],
      policy: "clouds: { deny: [aws] }", location: "rack:cage"),
    Row(
      name: "two policies, two findings", codes: ["policy-cloud", "policy-vendor"],
      policy: "vendors: { deny: [aws] }, clouds: { deny: [aws] }", location: "aws:eu"),
  ]

  @Test(arguments: places) func aContainerIsJudged(_ row: Row) {
    let found = judge(estate(row.policy, container: row.location))
    #expect(found.filter { $0.code != "group-unassigned" }.map(\.code).sorted() == row.codes)
  }

  /// The primary of the masked store is in Dublin; the reader's platform, in New York, gets only what
  /// was made there.
  @Test(arguments: [("PUB", 0), ("IP", 1), ("[PUB, IP]", 1)])
  func whatIsDerivedIsFreeOnceItIsPublic(_ classification: String, _ count: Int) {
    let model =
      estate(
        "locations: { allow: [\"onprem:EU\"] }", container: "onprem:EU/DUB_1",
        classification: classification)
      + platform("dub", "onprem:EU/DUB_1") + platform("ny", "onprem:US/NY_1")
        + """
        ---
        kind: Assignments
        groups:
          reporting.live: [{ platform: prod_live, status: provisioned }]
          reader.g: [{ platform: ny, status: provisioned }]
        primary: { masked: [dub] }

        """
    let found = judge(model)
    #expect(found.map(\.code) == Array(repeating: "policy-location", count: count))
    let way = "raw.people on dub → veil → masked.people on dub → reader.g on ny"
    #expect(found.allSatisfy { $0.notes.first == "the way of the data: " + way })
  }

  /// Store `raw` of zone `EU` in a container, masked by a team of zone `USA`, read by one of `USA`.
  private func estate(
    _ policy: String, container: String, classification: String = "PUB"
  ) -> String {
    """
    kind: Ecosystem
    name: Northwind
    repository: acme/data-model@ecosystem
    live: acme/data-model@main
    zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
    vendors:
      onprem: { cloud: private, description: Own, locations: { EU: [DUB_1, DUB_2], EUR: [], US: [NY_1] } }
      aws: { cloud: aws, description: Amazon, locations: [eu] }
      rack: { description: Rented, locations: [cage] }
    ---
    kind: Zone
    name: EU
    teams: { core: acme/core-model@main }
    policies: { \(policy) }
    ---
    kind: Team
    name: core
    zone: EU
    credentials: { login: user-password }
    containers:
      bus: { type: kafka, bootstrap: "b.acme.internal:9092", shared: true, locations: ["\(container)"] }
    ---
    kind: Datastore
    name: raw
    team: EU/core
    ingestion: { type: kafka, container: bus, credential: login, topic: "raw.{dataset}" }
    datasets: { people: { classification: CPI, columns: { id: bigint primary key } } }
    ---
    kind: Workspace
    name: veil
    team: USA/sales
    groups: { input: { reads: [raw.people] } }
    transformer: { image: "r.acme.internal/veil:1", output: masked }
    ---
    kind: Datastore
    name: masked
    team: USA/sales
    ingestion: { type: transformer, workspace: veil }
    datasets: { people: { classification: \(classification), columns: { id: bigint primary key } } }
    ---
    kind: Workspace
    name: reader
    team: USA/finance
    groups: { g: { reads: [masked.people] } }

    """
  }

  private func platform(_ name: String, _ location: String) -> String {
    "---\n" + """
      kind: Platform
      name: \(name)
      type: kubernetes-postgres
      environment: prod
      merge: live
      namespace: \(name)
      location: "\(location)"
      images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
      postgres: { host: pg-data, credential: postgres }
      kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
      airflow: { name: airflow, credential: airflow }
      git: { credential: git }
      slack: { channel: "#data", credential: git }
      credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token }

      """
  }
}
