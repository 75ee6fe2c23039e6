import Diagnostics
import Model

/// One dataset as the walk sees it: its fields found once, its columns read once.
struct DatasetView {
  let tree: Tree
  var id = 0
  var store = 0
  var name = Symbol(index: 0)
  /// What the name is, as a text.
  var nameMarks: TextMarks = []
  var file = FileID(0)
  /// The number of the name's cell; the body is the next one.
  var cell = 0
  /// The columns that it adds to its shape's, or all where it has none.
  var own: ColumnList
  /// Its shape's columns.
  var shared: ColumnList
  /// The shape it takes its columns from.
  var shape: Object?
  /// Whether no dataset before had that shape: what is wrong with a shape is said once.
  var isFirstOfShape = false
  /// The dataset's fields by number; nil where one is not declared.
  fileprivate(set) var fields: [Cell?]

  init(_ facts: Facts) {
    tree = facts.model.tree
    own = ColumnList(facts)
    shared = ColumnList(facts)
    fields = [Cell?](repeating: nil, count: ObjectKind.dataset.fields.count)
  }

  subscript(_ field: DatasetField) -> Cell? { fields[Int(field.rawValue)] }

  var hasColumns: Bool { !own.items.isEmpty || !shared.items.isEmpty }

  var object: Object {
    Object(
      tree: tree, kind: .dataset, file: file, key: tree.cells[cell], body: tree.cells[cell + 1])
  }

  /// The place of its name.
  var span: Span { span(tree.cells[cell]) }

  func span(_ cell: Cell) -> Span { Span(file: file, start: Int(cell.start), end: Int(cell.end)) }

  func column(named name: Symbol) -> (list: ColumnList, item: ColumnList.Item)? {
    if let item = own.item(named: name) { return (own, item) }
    return shared.item(named: name).map { (shared, $0) }
  }
}

/// Goes once over all datasets and their columns, and lets each rule look.
struct DatasetWalk {
  private let facts: Facts
  private var view: DatasetView
  private var seen: [Bool]
  private var seenShapes: Set<Span> = []

  init(_ facts: Facts) {
    self.facts = facts
    view = DatasetView(facts)
    seen = [Bool](repeating: false, count: facts.model.tree.nodes.count)
  }

  mutating func run(_ checks: [Check], _ found: inout [Diagnostic]) {
    let ofDataset = checks.compactMap(\.dataset)
    let ofColumns = checks.compactMap(\.columns)
    let model = facts.model
    let judgesClasses = facts.judgesClasses
    for (store, declared) in model.stores.enumerated() {
      var lastShape: Symbol?
      for id in declared.datasets {
        read(model.datasets[id], id)
        view.isFirstOfShape = false
        if view[.shape]?.symbol != lastShape {
          lastShape = view[.shape]?.symbol
          view.shape = lastShape.flatMap { declared.shapes[model.tree.string($0)] }
          if let shape = view.shape { view.isFirstOfShape = seenShapes.insert(shape.span).inserted }
          view.shared.read(view.shape?.cell(ShapeField.columns), store: store)
          visit(view.shared, ofColumns, &found)
        }
        view.own.read(view[.columns], store: store)
        visit(view.own, ofColumns, &found)
        if let cell = view[.deprecated], cell.symbol == facts.yes { facts.deprecated.append(id) }
        if view[.topic] != nil { facts.hasOwnTopics[store] = true }
        if judgesClasses { facts.classes.append(facts.classes(of: view)) }
        let before = found.count
        // Read once: a copy for each rule would cost more than most rules do.
        let dataset = view
        for check in ofDataset { check(dataset, facts, &found) }
        if found.count > before { claim(&found, from: before, declared) }
      }
      for shape in declared.shapes.values.sorted(by: { $0.span < $1.span }) {
        view.shared.read(shape.cell(ShapeField.columns), store: store)
        visit(view.shared, ofColumns, &found)
      }
      view.shape = nil
      view.shared.read(nil, store: store)
    }
  }

  /// What is found of a dataset is about it, wherever its text stands: a shape's columns are elsewhere,
  /// and so are those that several datasets have alike.
  private func claim(_ found: inout [Diagnostic], from first: Int, _ store: Datastore) {
    let own = view.object.wholeSpan
    for index in first..<found.count
    where found[index].subject == nil && found[index].span.map(own.contains) == false {
      found[index].subject = Subject(facts.model.path(ofDataset: view.id), team: store.team)
    }
  }

  private mutating func visit(
    _ list: ColumnList,
    _ checks: [@Sendable (ColumnList, Facts, inout [Diagnostic]) -> Void],
    _ found: inout [Diagnostic]
  ) {
    guard let node = list.node, !seen[node] else { return }
    seen[node] = true
    for check in checks { check(list, facts, &found) }
  }

  /// Finds the fields of a dataset.
  private mutating func read(_ dataset: Dataset, _ id: Int) {
    let tree = view.tree
    view.id = id
    view.store = Int(dataset.store)
    view.name = dataset.name
    view.nameMarks = facts.texts[Int(dataset.name.index)]
    view.file = dataset.file
    view.cell = Int(dataset.cell)
    for number in view.fields.indices { view.fields[number] = nil }
    let body = tree.cells[Int(dataset.cell) + 1]
    guard let number = body.node, tree.nodes[number].shape == .object else {
      if body.form == .text { view.fields[Int(DatasetField.shape.rawValue)] = body }
      return
    }
    for cell in tree.cells(of: number) { view.fields[Int(cell.field)] = cell }
  }
}
