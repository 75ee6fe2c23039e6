public import Diagnostics

/// One model of an estate: what was declared, and where everything is found by its name.
///
/// Lists are sorted by name, so that neither files nor threads decide an order.
public final class Model: Sendable {
  public let tree: Tree
  public let ecosystem: Object?
  public let zones: [Zone]
  public let teams: [Team]
  public let stores: [Datastore]
  /// The datasets of all stores, sorted by store, then by name.
  public let datasets: [Dataset]
  public let workspaces: [Workspace]
  public let platforms: [Platform]
  public let assignments: [Object]
  public let suppressions: [Object]
  public let waivers: [Object]
  /// The meaning of each column definition, by its text.
  public let definitions: [Symbol: ColumnDefinition]

  /// By symbol: one more than the place in `definitionList`, 0 for a text that is no definition.
  private let definitionNumbers: [UInt32]
  /// The definitions by the numbers that columns have; the numbers mean nothing, and must never decide
  /// an order that a user can see.
  public let definitionList: [ColumnDefinition]
  private let zoneIndex: [String: Int]
  private let teamIndex: [String: Int]
  private let storeIndex: [String: Int]
  private let workspaceIndex: [String: Int]
  private let platformIndex: [String: Int]

  public init(
    tree: Tree, ecosystem: Object?, zones: [Zone], teams: [Team], stores: [Datastore],
    datasets: [Dataset], workspaces: [Workspace], platforms: [Platform], assignments: [Object],
    suppressions: [Object], waivers: [Object], definitions: [Symbol: ColumnDefinition]
  ) {
    self.tree = tree
    self.ecosystem = ecosystem
    self.zones = zones
    self.teams = teams
    self.stores = stores
    self.datasets = datasets
    self.workspaces = workspaces
    self.platforms = platforms
    self.assignments = assignments
    self.suppressions = suppressions
    self.waivers = waivers
    self.definitions = definitions
    var numbers = [UInt32](repeating: 0, count: tree.text.count)
    var list: [ColumnDefinition] = []
    for (text, definition) in definitions {
      list.append(definition)
      numbers[Int(text.index)] = UInt32(list.count)
    }
    definitionNumbers = numbers
    definitionList = list
    zoneIndex = index(zones.map(\.name))
    teamIndex = index(teams.map(\.path))
    storeIndex = index(stores.map(\.name))
    workspaceIndex = index(workspaces.map(\.name))
    platformIndex = index(platforms.map(\.name))
  }

  /// The place of a column definition in `definitionList`; nil for a text that is none.
  func definitionNumber(_ text: Symbol) -> Int? {
    let number = Int(definitionNumbers[Int(text.index)])
    return number == 0 ? nil : number - 1
  }

  public func zone(_ name: String) -> Int? { zoneIndex[name] }

  /// A team by `zone/team`.
  public func team(_ path: String) -> Int? { teamIndex[path] }

  public func store(_ name: String) -> Int? { storeIndex[name] }

  public func workspace(_ name: String) -> Int? { workspaceIndex[name] }

  public func platform(_ name: String) -> Int? { platformIndex[name] }

  /// A dataset by its store's index and its name.
  public func dataset(_ name: String, in store: Int) -> Int? {
    tree.text.find(name).flatMap { dataset($0, in: store) }
  }

  /// A dataset by its store's index and its name.
  public func dataset(_ name: Symbol, in store: Int) -> Int? {
    let range = stores[store].datasets
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if datasets[middle].name == name { return middle }
      if tree.text.precedes(datasets[middle].name, name) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// A dataset by `store.dataset`.
  public func dataset(path: String) -> Int? {
    guard let (store, name) = path.cut(at: "."), let store = self.store(String(store)) else {
      return nil
    }
    return dataset(String(name), in: store)
  }

  /// A group by `workspace.group`.
  public func group(path: String) -> Object? {
    guard let (workspace, name) = path.cut(at: "."),
      let found = self.workspace(String(workspace))
    else { return nil }
    return workspaces[found].group(String(name))
  }

  public func object(ofDataset id: Int) -> Object {
    let dataset = datasets[id]
    return Object(
      tree: tree, kind: .dataset, file: dataset.file, key: tree.cells[Int(dataset.cell)],
      body: tree.cells[Int(dataset.cell) + 1])
  }

  public func name(ofDataset id: Int) -> String { tree.string(datasets[id].name) }

  /// `store.dataset`.
  public func path(ofDataset id: Int) -> String {
    stores[Int(datasets[id].store)].name + "." + name(ofDataset: id)
  }
}

/// A zone: declared by the ecosystem, defined by its own document; either may be missing.
public struct Zone: Sendable {
  public let name: String
  public let declaration: Object?
  public let definition: Object?

