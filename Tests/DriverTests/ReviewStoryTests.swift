import Testing

private let ecosystem = "acme/estate@ecosystem"
private let usa = "acme/estate@usa"
private let eu = "acme/estate@eu"
private let sales = "acme/sales@main"
private let core = "acme/core@main"

/// From an empty repository to an estate of two zones and two teams, each step tried first from where it must
/// not come from; then what happens to it over the years.
@Suite struct ReviewStoryTests {
  @Test func anEstateIsBuilt() throws {
    let story = try ReviewStory("building")
    try Self.build(story)
    try story.end()
  }

  static func build(_ story: ReviewStory) throws {
    try story.propose(
      "ecosystem", ["dsgen.yaml": Texts.ecosystem(), "platforms.yaml": Texts.platforms],
      by: ecosystem, refused: [(usa, 4)])
    try story.propose(
      "zones-declared", ["dsgen.yaml": Texts.ecosystem(zones: "{ USA: \(usa), EU: \(eu) }")],
      by: ecosystem, refused: [(usa, 4)])
    try story.propose(
      "zone-usa", ["zones/USA.yaml": "kind: Zone\nname: USA\nteams: { sales: \(sales) }\n"],
      by: usa,
      refused: [(ecosystem, 4), (eu, 4)])
    try story.propose(
      "zone-eu", ["zones/EU.yaml": "kind: Zone\nname: EU\nteams: { core: \(core) }\n"], by: eu,
      refused: [(usa, 4)])
    try story.propose(
      "team-sales", ["sales/team.yaml": Texts.sales, "sales/crm.yaml": Texts.crm()], by: sales,
      refused: [(usa, 4), ("acme/sales@feature", 4)])
    try story.propose(
      "team-core",
      [
        "core/team.yaml": "kind: Team\nname: core\nzone: EU\n",
        "core/reporting.yaml": Texts.reporting(),
      ],
      by: core, refused: [(sales, 4)])
    try story.propose(
      "assigned",
      ["assignments.yaml": Texts.assignments("[{ platform: first, status: provisioning }]")],
      by: ecosystem, refused: [(core, 4)])
    try story.propose(
      "provisioned",
      ["assignments.yaml": Texts.assignments("[{ platform: first, status: provisioned }]")],
      by: ecosystem, refused: [(core, 4)])
  }

  @Test func thePlatformIsChanged() throws {
    let story = try ReviewStory("platform")
    try Self.start(story)
    func move(
      _ name: String, _ places: String, refused: [(String, Int32)] = [],
      by owner: String? = ecosystem, today: String = "2026-06-30"
    ) throws {
      try story.propose(
        name, ["assignments.yaml": Texts.assignments(places)], by: owner, refused: refused,
        today: today)
    }
    let (first, second) = ("{ platform: first, status: ", "{ platform: second, status: ")
    try move("at-once", "[\(second)provisioned }]", refused: [(ecosystem, 4)], by: nil)
    try move(
      "in-the-freeze", "[\(first)provisioned }, \(second)provisioning }]",
      refused: [(ecosystem, 4)], by: nil, today: "2026-12-25")
    try move("both", "[\(first)provisioned }, \(second)provisioning }]", refused: [(core, 4)])
    try move("both-ready", "[\(first)provisioned }, \(second)provisioned }]")
    try move("leaving", "[\(first)decommissioning }, \(second)provisioned }]")
    let left = "[\(first)decommissioned }, \(second)provisioned }]"
    try move("left", left, refused: [(ecosystem, 5)], by: nil)
    try story.propose(
      "left-as-meant",
      [
        "assignments.yaml": Texts.assignments(left),
        "dsgen.yaml": Texts.ecosystem(
          zones: "{ USA: \(usa), EU: \(eu) }", extra: "removals: [first]\n"),
      ], by: ecosystem, refused: [(core, 4)])
    try move("gone", "[\(second)provisioned }]")
    try story.end()
  }

  @Test func aStoreGoesToAnotherTeam() throws {
    let story = try ReviewStory("transfer")
    try Self.start(story)
    let taken = Texts.crm(team: "EU/core", container: "USA/sales.events")
    try story.propose(
      "taken", ["sales/crm.yaml": taken], by: nil, refused: [(core, 4), (sales, 4), (usa, 4)])
    try story.propose(
      "offered", ["sales/crm.yaml": Texts.crm(extra: "transfer: { to: EU/core }\n")], by: sales,
      refused: [(core, 4), (usa, 4)])
    try story.propose(
      "taken-over", ["sales/crm.yaml": nil, "core/crm.yaml": taken], by: core,
      refused: [(sales, 4), (usa, 4)])
    try story.end()
  }

