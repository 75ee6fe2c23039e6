internal import Model

/// How much two objects must have in common for what is made of them not to be made.
public enum Likeness: Sendable {
  /// The very same text: then everything that tells of places is the same too.
  case text
  /// The same words, wherever they stand.
  case words

  func holds(_ a: Object?, _ b: Object?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return self == .text ? a.isSame(as: b) : a.isWrittenLike(b)
  }

  /// Whether all is alike that two stores say for their datasets.
  func holds(_ a: Datastore, _ b: Datastore) -> Bool {
    let isDeclaredAlike =
      self == .text
      ? a.object.isSame(as: b.object)
      : a.object.isWrittenLike(b.object, apartFrom: Self.listed)
    return isDeclaredAlike && a.shapes.count == b.shapes.count
      && a.shapes.allSatisfy { name, shape in holds(shape, b.shapes[name]) }
  }

  private static let listed: Set<UInt8> = [
    DatastoreField.datasets.rawValue, DatastoreField.shapes.rawValue,
  ]

  /// Whether two datasets are; both stores must be.
  func holds(dataset a: Int, of old: Model, _ b: Int, of new: Model) -> Bool {
    let (x, y) = (old.datasets[a], new.datasets[b])
    if old.tree === new.tree, x.cell == y.cell, x.file == y.file { return true }
    return self == .words && x.name == y.name
      && old.object(ofDataset: a).isWrittenLike(new.object(ofDataset: b))
  }
}
