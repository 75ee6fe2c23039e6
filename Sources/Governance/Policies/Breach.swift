import Diagnostics
import Model

/// One thing that a zone's policy refuses, and how the zone's data gets there.
struct Breach {
  let fault: Fault
  let zone: String
  /// What keeps the data: "container `crm_events`".
  let keeper: String
  /// What must change: the container's own declaration, or the one that brings the data to it.
  let span: Span
  /// The other end, where the way is not the keeper's own.
  var labels: [Label]
  /// From the producer to the reader; nil where nobody reads what is kept there.
  var way: String?
  /// Whether the data is not the zone's own, but read by it.
  let isRead: Bool
  /// How many more ways lead there.
  var others = 0

  /// The finding, with the policy and the way.
  func diagnostic(_ rule: Rule, _ message: String, help: String) -> Diagnostic {
    var labels = labels
    if let refusal = fault.refusal {
      labels.append(refusal.label("zone `\(zone)`"))
    }
    var notes: [String] = []
    if let way {
      notes.append("the way of the data: " + way)
      if others > 0 { notes.append("\(others) more way\(others == 1 ? " leads" : "s lead") there") }
    }
    return Diagnostic(rule, message, at: span, labels: labels, notes: notes, help: help)
  }

  /// "which zone `USA` does not allow for its data".
  var verdict: String {
    "which zone `\(zone)` \(fault.refusal?.verb ?? "") for "
      + (isRead ? "what it reads" : "its data")
  }

  /// What to do, where the keeper would have to go.
  func help(_ other: String) -> String {
    "move it or the data to \(other), or ask the owner of zone `\(zone)` to change the policy"
  }
}

/// The breaches of an estate, each once, however many ways lead to it.
struct Breaches {
  private struct Key: Hashable {
    let kind: Fault.Kind
    let zone: Int
    let span: Span
    let thing: String
  }

  private struct Judged: Hashable {
    let zone: Int
    let keeper: Span
    let part: Part
  }

  /// What of an object keeps the data.
  enum Part: Hashable {
    case platform, kafka
    case container(Keeper.Environment)
  }

  private let facts: Facts
  private var known: [Key: Int] = [:]
  private var judged: [Judged: (keeper: Keeper, faults: [Fault])] = [:]
  private(set) var all: [Breach] = []

  init(_ facts: Facts) {
    self.facts = facts
  }

  /// Why the data is somewhere.
  struct Reason {
    /// The declaration that brings the data to the keeper; nil: the keeper's own is at fault.
    var span: Span?
    var labels: [Label] = []
    var isRead = false
  }

  mutating func judge(
    _ container: Facts.Container, in environment: Keeper.Environment, for zone: Int,
    _ reason: Reason, way: (Keeper) -> String?
  ) {
    let owner = facts.model.teams[container.team].path
    judge(container.object.span, .container(environment), for: zone, reason, way: way) {
      Keeper(container, owner: owner, in: environment)
    }
  }

  /// - Parameter part: the platform's PostgreSQL, or its own Kafka.
  mutating func judge(
    platform: Int, _ part: Part = .platform, for zone: Int, _ reason: Reason,
    way: (Keeper) -> String?
  ) {
    let platform = facts.model.platforms[platform]
    judge(platform.object.span, part, for: zone, reason, way: way) {
      part == .kafka ? Keeper(kafkaOf: platform) : Keeper(platform)
    }
  }

  private mutating func judge(
    _ span: Span, _ part: Part, for zone: Int, _ reason: Reason, way: (Keeper) -> String?,
    keeper make: () -> Keeper
  ) {
    guard let policies = facts.zones.policies[zone], policies.judgesPlaces else { return }
    let key = Judged(zone: zone, keeper: span, part: part)
    if judged[key] == nil {
      let keeper = make()
      judged[key] = (keeper, policies.faults(of: keeper, in: facts.zones.vendors))
    }
    guard let (keeper, faults) = judged[key], !faults.isEmpty else { return }
    for fault in faults {
      // What a platform may run is its own zone's to say.
      if reason.isRead, fault.kind == .platform { continue }
      let place = reason.span ?? fault.span
      let key = Key(kind: fault.kind, zone: zone, span: place, thing: fault.thing)
      if let before = known[key] {
        add(way(keeper), reason, to: before)
        continue
      }
      known[key] = all.count
      var labels = reason.labels
      if reason.span != nil { labels.insert(Label(fault.span, "\(keeper.title)"), at: 0) }
      all.append(
        Breach(
          fault: fault, zone: facts.model.zones[zone].name, keeper: keeper.title, span: place,
          labels: labels, way: way(keeper), isRead: reason.isRead))
    }
  }

  /// One more way to the same breach.
  private mutating func add(_ way: String?, _ reason: Reason, to number: Int) {
    guard all[number].way == nil else {
      all[number].others += 1
      return
    }
    all[number].way = way
    all[number].labels += reason.labels
  }
}
