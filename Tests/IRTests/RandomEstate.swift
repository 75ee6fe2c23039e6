import DSLFrontend
import Diagnostics
import Model
import Testing

/// A small estate at random: captured stores, transformers in chains, reading themselves or each other,
/// groups on several platforms, primaries. Everything a graph can be made of.
struct RandomEstate {
  struct Store {
    var name: String
    /// The workspace that fills it; nil where it is captured.
    var maker: String?
    var isWhole: Bool
    var slices: Int
    var datasets: [String]
    /// The platforms that capture it; empty: each for itself.
    var primary: [String] = []
  }

  struct Group {
    var name: String
    /// `store.dataset`, or `store.prefix*`.
    var reads: [String]
    var assigned: [(platform: String, live: Bool)]
  }

  struct Workspace {
    var name: String
    var priority: Priority
    var groups: [Group]
    var output: String?
  }

  var platforms: [String] = []
  var stores: [Store] = []
  var workspaces: [Workspace] = []

  init(seed: Int) {
    var random = SplitMix(seed: seed)
    platforms = (0...random.below(3)).map { "p\($0)" }
    let makers = (0..<random.below(5)).map { "maker\($0)" }
    for number in 0...random.below(3) {
      stores.append(store("s\(number)", maker: nil, &random))
    }
    for maker in makers { stores.append(store(maker + "_out", maker: maker, &random)) }
    for at in stores.indices where random.once(in: 4) {
      stores[at].primary = random.some(platforms, least: 1, upTo: 2)
    }
    for (number, maker) in makers.enumerated() {
      // Mostly chains: what comes before it, and at times itself; a circle now and then.
      var readable = Array(stores.prefix { $0.maker == nil })
      readable += stores.filter { store in makers[..<number].contains { $0 == store.maker } }
      if random.once(in: 3) { readable += stores.filter { $0.maker == maker } }
      if random.once(in: 8) { readable = stores }
      workspaces.append(workspace(maker, readable, output: maker + "_out", &random))
    }
    for number in 0...random.below(4) {
      workspaces.append(workspace("w\(number)", stores, output: nil, &random))
    }
  }

  private func store(_ name: String, maker: String?, _ random: inout SplitMix) -> Store {
    Store(
      name: name, maker: maker, isWhole: maker != nil || random.once(in: 3),
      slices: 1 + random.below(4), datasets: (0...random.below(5)).map { "d\($0)" })
  }

  private func workspace(
    _ name: String, _ readable: [Store], output: String?, _ random: inout SplitMix
  ) -> Workspace {
    let groups = (0...random.below(2)).map { number in
      var reads: [String] = []
      for store in random.some(readable, least: 1, upTo: 3) {
        let some = random.some(store.datasets, least: 1, upTo: 3).map { store.name + "." + $0 }
        reads += random.once(in: 5) ? [store.name + ".d*"] : some
      }
      let assigned = random.some(platforms, upTo: platforms.count).map {
        (platform: $0, live: !random.once(in: 5))
      }
      return Group(
        name: "g\(number)", reads: reads,
        assigned: output == nil || random.once(in: 3) ? assigned : [])
    }
    return Workspace(
      name: name, priority: random.pick(Priority.allCases), groups: groups, output: output)
  }

  // MARK: as a model

  var model: Model {
    Frontend.load([SourceFile(path: "estate.yaml", bytes: Array(yaml.utf8))]).model
  }

  var yaml: String {
    var text = "kind: Ecosystem\nname: E\nrepository: a/b@c\nlive: a/b@d\nzones: { Z: a/b@z }\n"
    text += "---\nkind: Zone\nname: Z\nteams: { t: a/b@t }\n---\nkind: Team\nname: t\nzone: Z\n"
    text += "credentials: { login: user-password }\n"
    text += "containers: { events: { type: kafka, bootstrap: \"h:9092\" } }\n"
    for name in platforms { text += platformDocument(name) }
    for store in stores {
      text += "---\nkind: Datastore\nname: \(store.name)\nteam: Z/t\nslices: \(store.slices)\n"
      let consistency = store.isWhole ? "store" : "dataset"
      text +=
        store.maker.map { "ingestion: { type: transformer, workspace: \($0) }\n" }
          ?? """
          ingestion: { type: kafka, container: events, credential: login, consistency: \(consistency), \
          topic: "\(store.name).{dataset}" }

          """
      text += "datasets:\n"
      for name in store.datasets {
        text += "  \(name): { classification: PUB, columns: { id: bigint primary key } }\n"
      }
    }
    for workspace in workspaces {
      text += "---\nkind: Workspace\nname: \(workspace.name)\nteam: Z/t\n"
      text += "priority: \(workspace.priority.rawValue)\ngroups:\n"
      for group in workspace.groups {
        let reads = group.reads.map { $0.hasSuffix("*") ? "{ datasets: \"\($0)\" }" : $0 }
        text += "  \(group.name): { reads: [\(reads.joined(separator: ", "))] }\n"
      }
      if let output = workspace.output {
        text += "transformer: { image: \"i:1\", output: \(output) }\n"
      }
    }
    return text + assignments
  }

  private var assignments: String {
    var text = "---\nkind: Assignments\ngroups:\n"
    for workspace in workspaces {
      for group in workspace.groups {
        let items = group.assigned.map {
          "{ platform: \($0.platform), status: \($0.live ? "provisioned" : "decommissioned") }"
        }
        text += "  \(workspace.name).\(group.name): [\(items.joined(separator: ", "))]\n"
      }
    }
    let primaries = stores.filter { !$0.primary.isEmpty }
    if !primaries.isEmpty { text += "primary:\n" }
    for store in primaries {
      text += "  \(store.name): [\(store.primary.joined(separator: ", "))]\n"
    }
    return text
  }
}

func platformDocument(_ name: String, extra: String = "") -> String {
  """
  ---
  kind: Platform
  name: \(name)
  type: kubernetes-postgres
  merge: live
  namespace: ns-\(name)
  images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
  postgres: { host: pg, credential: postgres }
  kafka: { credential: connect }
  airflow: { credential: airflow }
  git: { credential: git }
  slack: { channel: "#c", credential: slack }
  credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token, slack: api-token }
  \(extra)

  """
}
