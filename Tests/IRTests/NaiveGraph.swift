import Model

/// All platforms' graphs as the language's pages describe them, by keys, with no thought of speed:
/// everything that is needed is asked for again until nothing new comes.
struct NaiveGraph {
  private(set) var priorities: [String: Priority] = [:]
  /// Inside one platform.
  private(set) var edges: Set<[String]> = []
  private var links: Set<[String]> = []
  private var own: [String: UInt8] = [:]
  private let estate: RandomEstate

  init(_ estate: RandomEstate) {
    self.estate = estate
    for workspace in estate.workspaces {
      for group in workspace.groups {
        for (platform, live) in group.assigned where live {
          for (store, dataset) in reads(group) {
            need(export(platform, store, dataset), workspace.priority)
            see(platform, workspace, group, store, dataset)
          }
        }
      }
    }
    var size = -1
    while size != own.count + edges.count + links.count {
      size = own.count + edges.count + links.count
      for platform in estate.platforms {
        for store in estate.stores {
          for dataset in store.datasets { feed(platform, store, dataset) }
        }
      }
    }
    propagate()
  }

  /// Whether transformers wait for each other; one's own output is that of the run before.
  static func hasCircle(_ estate: RandomEstate) -> Bool {
    var waits: Set<[String]> = []
    for workspace in estate.workspaces where workspace.output != nil {
      for read in workspace.groups.flatMap(\.reads) {
        let store = estate.stores.first { read.hasPrefix($0.name + ".") }
        if let maker = store?.maker, maker != workspace.name {
          waits.insert([maker, workspace.name])
        }
      }
    }
    var size = 0
    while size != waits.count {
      size = waits.count
      for a in waits { for b in waits where a[1] == b[0] { waits.insert([a[0], b[1]]) } }
    }
    return waits.contains { $0[0] == $0[1] }
  }

  // MARK: rules

  private mutating func feed(_ platform: String, _ store: RandomEstate.Store, _ dataset: String) {
    let export = export(platform, store.name, dataset)
    guard own[export] != nil else { return }
    let stream = "ingestion/\(platform)/\(store.name)" + (store.isWhole ? "" : "/" + dataset)
    need(stream)
    edges.insert([stream, export])
    if let primary = store.primary.first, !store.primary.contains(platform) {
      let source = self.export(primary, store.name, dataset)
      need(source)
      links.insert([source, stream])
      return
    }
    guard let maker = estate.workspaces.first(where: { $0.name == store.maker }) else { return }
    let transform = "transform/\(platform)/\(maker.name)"
    let trigger = "trigger/\(platform)/\(maker.name)"
    need(transform)
    need(trigger)
    edges.insert([trigger, transform])
    edges.insert([transform, stream])
    for group in maker.groups {
      for (input, name) in reads(group) {
        need(self.export(platform, input, name))
        edges.insert([self.export(platform, input, name), trigger])
        see(platform, maker, group, input, name)
      }
    }
  }

  private func reads(_ group: RandomEstate.Group) -> [(String, String)] {
    group.reads.flatMap { read -> [(String, String)] in
      let parts = read.split(separator: ".").map(String.init)
      guard parts[1].hasSuffix("*") else { return [(parts[0], parts[1])] }
      let prefix = parts[1].dropLast()
      return estate.stores.first { $0.name == parts[0] }!.datasets.filter { $0.hasPrefix(prefix) }
        .map { (parts[0], $0) }
    }
  }

  private func export(_ platform: String, _ store: String, _ dataset: String) -> String {
    "export/\(platform)/platform/\(store)/\(dataset)"
  }

  private mutating func need(_ key: String, _ priority: Priority? = nil) {
    own[key] = max(own[key] ?? 0, UInt8(priority?.weight ?? 0))
  }

  private mutating func see(
    _ platform: String, _ workspace: RandomEstate.Workspace, _ group: RandomEstate.Group,
    _ store: String, _ dataset: String
  ) {
    need(
      "view/\(platform)/\(workspace.name)/\(group.name)/\(store)/\(dataset)", workspace.priority)
  }

  private mutating func propagate() {
    let keys = own.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    let weights = highestDownstream(
      keys.map { own[$0]! }, (edges.union(links)).map { (numbers[$0[0]]!, numbers[$0[1]]!) })
    for (key, weight) in zip(keys, weights) {
      priorities[key] = Priority.allCases.first { $0.weight == Int(weight) } ?? .low
    }
  }
}
