import Diagnostics
import Model

/// What several rules need to know of a model, worked out once.
final class Facts {
  let model: Model
  /// Every code that a setting or a suppression may name.
  private(set) lazy var codes = Dictionary(
    rules().map { ($0.code, $0.severity) }, uniquingKeysWith: { first, _ in first })
  private let rules: () -> [Rule]
  /// The symbol of `true`.
  let yes: Symbol?
  /// Containers by `zone/team.name`.
  let containers: [String: Container]
  /// In the order of `Model.stores`.
  let stores: [Store]
  /// The datasets that are deprecated themselves, sorted; filled by the walk over the datasets.
  var deprecated: [Int] = []
  /// What each text of the model is, by its symbol, and all of them together.
  private(set) lazy var texts = TextMarks.all(in: model.tree.text)
  private(set) lazy var allTexts = texts.reduce(into: TextMarks()) { $0.formUnion($1) }
  /// What each column definition says by itself, by its symbol.
  private(set) lazy var definitionMarks = ColumnList.Marks.all(in: model)
  /// Whether any definition has a type that no key can have.
  private(set) lazy var hasUnfitKeys = model.definitions.values.contains { isUnfitAsKey($0.type) }

  /// By store, whether a dataset of it names a topic of its own; filled by the walk over the datasets.
  var hasOwnTopics: [Bool]

  /// Every read of every group that leads somewhere.
  private(set) lazy var reads: [Read] = findReads()
  /// Each group with each platform that serves it.
  private(set) lazy var servedGroups: [ServedGroup] = findServedGroups()
  private(set) lazy var uses: [CredentialUse] = findCredentialUses()
  /// The platforms that may capture each store, in the order of `Model.stores`.
  private(set) lazy var platformsOfStore: [[Int]] = reach()

  private(set) lazy var flow = Flow(self)
  private(set) lazy var loads: [Load] = findLoads()
  /// What platforms use; of a part of a model it may be given for all of it.
  private(set) lazy var capacity = CapacityUse(self)
  private(set) lazy var demands: [Demand] = findDemands()
  private(set) lazy var zones = Zones(model)
  /// What zones' policies on places refuse.
  private(set) lazy var breaches: [Breach] = findBreaches()
  private(set) lazy var classBits = findClassBits()
  /// Whether any policy judges classifications.
  private(set) lazy var judgesClasses =
    zones.judgeClassifications
    || model.workspaces.contains { $0.object.has(WorkspaceField.classifications) }
  /// What each dataset's data is; filled by the walk over the datasets where a policy asks for it.
  var classes: [Classes] = []

  /// Each store with the sizes of its slices.
  private(set) lazy var slices: [(Datastore, SliceSizes)] = model.stores.map {
    ($0, SliceSizes(of: $0, in: model))
  }

  struct Container {
    /// Index in `Model.teams`.
    let team: Int
    let object: Object
    var name: String { object.text(ContainerField.name) ?? "" }
    var type: String { object.text(ContainerField.type) ?? "" }
  }

  struct Store {
    let declared: Datastore
    let ingestion: Object?
    let type: IngestionType?
    /// The container that it is captured from, where it resolves.
    let container: Container?
    let production: Bool
    let deprecated: Bool
  }

  /// - Parameter rules: every one that a setting or a suppression may name; asked for if one does.
  init(
    _ model: Model, rules: @autoclosure @escaping () -> [Rule] = [], capacity: CapacityUse? = nil
  ) {
    self.model = model
    self.rules = rules
    yes = model.tree.text.find("true")
    hasOwnTopics = [Bool](repeating: false, count: model.stores.count)
    var containers: [String: Container] = [:]
    for (index, team) in model.teams.enumerated() {
      for object in team.definition?.objects(TeamField.containers) ?? .none(model) {
        containers[team.path + "." + (object.text(ContainerField.name) ?? "")] = Container(
          team: index, object: object)
      }
    }
    self.containers = containers
    stores = model.stores.map { store in
      let ingestion = store.ingestion
      let path = ingestion?.text(IngestionField.container)
      return Store(
        declared: store, ingestion: ingestion, type: store.ingestionType,
        container: path.flatMap { containers[$0.holds(".") ? $0 : store.team + "." + $0] },
        production: store.object.bool(DatastoreField.production),
        deprecated: store.object.bool(DatastoreField.deprecated))
    }
    if let capacity { self.capacity = capacity }
  }

  /// The container that a reference in a team's document means.
  func container(_ path: String, from team: String?) -> Container? {
    if path.holds(".") { return containers[path] }
    return team.flatMap { containers[$0 + "." + path] }
  }

  /// The owner and the declaration of the credential that a reference in a team's document means.
  func credential(_ path: String, from team: String) -> (team: Int, object: Object)? {
    let (owner, name) = path.cut(at: ".").map { (String($0), String($1)) } ?? (team, path)
    guard let index = model.team(owner), let object = model.teams[index].credential(name) else {
      return nil
    }
    return (index, object)
  }

  /// Whether a team may use a container: it is its own, or shared with it.
  func mayUse(_ container: Container, team: String) -> Bool {
    if model.teams[container.team].path == team { return true }
    return container.object.texts(ContainerField.shared).contains { $0 == "true" || $0 == team }
  }

  /// Whether any dataset of a range is deprecated, and the first that is.
  func firstDeprecated(in range: Range<Int>) -> Int? {
    var low = 0
    var high = deprecated.count
    while low < high {
      let middle = (low + high) / 2
      if deprecated[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < deprecated.count && range.contains(deprecated[low]) ? deprecated[low] : nil
  }
}

extension ObjectList {
  /// A list of nothing.
  static func none(_ model: Model) -> ObjectList { ObjectList(emptyIn: model.tree) }
}

extension Object {
  /// The place of one scalar of a list.
  func place(_ cell: Cell) -> Span { span(of: cell) }
}
