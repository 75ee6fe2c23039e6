internal import Diagnostics
internal import Model

/// Something that the model declares under a name.
struct FoundObject: Sendable {
  /// `dataset crm.customers`.
  let title: String
  /// Where its name stands.
  let span: Span
  /// All that is declared for it.
  let scopes: [Span]
}

/// Finds objects by the names that references use.
struct ObjectFinder {
  let model: Model

  /// All objects of that name; kinds may share one.
  func find(_ name: String) -> [FoundObject] {
    if name.contains("/") { return inTeams(name) }
    if name.contains(".") { return inStores(name) + inWorkspaces(name) }
    return topLevel(name)
  }

  /// The known name nearest to one that leads nowhere.
  func nearest(to name: String) -> String? {
    Diagnostics.nearest(to: name, among: candidates(name))
  }

  private func topLevel(_ name: String) -> [FoundObject] {
    var found: [FoundObject] = []
    if let index = model.store(name) {
      let store = model.stores[index]
      let documents = [store.object] + store.parts
      found.append(
        FoundObject(
          title: "datastore \(name)", span: store.object.span, scopes: documents.map(\.wholeSpan)))
    }
    if let index = model.workspace(name) {
      found.append(FoundObject("workspace \(name)", model.workspaces[index].object))
    }
    if let index = model.platform(name) {
      found.append(FoundObject("platform \(name)", model.platforms[index].object))
    }
    if let index = model.zone(name) {
      let zone = model.zones[index]
      let objects = [zone.definition, zone.declaration].compactMap(\.self)
      found += objects.prefix(1).map { FoundObject("zone \(name)", $0) }
    }
    return found
  }

  private func inTeams(_ name: String) -> [FoundObject] {
    let path = String(name.prefix { $0 != "." })
    guard let index = model.team(path) else { return [] }
    let team = model.teams[index]
    if path == name {
      let objects = [team.definition, team.declaration].compactMap(\.self)
      return objects.prefix(1).map { FoundObject("team \(name)", $0) }
    }
    let member = String(name.dropFirst(path.count + 1))
    let container = team.container(member).map { FoundObject("container \(name)", $0) }
    let credential = team.credential(member).map { FoundObject("credential \(name)", $0) }
    return [container, credential].compactMap(\.self)
  }

  private func inStores(_ name: String) -> [FoundObject] {
    let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
    guard let dataset = model.dataset(path: parts[0] + "." + parts[1]) else { return [] }
    if parts.count == 2 {
      return [FoundObject("dataset \(name)", model.object(ofDataset: dataset))]
    }
    let columns = model.columns(ofDataset: dataset)
    return columns.filter { model.tree.string($0.name) == parts[2] }.map {
      FoundObject("column \(name)", model.object(of: $0))
    }
  }

  private func inWorkspaces(_ name: String) -> [FoundObject] {
    if let group = model.group(path: name) { return [FoundObject("group \(name)", group)] }
    let platform = String(name.prefix { $0 != "." })
    guard let index = model.platform(platform) else { return [] }
    let credential = model.platforms[index].credential(String(name.dropFirst(platform.count + 1)))
    return [credential.map { FoundObject("credential \(name)", $0) }].compactMap(\.self)
  }

  private func candidates(_ name: String) -> [String] {
    let first = String(name.prefix { $0 != "." })
    if name.contains("/") {
      return model.teams.map(\.path)
        + (model.team(first).map { index in
          (model.teams[index].definition?.objects(TeamField.containers).map(\.self) ?? [])
            .compactMap { $0.text(ContainerField.name) }.map { first + "." + $0 }
        } ?? [])
    }
    guard name.contains(".") else {
      return model.stores.map(\.name) + model.workspaces.map(\.name) + model.platforms.map(\.name)
        + model.zones.map(\.name)
    }
    let datasets = model.store(first).map { model.stores[$0].datasets.map(model.path(ofDataset:)) }
    let groups = model.workspace(first).map { index in
      model.workspaces[index].groups.compactMap { $0.text(GroupField.name) }.map {
        first + "." + $0
      }
    }
    return (datasets ?? []) + (groups ?? [])
  }
}

extension FoundObject {
  init(_ title: String, _ object: Object) {
    self.init(title: title, span: object.span, scopes: [object.wholeSpan])
  }

  /// Whether a generated line comes from this object or a part of it.
  func holds(_ origin: Span) -> Bool { scopes.contains { $0.contains(origin) } }
}
