import Diagnostics
import Model

extension Facts {
  /// Everything that holds data against the policies of a zone on places; nothing is looked at where
  /// no zone has any.
  func findBreaches() -> [Breach] {
    guard zones.judgePlaces else { return [] }
    var search = BreachSearch(self)
    search.containers()
    search.stores()
    search.workspaces()
    search.groups()
    return search.breaches.all
  }
}

/// Looks where data of each zone is kept, and where that is kept which its workspaces read.
private struct BreachSearch {
  private let facts: Facts
  private let model: Model
  private(set) var breaches: Breaches
  /// The transformers that run: by workspace and platform, with the zones that have looked at their
  /// inputs.
  private var looked: Set<Run> = []

  private struct Run: Hashable {
    let workspace: Int
    let platform: Int
    let zone: Int
  }

  init(_ facts: Facts) {
    self.facts = facts
    model = facts.model
    breaches = Breaches(facts)
  }

  /// The containers that a zone's own teams declare.
  mutating func containers() {
    for team in model.teams.indices {
      guard let zone = model.zone(model.teams[team].zone) else { continue }
      for object in model.teams[team].definition?.objects(TeamField.containers) ?? .none(model) {
        breaches.judge(
          Facts.Container(team: team, object: object), in: .all, for: zone, .init()
        ) { _ in nil }
      }
    }
  }

  /// The containers of others that a zone's stores are captured from.
  mutating func stores() {
    for (index, store) in facts.stores.enumerated() {
      guard let zone = facts.zones.ofStore[index], let container = store.container,
        model.zone(model.teams[container.team].zone) != zone,
        let span = store.ingestion?.span(IngestionField.container)
      else { continue }
      let reason = Breaches.Reason(labels: [Label(span, "captured from there")])
      breaches.judge(container, in: .all, for: zone, reason) { _ in nil }
    }
  }

  /// The containers that a zone's workspaces put data into.
  mutating func workspaces() {
    for (index, workspace) in model.workspaces.enumerated() {
      guard let zone = facts.zones.ofWorkspace[index], let path = workspace.container,
        let container = facts.container(path, from: workspace.team)
      else { continue }
      let reason = Breaches.Reason(span: workspace.object.span(WorkspaceField.container))
      breaches.judge(container, in: .all, for: zone, reason) { keeper in
        workspace.name + " in " + keeper.name
      }
    }
  }

  /// What each group's data passes, on each platform that serves it.
  mutating func groups() {
    let uses = facts.servedGroups.sorted {
      ($0.path, $0.platform.name) < ($1.path, $1.platform.name)
    }
    for use in uses {
      guard let group = facts.flow.groups[use.path],
        let platform = model.platform(use.platform.name)
      else { continue }
      let workspace = model.workspaces[group.workspace]
      let assigned = use.item.span(AssignmentField.platform)
      if let zone = facts.zones.ofWorkspace[group.workspace] {
        breaches.judge(platform: platform, for: zone, .init(span: assigned)) { _ in
          "\(use.path) on \(use.platform.name)"
        }
      }
      let container =
        workspace.container == nil
        ? nil : workspace.object.span(WorkspaceField.container)
      let trail = Trail(
        of: group.reads, on: platform, assigned: assigned, container: container, facts)
      for number in trail.steps.indices { below(number, trail, group.workspace) }
      above(trail, for: group.workspace)
      transformers(trail)
    }
  }

  /// The zone of the data against the place where the data is.
  private mutating func below(_ number: Int, _ trail: Trail, _ reader: Int) {
    let step = trail.steps[number]
    guard let zone = facts.zones.ofStore[step.store],
      facts.zones.policies[zone]?.judgesPlaces == true
    else { return }
    let reason = Breaches.Reason(
      span: step.landing, labels: [Label(facts.reads[step.read].span, "read here")])
    switch step.lands {
    case .platform(let platform):
      let there = { (_: Keeper) in trail.way(of: number) }
      breaches.judge(platform: platform, for: zone, reason, way: there)
      guard platform == step.at, passesKafka(step) else { return }
      if let cluster = cluster(of: platform) {
        breaches.judge(cluster.container, in: cluster.environment, for: zone, reason, way: there)
      } else {
        breaches.judge(platform: platform, .kafka, for: zone, reason, way: there)
      }
    case .container:
      let workspace = model.workspaces[reader]
      guard
        let container = workspace.container.flatMap({
          facts.container($0, from: workspace.team)
        })
      else { return }
      breaches.judge(container, in: .all, for: zone, reason) {
        trail.way(of: number, into: $0.name)
      }
    }
  }

  /// The zone of a reader against the places that hold what it reads, and what that is made from.
  private mutating func above(_ trail: Trail, for reader: Int) {
    guard let zone = facts.zones.ofWorkspace[reader],
      facts.zones.policies[zone]?.judgesPlaces == true
    else { return }
    for (number, step) in trail.steps.enumerated() where step.lands == .platform(step.at) {
      let span = facts.reads[trail.first(of: number).read].span
      let reason = Breaches.Reason(labels: [Label(span, "read here")], isRead: true)
      if step.at != trail.platform {
        var reason = reason
        reason.span = step.landing
        breaches.judge(platform: step.at, for: zone, reason) { _ in trail.way(of: number) }
      }
      guard facts.flow.primary(of: step.store, readOn: step.at) == nil else { continue }
      let environment = Keeper.Environment.named(model.platforms[step.at].environment)
      if let container = facts.stores[step.store].container {
        breaches.judge(container, in: environment, for: zone, reason) { keeper in
          keeper.name + " → " + trail.way(of: number)
        }
      }
    }
  }

  /// The transformers on the way: each is a workspace of its own zone that runs on a platform.
  private mutating func transformers(_ trail: Trail) {
    for (number, step) in trail.steps.enumerated() where step.lands == .platform(step.at) {
      let workspace = facts.reads[step.read].workspace
      guard model.workspaces[workspace].transformer != nil,
        let zone = facts.zones.ofWorkspace[workspace],
        facts.zones.policies[zone]?.judgesPlaces == true,
        looked.insert(Run(workspace: workspace, platform: step.at, zone: zone)).inserted
      else { continue }
      breaches.judge(
        platform: step.at, for: zone, .init(span: step.landing)
      ) { _ in trail.way(of: number) }
      above(
        Trail(
          of: facts.flow.inputs[workspace], on: step.at, assigned: step.landing, container: nil,
          facts),
        for: workspace)
    }
  }

  /// Whether a step's data comes to its platform over Kafka.
  private func passesKafka(_ step: Trail.Step) -> Bool {
    let type = facts.stores[step.store].type
    return (type == .kafka || type == .cdc)
      && facts.flow.primary(of: step.store, readOn: step.at) == nil
  }

  /// The container of a platform's external Kafka.
  private func cluster(of platform: Int)
    -> (container: Facts.Container, environment: Keeper.Environment)?
  {
    let platform = model.platforms[platform]
    return platform.object.object(PlatformField.kafka)?.text(KafkaField.container)
      .flatMap { facts.containers[$0] }.map { ($0, .named(platform.environment)) }
  }
}
