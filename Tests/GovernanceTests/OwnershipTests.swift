import Diagnostics
import Foundation
import Governance
import Model
import Testing

/// Who may change what: the rules A1 to A18, each from who may and from everybody who may not.
@Suite struct OwnershipTests {
  static let ecosystem = "acme/data-model@ecosystem"
  static let zone = "acme/data-model@usa"
  static let otherZone = "acme/data-model@eu"
  static let team = "acme/sales-model@main"
  static let otherTeam = "acme/finance-model@main"
  static let everybody = [ecosystem, zone, otherZone, team, otherTeam]

  /// A change, and who of everybody may make it; nobody: it takes more than one pull request.
  struct Row: CustomTestStringConvertible, Sendable {
    let rule: String
    let what: String
    var before = ""
    let after: String
    /// Documents of the base model that are gone afterwards.
    var removing: [String] = []
    let owner: String?
    /// What everybody else is told.
    var codes = ["not-owner"]
    var testDescription: String { "\(rule) \(what)" }
  }

  static let rows: [Row] = [
    Row(
      rule: "A2", what: "the ecosystem's description",
      after: estate(extra: "description: All of it"), owner: ecosystem),
    Row(
      rule: "A2", what: "the ecosystem's name", after: estate(name: "Southwind"), owner: ecosystem),
    Row(
      rule: "A2", what: "a vendor",
      after: estate(extra: "vendors: { onprem: { cloud: private, description: Ours } }"),
      owner: ecosystem),
    Row(
      rule: "A2", what: "the live branch", after: estate(live: "acme/data-model@prod"),
      owner: ecosystem),
    Row(
      rule: "A2", what: "a rule's severity", after: estate(extra: "rules: { reserved-name: off }"),
      owner: ecosystem),
    Row(rule: "A2", what: "a platform", after: platform("d:2"), owner: ecosystem),
    Row(
      rule: "A2", what: "an assignment's reason", after: assignments("reason: asked for, "),
      owner: ecosystem),
    Row(
      rule: "A3", what: "the ecosystem handed over", after: estate(owner: "acme/new@main"),
      owner: ecosystem),
    Row(
      rule: "A4", what: "a zone declared", after: estate(zones: ", APAC: acme/apac@main"),
      owner: ecosystem),
    Row(
      rule: "A5", what: "a zone defined that is declared", before: estate(zones: ", APAC: \(zone)"),
      after: estate(zones: ", APAC: \(zone)") + "---\nkind: Zone\nname: APAC\n", owner: zone),
    Row(
      rule: "A5", what: "a zone declared and defined",
      after: estate(zones: ", APAC: \(zone)") + "---\nkind: Zone\nname: APAC\n", owner: nil,
      codes: ["declared-and-defined"]),
    Row(
      rule: "A6", what: "a zone's document removed",
      before: estate(zones: ", APAC: \(zone)") + "---\nkind: Zone\nname: APAC\n",
      after: estate(zones: ", APAC: \(zone)"), owner: zone),
    Row(
      rule: "A7", what: "a zone's declaration removed", before: estate(zones: ", APAC: \(zone)"),
      after: estate(), owner: ecosystem),
    Row(
      rule: "A7", what: "a zone's declaration and document removed",
      before: estate(zones: ", APAC: \(zone)") + "---\nkind: Zone\nname: APAC\n", after: estate(),
      owner: nil, codes: ["declared-and-defined"]),
    Row(
      rule: "A8", what: "a zone's policy",
      after: usa(extra: "policies: { clouds: { deny: [aws] } }"),
      owner: zone),
    Row(
      rule: "A8", what: "a zone's description", after: usa(extra: "description: West"), owner: zone),
    Row(
      rule: "A9", what: "a zone handed over", after: estate(usa: "acme/usa@main"), owner: zone,
      codes: ["owner-changed"]),
    Row(
      rule: "A9", what: "a declaration mended before there is a zone",
      before: estate(zones: ", APAC: acme/apac@main"),
      after: estate(zones: ", APAC: acme/pacific@main"), owner: ecosystem),
    Row(
      rule: "A10", what: "a zone of another owner in its place, without its team",
      after: estate(eu: "acme/new@main")
        + "---\nkind: Zone\nname: EU\ndescription: Ours now\n", removing: ["Team EU/core"],
      owner: nil, codes: ["declared-and-defined"]),
    Row(
      rule: "A11", what: "a team declared", after: usa(teams: ", ops: acme/ops@main"), owner: zone),
    Row(
      rule: "A11", what: "a team's declaration redirected", after: usa(sales: "acme/stranger@main"),
      owner: zone),
    Row(
      rule: "A11", what: "a team's declaration removed", before: usa(teams: ", ops: acme/ops@main"),
      after: usa(), owner: zone),
    Row(
      rule: "A12", what: "a team defined that is declared", before: usa(teams: ", ops: \(team)"),
      after: usa(teams: ", ops: \(team)") + "---\nkind: Team\nname: ops\nzone: USA\n", owner: team),
    Row(
      rule: "A12", what: "a team declared and defined",
      after: usa(teams: ", ops: \(team)") + "---\nkind: Team\nname: ops\nzone: USA\n", owner: nil,
      codes: ["declared-and-defined"]),
    Row(
      rule: "A13", what: "a store", after: Example.store, owner: team),
    Row(
      rule: "A13", what: "a column's description", before: Example.store,
      after: Example.store.replacing(
        "id: bigint primary key", "id: { type: bigint, key: true, description: x }"),
      owner: team),
    Row(
      rule: "A13", what: "a store's schedule", before: Example.store,
      after: Example.store.replacing("topic:", "schedule: \"1 * * * *\", topic:"), owner: team),
    Row(rule: "A13", what: "a workspace", after: Example.workspace, owner: otherTeam),
    Row(
      rule: "A13", what: "a group's reads", before: Example.workspace,
      after: Example.workspace.replacing("crm.customers", "crm.purchases"), owner: otherTeam),
    Row(
      rule: "A13", what: "a team's contacts",
      after: "kind: Team\nname: finance\nzone: USA\ncontacts: { on_call: me }\n", owner: otherTeam),
    Row(
      rule: "A14", what: "a team's document removed",
      before: usa(teams: ", ops: \(team)") + "---\nkind: Team\nname: ops\nzone: USA\n",
      after: usa(teams: ", ops: \(team)"), owner: team),
    Row(
      rule: "A14", what: "a team's declaration and document removed",
      before: usa(teams: ", ops: \(team)") + "---\nkind: Team\nname: ops\nzone: USA\n",
      after: usa(),
      owner: nil, codes: ["declared-and-defined"]),
    Row(
      rule: "A15", what: "another zone's team",
      after: "kind: Team\nname: core\nzone: EU\ndescription: Core\n", owner: nil),
    Row(
      rule: "A16", what: "changes of two teams",
      after: Example.store + "---\n" + Example.workspace, owner: nil,
      codes: ["mixed-owners"]),
    Row(
      rule: "A18", what: "a platform in a team's place",
      after: platform("d:1").replacing("prod_live", "core"), removing: ["Team EU/core"], owner: nil,
      codes: ["mixed-owners"]),
  ]

