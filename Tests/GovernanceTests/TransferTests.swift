import Diagnostics
import Governance
import Testing

/// A store or a workspace goes to another team. What is offered by its owner is taken by the new one; where the
/// old owner's declaration is gone, nobody else can speak for it than its zone.
@Suite struct TransferTests {
  static let zone = "acme/data-model@usa"
  static let sales = "acme/sales-model@main"
  static let others = [
    "acme/data-model@ecosystem", "acme/data-model@eu", "acme/finance-model@main", sales,
  ]

  static func workspace(_ team: String, offer: String = "") -> String {
    """
    kind: Workspace
    name: lint
    team: \(team)
    \(offer)\
    groups:
      g: { reads: [crm.customers] }

    """
  }

  static func store(_ team: String, offer: String = "") -> String {
    """
    kind: Datastore
    name: lint
    team: \(team)
    \(offer)\
    ingestion: { type: kafka, container: USA/sales.crm_events, credential: USA/sales.crm_kafka, topic: "lint.{dataset}" }
    datasets:
      events:
        classification: IP
        columns: { id: bigint primary key }

    """
  }

  private func ownership(_ before: String, _ after: String, from source: String) -> [Diagnostic] {
    judge(change: before, to: after, from: source).filter {
      Governance.topic(of: $0.code) == .ownership
    }
  }

  @Test(arguments: [true, false]) func theZoneSpeaksForWhoIsGone(_ isStore: Bool) {
    func document(_ team: String) -> String {
      isStore ? Self.store(team) : Self.workspace(team)
    }
    let (old, new) = (document("USA/gone"), document("USA/sales"))
    #expect(ownership(old, new, from: Self.zone).isEmpty)
    for source in Self.others {
      let found = ownership(old, new, from: source)
      #expect(Set(found.map(\.code)) == ["transfer-missing"], "\(source): \(found)")
      #expect(
        found.map(\.message) == [
          "\(isStore ? "datastore" : "workspace") `lint` goes to team `USA/sales` from team "
            + "`USA/gone`, which is declared no more"
        ])
      #expect(
        found.map(\.help) == [
          "this needs a pull request from `acme/data-model@usa` (zone `USA`) with this change"
        ])
    }
  }

  /// To another zone's team too.
  @Test func theZoneOfWhoIsGoneDecides() {
    let (old, new) = (Self.store("USA/gone"), Self.store("EU/core"))
    #expect(ownership(old, new, from: Self.zone).isEmpty)
    #expect(!ownership(old, new, from: "acme/data-model@eu").isEmpty)
  }

  /// What its team can speak for itself is not the zone's to move, offered or not.
  @Test(arguments: ["", "transfer: { to: USA/sales }\n", "transfer: { to: EU/core }\n"])
  func theZoneDoesNotSpeakForWhoIsThere(_ offer: String) {
    let found = ownership(
      Self.workspace("USA/finance", offer: offer), Self.workspace("USA/sales"), from: Self.zone)
    #expect(Set(found.map(\.code)) == ["transfer-missing"], "\(found)")
  }

  /// An offer that was merged before its team went still counts.
  @Test func anOfferOutlivesWhoMadeIt() {
    let old = Self.workspace("USA/gone", offer: "transfer: { to: USA/sales }\n")
    #expect(ownership(old, Self.workspace("USA/sales"), from: Self.sales).isEmpty)
    let other = ownership(old, Self.workspace("USA/finance"), from: "acme/finance-model@main")
    #expect(other.map(\.code) == ["transfer-missing"])
  }
}
