import Diagnostics
import Model

/// Data in a read that a policy on classifications refuses.
struct ClassHit {
  /// The first dataset, `store.dataset`.
  let dataset: String
  let word: String
  /// Where it is classified.
  let span: Span
  /// How many datasets of a pattern are like it.
  let more: Int

  /// What follows the dataset's name in a message.
  var others: String { more == 0 ? "" : " (the first of \(more + 1))" }
}

extension Facts {
  /// What of a read has one of the classifications; nil where nothing has.
  func refusals(_ refused: Classes, in read: Read) -> ClassHit? {
    let hit = read.datasets.filter { !classes[$0].isDisjoint(with: refused) }
    guard let first = hit.first else { return nil }
    let columns = read.columns.isEmpty ? nil : Set(read.columns.compactMap(\.symbol))
    guard let place = places(of: refused, inDataset: first, columns: columns).first else {
      return nil
    }
    return ClassHit(
      dataset: model.path(ofDataset: first), word: place.word, span: place.span,
      more: hit.count - 1)
  }

  /// Where a dataset, or the columns of it that are read, has one of the classifications.
  func places(of wanted: Classes, inDataset id: Int, columns: Set<Symbol>? = nil)
    -> [(word: String, span: Span)]
  {
    let shape = model.shape(ofDataset: id)
    var places: [(word: String, span: Span)] = []
    func look(_ object: Object?, _ field: some FieldSet) {
      for cell in object?.list(field) ?? [] where !classes(in: cell).isDisjoint(with: wanted) {
        guard let object, let word = cell.symbol else { continue }
        places.append((model.tree.string(word), object.place(cell)))
      }
    }
    look(model.object(ofDataset: id), DatasetField.classification)
    look(shape, ShapeField.classification)
    let own = model.object(ofDataset: id).objects(DatasetField.columns)
    for list in [shape?.objects(ShapeField.columns) ?? .none(model), own] {
      for column in list {
        guard let name = column.symbol(ColumnField.name), columns?.contains(name) != false else {
          continue
        }
        look(column, ColumnField.classification)
      }
    }
    return places
  }
}