  @Test func whatIsBesideTheModel() throws {
    let story = try ReviewStory("files")
    try Self.start(story)
    try story.propose(
      "workflow", [".github/workflows/review.yaml": "on: push\n"], by: ecosystem,
      refused: [(sales, 4)])
    try story.propose(
      "docs", ["docs/crm.md": "All of it.\n"], by: sales, refused: [("acme/fork@main", 4)])
    try story.propose(
      "comment", ["core/team.yaml": "# Hello\nkind: Team\nname: core\nzone: EU\n"], by: core,
      refused: [(sales, 4)])
    try story.propose(
      "several",
      [
        "sales/crm.yaml": Texts.crm(extra: "description: Customers\n"),
        "core/team.yaml": "kind: Team\nname: core\nzone: EU\ndescription: Core\n",
      ],
      by: nil, refused: [(sales, 4), (core, 4), (ecosystem, 4)])
    try story.end()
  }

  /// The estate as `anEstateIsBuilt` leaves it, in one commit.
  static func start(_ story: ReviewStory) throws {
    let files = [
      "dsgen.yaml": Texts.ecosystem(zones: "{ USA: \(usa), EU: \(eu) }"),
      "platforms.yaml": Texts.platforms,
      "zones/USA.yaml": "kind: Zone\nname: USA\nteams: { sales: \(sales) }\n",
      "zones/EU.yaml": "kind: Zone\nname: EU\nteams: { core: \(core) }\n",
      "sales/team.yaml": Texts.sales, "sales/crm.yaml": Texts.crm(),
      "core/team.yaml": "kind: Team\nname: core\nzone: EU\n",
      "core/reporting.yaml": Texts.reporting(),
      "assignments.yaml": Texts.assignments("[{ platform: first, status: provisioned }]"),
    ]
    for (file, text) in files { try story.folder.write(file, text) }
    try story.git.commit("The estate")
  }
}

/// The documents of the story.
enum Texts {
  static func ecosystem(zones: String? = nil, extra: String = "") -> String {
    """
    kind: Ecosystem
    name: Acme
    repository: acme/estate@ecosystem
    live: acme/estate@main
    \(zones.map { "zones: \($0)\n" } ?? "")\
    budgets: { delete_tables: 1, delete_slices: 1 }
    freeze: [{ from: 2026-12-24, to: 2027-01-02, reason: year end }]
    shared_files: ["docs/**"]
    \(extra)
    """
  }

  static let platforms = platform("first") + "---\n" + platform("second")

  private static func platform(_ name: String) -> String {
    """
    kind: Platform
    name: \(name)
    type: kubernetes-postgres
    environment: prod
    merge: live
    namespace: \(name)
    images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
    postgres: { host: pg-data, credential: postgres }
    kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
    airflow: { name: airflow, credential: airflow }
    git: { credential: git }
    slack: { channel: "#data", credential: git }
    credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token }

    """
  }

  static let sales = """
    kind: Team
    name: sales
    zone: USA
    credentials: { login: user-password, registry: user-password }
    containers:
      events:
        type: kafka
        shared: [EU/core]
        bootstrap: ["broker.acme.internal:9093"]
        security: { protocol: sasl_ssl, mechanism: scram-sha-512, credential: login }
        registry: { url: "https://registry.acme.internal", credential: registry }

    """

  static func crm(
    team: String = "USA/sales", container: String = "events", extra: String = "",
    total: String = "decimal(18,2)"
  ) -> String {
    """
    kind: Datastore
    name: crm
    team: \(team)
    \(extra)\
    ingestion: { type: kafka, container: \(container), credential: \(container == "events" ? "login" : "USA/sales.login"), topic: "crm.{dataset}" }
    datasets:
      customers:
        classification: CPI
        columns: { id: bigint primary key, email: varchar(255) not null }
      orders:
        classification: IP
        columns: { id: bigint primary key, customer: bigint not null, total: "\(total)" }

    """
  }

  static func reporting(_ reads: String = "[crm.customers, crm.orders]") -> String {
    """
    kind: Workspace
    name: reporting
    team: EU/core
    groups:
      live: { reads: \(reads) }

    """
  }

  static func assignments(_ places: String) -> String {
    """
    kind: Assignments
    groups:
      reporting.live: \(places)

    """
  }
}
