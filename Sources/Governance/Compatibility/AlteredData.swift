import Change
import Model

/// What of the data that others may read a change touches, found from the change alone: never by a look at
/// all datasets.
struct AlteredData {
  /// Datasets of both models, in the order of the base's names.
  private(set) var datasets: [DatasetChange] = []
  /// Datasets of the base whose stores stay, by their paths.
  private(set) var removed: [Int] = []
  /// Stores of the base.
  private(set) var removedStores: [Int] = []
  /// Workspaces of the base that filled a store and do no more.
  private(set) var removedMakers: [Int] = []
  /// Stores of the head that are deprecated now and were not.
  private(set) var deprecatedStores: [Int] = []

  private let base: Model
  private let head: Model
  /// By the names in the head, those in the base.
  private var names: [String: String] = [:]
  private var touched: Set<String> = []
  private var shapes: Set<Shape> = []

  private struct Shape: Hashable {
    let store: String
    let name: String
  }

  /// Nil: all is new, so nobody can rely on anything.
  init?(_ difference: ModelDifference) {
    guard let base = difference.base else { return nil }
    self.base = base
    head = difference.head
    for change in difference.objects { note(change) }
    follow()
    let found = touched.compactMap { path -> (old: Int, new: Int)? in
      guard let new = head.dataset(path: path),
        let old = base.dataset(path: names[path] ?? path)
      else { return nil }
      return (old, new)
    }
    datasets = found.sorted { $0.old < $1.old }.map {
      DatasetChange(Contract(base, $0.old), Contract(head, $0.new))
    }
  }

  private mutating func note(_ change: ObjectChange) {
    switch change.kind {
    case .dataset:
      if let was = change.basePath { names[change.path] = was }
      switch change.sort {
      case .added: break
      case .removed: base.dataset(path: change.path).map { removed.append($0) }
      case .changed, .renamed: touched.insert(change.path)
      }
    case .column: note(change.path)
    case .shape: note(change.path)
    case .datastore:
      if change.sort == .removed { base.store(change.path).map { removedStores.append($0) } }
      let isMarked = change.fields.contains { $0.isField(.datastore, DatastoreField.deprecated) }
      guard isMarked, let store = head.store(change.path),
        head.stores[store].object.bool(DatastoreField.deprecated)
      else { break }
      deprecatedStores.append(store)
    case .workspace:
      guard let old = base.workspace(change.path), base.workspaces[old].transformer != nil else {
        break
      }
      let new = head.workspace(change.path)
      if new.flatMap({ head.workspaces[$0].transformer }) == nil { removedMakers.append(old) }
    default: break
    }
  }

  /// `crm.orders.total` is of a dataset; `crm.shapes[audit].note` of a shape.
  private mutating func note(_ path: String) {
    let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
    guard parts.count > 1 else { return }
    let opening = "shapes["
    guard parts[1].hasPrefix(opening), parts[1].hasSuffix("]") else {
      touched.insert(parts[0] + "." + parts[1])
      return
    }
    shapes.insert(
      Shape(store: parts[0], name: String(parts[1].dropFirst(opening.count).dropLast())))
  }

  /// The datasets that take their columns from a shape that differs.
  private mutating func follow() {
    for store in Set(shapes.map(\.store)) {
      guard let index = head.store(store) else { continue }
      for id in head.stores[index].datasets {
        guard let shape = head.object(ofDataset: id).text(DatasetField.shape),
          shapes.contains(Shape(store: store, name: shape))
        else { continue }
        touched.insert(head.path(ofDataset: id))
      }
    }
  }
}
