import Diagnostics
import Model

/// What those who read a dataset rely on: its columns, its key, its partition, what its data is.
struct Contract {
  struct Item {
    let name: String
    /// Its name and all earlier ones, the last first.
    let names: [String]
    let type: ColumnType
    let isNullable: Bool
    let isKey: Bool
    let classification: [String]
    let column: Column
    let object: Object
  }

  let model: Model
  /// Index in `Model.datasets`.
  let id: Int
  /// `store.dataset`.
  let path: String
  let object: Object
  let shape: Object?
  let items: [Item]
  /// In key order.
  let key: [String]
  let partition: [String]
  let classification: [String]

  init(_ model: Model, _ id: Int) {
    self.model = model
    self.id = id
    path = model.path(ofDataset: id)
    let object = model.object(ofDataset: id)
    let shape = model.shape(ofDataset: id)
    let columns = model.columns(ofDataset: id)
    let key = model.key(ofDataset: id, columns: columns)
    self.object = object
    self.shape = shape
    self.key = key.map(model.tree.string)
    items = columns.map { column in
      let name = model.tree.string(column.name)
      let object = model.object(of: column)
      return Item(
        name: name, names: [name] + object.texts(ColumnField.was).reversed(),
        type: model.definition(of: column).type, isNullable: column.nullable,
        isKey: key.contains(column.name),
        classification: object.texts(ColumnField.classification), column: column, object: object)
    }
    let listed = object.texts(DatasetField.partition)
    let shared = shape?.texts(ShapeField.partition) ?? []
    partition =
      !listed.isEmpty
      ? listed
      : !shared.isEmpty
        ? shared : items.filter { $0.object.bool(ColumnField.partition) }.map(\.name)
    classification = model.classification(ofDataset: id)
  }

  var store: Datastore { model.stores[Int(model.datasets[id].store)] }
  var subject: Subject { Subject(path, team: store.team) }

  /// A place inside the dataset or its shape. Equal lists of columns are kept once, with the places of the
  /// first: where those are another dataset's, the place of the name is told.
  func place(_ span: Span) -> Span {
    let isOwn = object.wholeSpan.contains(span) || shape?.wholeSpan.contains(span) == true
    return isOwn ? span : object.span
  }

  /// Whether a column is its shape's.
  func isShared(_ item: Item) -> Bool {
    guard let shape else { return false }
    return shape.objects(ShapeField.columns).contains {
      $0.symbol(ColumnField.name) == item.column.name
    }
  }
}

/// A dataset that both models have and that may be another one to those who read it.
struct DatasetChange {
  let base: Contract
  let head: Contract
  /// Columns that are in both, whatever they are called.
  let kept: [(base: Contract.Item, head: Contract.Item)]
  let dropped: [Contract.Item]
  let added: [Contract.Item]

  init(_ base: Contract, _ head: Contract) {
    self.base = base
    self.head = head
    var old = Dictionary(base.items.map { ($0.name, $0) }) { first, _ in first }
    var kept: [(base: Contract.Item, head: Contract.Item)] = []
    var added: [Contract.Item] = []
    // A name of today goes before an earlier one.
    var new = head.items.filter { item in
      guard let same = old.removeValue(forKey: item.name) else { return true }
      kept.append((same, item))
      return false
    }
    new.removeAll { item in
      guard let name = item.names.first(where: { old[$0] != nil }) else { return false }
      kept.append((old.removeValue(forKey: name)!, item))
      return true
    }
    added = new
    self.kept = kept
    self.added = added
    dropped = base.items.filter { old[$0.name] != nil }
  }

  /// What columns of the base are called now; those that are gone keep their names.
  func renamed(_ names: [String]) -> [String] {
    let now = Dictionary(kept.map { ($0.base.name, $0.head.name) }) { first, _ in first }
    return names.map { now[$0] ?? $0 }
  }
}