  public init(name: String, declaration: Object?, definition: Object?) {
    self.name = name
    self.declaration = declaration
    self.definition = definition
  }
}

/// A team: declared by its zone, defined by its own document; either may be missing.
public struct Team: Sendable {
  public let zone: String
  public let name: String
  public let declaration: Object?
  public let definition: Object?

  /// `zone/team`.
  public var path: String { zone + "/" + name }

  public init(zone: String, name: String, declaration: Object?, definition: Object?) {
    self.zone = zone
    self.name = name
    self.declaration = declaration
    self.definition = definition
  }

  public func container(_ name: String) -> Object? {
    definition?.objects(TeamField.containers).first { $0.text(ContainerField.name) == name }
  }

  public func credential(_ name: String) -> Object? {
    definition?.objects(TeamField.credentials).first { $0.text(CredentialField.name) == name }
  }
}

public struct Datastore: Sendable {
  public let name: String
  public let object: Object
  /// Further `Datasets` documents.
  public let parts: [Object]
  /// Its datasets in `Model.datasets`.
  public let datasets: Range<Int>
  /// Its shapes by name, from all its documents.
  public let shapes: [String: Object]

  public init(
    name: String, object: Object, parts: [Object], datasets: Range<Int>, shapes: [String: Object]
  ) {
    self.name = name
    self.object = object
    self.parts = parts
    self.datasets = datasets
    self.shapes = shapes
  }

  /// `zone/team` as written.
  public var team: String { object.text(DatastoreField.team) ?? "" }

  public var ingestion: Object? { object.object(DatastoreField.ingestion) }

  public var ingestionType: IngestionType? { ingestion?.word(IngestionField.type) }

  public var consistency: Consistency {
    if ingestionType == .transformer { return .store }
    return ingestion?.word(IngestionField.consistency) ?? .dataset
  }

  public var sliceCount: Int { object.int(DatastoreField.slices) ?? 1 }
}

/// A dataset: 20 bytes, the rest is in the tree.
public struct Dataset: Sendable {
  public let store: UInt32
  public let name: Symbol
  /// Its first name, where it was renamed.
  public let identity: Symbol
  /// The cell of its key in the map it is declared in; its body is the next one.
  public let cell: UInt32
  public let file: FileID

  public init(store: UInt32, name: Symbol, identity: Symbol, cell: UInt32, file: FileID) {
    self.store = store
    self.name = name
    self.identity = identity
    self.cell = cell
    self.file = file
  }

  /// The same in a model in which its store has this number.
  public func inStore(_ store: UInt32) -> Dataset {
    Dataset(store: store, name: name, identity: identity, cell: cell, file: file)
  }
}

public struct Workspace: Sendable {
  public let name: String
  public let object: Object

  public init(name: String, object: Object) {
    self.name = name
    self.object = object
  }

  /// `zone/team` as written.
  public var team: String { object.text(WorkspaceField.team) ?? "" }

  public var transformer: Object? { object.object(WorkspaceField.transformer) }

  public var groups: ObjectList { object.objects(WorkspaceField.groups) }

  public func group(_ name: String) -> Object? {
    groups.first { $0.text(GroupField.name) == name }
  }

  /// The container its data is put into; nil where the platform decides.
  public var container: String? {
    object.text(WorkspaceField.container).flatMap { $0 == "platform" ? nil : $0 }
  }

  public var priority: Priority { object.word(WorkspaceField.priority) ?? .low }
}

public struct Platform: Sendable {
  public let name: String
  public let object: Object

  public init(name: String, object: Object) {
    self.name = name
    self.object = object
  }

  public var merge: MergeStrategy { object.word(PlatformField.merge) ?? .live }
  public var environment: String? { object.text(PlatformField.environment) }

  public func credential(_ name: String) -> Object? {
    object.objects(PlatformField.credentials).first { $0.text(CredentialField.name) == name }
  }
}

private func index(_ names: [String]) -> [String: Int] {
  Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
}