  @Test(arguments: rows)
  func onlyTheOwner(_ row: Row) {
    for source in Self.everybody {
      let found = codes(row, source)
      if source == row.owner {
        #expect(found == [], "\(source): \(row)")
      } else if row.codes == ["not-owner"] {
        #expect(found == row.codes, "\(source): \(row)")
      } else {
        #expect(Set(row.codes).isSubset(of: found), "\(source): \(row): \(found)")
      }
    }
    #expect(codes(row, "acme/stranger@main").contains("source-unknown"))
  }

  /// What ownership alone says: whether the head is a good model is another matter.
  private func codes(_ row: Row, _ source: String) -> [String] {
    let found = judge(
      change: row.before, to: "# review --as \(source)\n" + row.after, removing: row.removing)
    let told = found.filter { Governance.topic(of: $0.code) == .ownership }.map(\.code)
    return Set(told).sorted()
  }

  /// A1: whoever owns something may change nothing.
  @Test(arguments: everybody)
  func nothingIsEverybodysToChange(_ source: String) {
    #expect(judge(change: "", to: "# review --as \(source)\n").map(\.code) == [])
  }

  /// A17: to the letter.
  static let impostors = [
    "acme/sales-model@Main", "acme/Sales-Model@main", "Acme/sales-model@main",
    "acme/sales-model@main2", "acme/sales-model@mai", "acme/sales-model@refs/heads/main",
    "acme/sales-modelx@main", "evil/acme/sales-model@main", "gitlab.com/acme/sales-model@main",
    "acme/sales-model.git@main", "acme/../acme/sales-model@main", "acme/./sales-model@main",
    "acme//sales-model@main", "/acme/sales-model@main", "acme/sales-model@main/",
    "acme/sales-model@",
    "@main", "acme/sales-model", "", " acme/sales-model@main", "acme/sales-model@main ",
    "acme/sales-model@main\n", "acme/sales-model@ma\u{0456}n", "acme/s\u{0430}les-model@main",
    "acme/sales-model@main\u{200B}", "acme/sales\u{00AD}-model@main",
    "\u{202E}acme/sales-model@main",
    "acme/sales-model@main\u{0000}", "acme/sales-model@*", "acme/sales-model@ma%69n",
    "acme/sales\u{2010}model@main", "null", "acme/sales-model@main@main", "acme\\sales-model@main",
    "https://github.com/acme/sales-model@main", "acme/sales-model@main#x", "*/*@*",
  ]

