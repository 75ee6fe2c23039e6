import Diagnostics
import Model

/// Finds the object that a place belongs to: the innermost that has a name of its own in the model.
///
/// The tree keeps what was written in the order of its places, so each step down is a binary search.
struct Subjects {
  private let model: Model
  private let tree: Tree
  /// In the order of their places.
  private let documents: [Document]

  private struct Document {
    let span: Span
    let body: Cell
    let subject: Subject
  }

  init(_ model: Model) {
    self.model = model
    tree = model.tree
    var documents: [Document] = []
    func add(_ object: Object?, _ name: String = "", team: String? = nil) {
      guard let object else { return }
      documents.append(
        Document(
          span: object.wholeSpan, body: object.body, subject: Subject(name, team: team)))
    }
    add(model.ecosystem)
    for zone in model.zones { add(zone.definition, zone.name) }
    for team in model.teams { add(team.definition, team.path, team: team.path) }
    for store in model.stores {
      for object in [store.object] + store.parts { add(object, store.name, team: store.team) }
    }
    for workspace in model.workspaces {
      add(workspace.object, workspace.name, team: workspace.team)
    }
    for platform in model.platforms { add(platform.object, platform.name) }
    for object in model.assignments + model.suppressions + model.waivers { add(object) }
    self.documents = documents.sorted { $0.span < $1.span }
  }

  /// The object at a place; the model as a whole where none is.
  func find(_ place: Span) -> Subject {
    let at = last(documents.count) { documents[$0].span <= Span(upTo: place) }
    guard let at, documents[at].span.file == place.file, place.start <= documents[at].span.end
    else { return Subject("") }
    var step = Step(subject: documents[at].subject)
    descend(documents[at].body, place, &step)
    return step.subject
  }

  /// The object of a name, with the team that answers for it.
  func named(_ object: String) -> Subject {
    let first = String(object.prefix { $0 != "." })
    if model.team(first) != nil { return Subject(object, team: first) }
    if let store = model.store(first) { return Subject(object, team: model.stores[store].team) }
    let workspace = model.workspace(first).map { model.workspaces[$0] }
    return Subject(object, team: workspace?.team)
  }

  /// How far the search has come.
  private struct Step {
    var subject: Subject
    /// Columns are named in datasets, not in shapes; credentials in teams, not in platforms.
    var isDataset = false
  }

  private func descend(_ body: Cell, _ place: Span, _ step: inout Step) {
    guard let number = body.node else { return }
    let node = tree.nodes[number]
    let first = Int(node.first)
    func inside(_ cell: Cell) -> Cell? { place.end <= cell.end ? cell : nil }
    switch node.shape {
    case .object:
      let at = last(Int(node.count)) {
        tree.cells[first + $0].start - UInt32(tree.cells[first + $0].keyDistance) <= place.start
      }
      guard let cell = at.flatMap({ inside(tree.cells[first + $0]) }) else { return }
      descend(cell, place, &step)
    case .list:
      let at = last(Int(node.count)) { tree.cells[first + $0].start <= place.start }
      guard let cell = at.flatMap({ inside(tree.cells[first + $0]) }) else { return }
      enterItem(node.kind, cell, node.file, &step)
      descend(cell, place, &step)
    case .map:
      let at = last(Int(node.count) / 2) { tree.cells[first + $0 * 2].start <= place.start }
      guard let at, let cell = inside(tree.cells[first + at * 2 + 1]) else { return }
      enter(node.kind, tree.cells[first + at * 2], cell, node.file, &step)
      descend(cell, place, &step)
    }
  }

  /// Takes the step into an entry of a map.
  private func enter(
    _ kind: ObjectKind, _ key: Cell, _ body: Cell, _ file: FileID, _ step: inout Step
  ) {
    guard let name = key.symbol.map(tree.string) else { return }
    let outer = step.subject
    switch kind {
    case .dataset:
      step.subject = outer.holding(name)
      step.isDataset = true
    case .column where step.isDataset: step.subject = outer.holding(name)
    case .group: step.subject = outer.holding(name)
    case .container,
      .credential where outer.object == outer.team:
      step.subject = outer.holding(name)
    case .zoneDeclaration: step.subject = Subject(name)
    case .teamDeclaration: step.subject = named(outer.object + "/" + name)
    case .assignedGroup, .primary, .placement, .place: step.subject = named(name)
    case .waiver:
      let waiver = Object(tree: tree, kind: kind, file: file, key: key, body: body)
      waiver.text(WaiverField.object).map { step.subject = named($0) }
    default: break
    }
  }

  /// Takes the step into an item of a list.
  private func enterItem(_ kind: ObjectKind, _ body: Cell, _ file: FileID, _ step: inout Step) {
    guard kind == .suppression else { return }
    let item = Object(tree: tree, kind: kind, file: file, key: nil, body: body)
    item.text(SuppressionField.object).map { step.subject = named($0) }
  }

  /// The last of some numbers for which something holds that holds for all before it too.
  private func last(_ count: Int, where holds: (Int) -> Bool) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}

extension Subject {
  /// What is inside it by a name.
  fileprivate func holding(_ name: String) -> Subject {
    Subject(object + "." + name, team: team)
  }
}

extension Span {
  /// Sorts behind all that begins where a place begins.
  fileprivate init(upTo place: Span) {
    self.init(file: place.file, start: Int(place.start), end: Int(UInt32.max))
  }
}