  @Test(arguments: impostors)
  func nobodyElseIsTheOwner(_ source: String) {
    let found = judge(change: "", to: Example.store, from: source)
    #expect(Set(found.map(\.code)).isSuperset(of: ["source-unknown", "not-owner"]), "\(found)")
  }

  /// A store that is offered does not take the workspace of its name along.
  @Test func whatIsOfferedIsOneObject() {
    func model(_ team: String, _ offer: String = "") -> String {
      Example.store.replacing("team: USA/sales\n", "team: USA/sales\n\(offer)") + "---\n"
        + Example.workspace.replacing("team: USA/finance", "team: \(team)")
    }
    let found = judge(
      change: model("USA/sales", "transfer: { to: USA/finance }\n"),
      to: model("USA/finance", "transfer: { to: USA/finance }\n"),
      from: Self.otherTeam)
    #expect(
      found.contains { $0.code == "transfer-missing" && $0.subject?.object == "lint" }, "\(found)")
  }

  @Test func theHostMayBeWrittenOut() {
    let found = judge(change: "", to: Example.store, from: "github.com/acme/sales-model@main")
    #expect(found.map(\.code) == [])
  }

  /// Who owns what is taken from the base: a change cannot appoint its own author.
  @Test func aChangeCannotAppointItsAuthor() {
    let hijack = Self.usa(sales: "acme/stranger@main") + "---\n" + Example.store
    let found = judge(change: "", to: hijack, from: "acme/stranger@main")
    #expect(Set(found.map(\.code)).isSuperset(of: ["source-unknown", "not-owner"]))
    let own = judge(change: "", to: hijack, from: Self.zone)
    #expect(own.contains { $0.code == "not-owner" && $0.subject?.object == "lint" })
  }
}

extension OwnershipTests {
  static func estate(
    name: String = "Northwind", owner: String = ecosystem, live: String = "acme/data-model@main",
    usa: String = zone, eu: String = otherZone, zones: String = "", extra: String = ""
  ) -> String {
    """
    kind: Ecosystem
    name: \(name)
    repository: \(owner)
    live: \(live)
    zones: { USA: \(usa), EU: \(eu)\(zones) }
    \(extra)

    """
  }

  static func usa(
    sales: String = team, teams: String = "", extra: String = ""
  ) -> String {
    """
    kind: Zone
    name: USA
    teams: { sales: \(sales), finance: \(otherTeam)\(teams) }
    \(extra)

    """
  }

  static func assignments(_ reason: String) -> String {
    """
    kind: Assignments
    groups:
      reporting.live: [{ \(reason)platform: prod_live, status: provisioned }]

    """
  }

  static func platform(_ image: String) -> String {
    """
    kind: Platform
    name: prod_live
    type: kubernetes-postgres
    environment: prod
    merge: live
    namespace: ds-prod
    images: { dsgen: \(image), postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
    postgres: { host: pg-data, credential: postgres }
    kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
    airflow: { name: airflow, credential: airflow }
    git: { credential: git }
    slack: { channel: "#data-events", credential: git }
    credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token }

    """
  }
}

/// Documents that teams of zone USA may add.
private enum Example {
  static let store = """
    kind: Datastore
    name: lint
    team: USA/sales
    ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "lint.{dataset}" }
    datasets:
      events:
        classification: IP
        columns: { id: bigint primary key }

    """

  static let workspace = """
    kind: Workspace
    name: lint
    team: USA/finance
    groups:
      g: { reads: [crm.customers] }

    """
}

extension String {
  fileprivate func replacing(_ text: String, _ other: String) -> String {
    replacingOccurrences(of: text, with: other)
  }
}
