internal import Model

/// One object as it is compared: what several documents may say of it together, and whose names are meant
/// by references without a team.
struct Part {
  let kind: ObjectKind
  /// Never empty. A store has one, its `Datasets` documents are seen to apart.
  var objects: [Object]
  /// `zone/team`; nil where no team is meant.
  let team: String?
  let owner: Owner?

  var object: Object { objects[0] }

  /// The first cell of a field, with the object that has it.
  func cell(_ number: UInt8) -> (object: Object, cell: Cell)? {
    for object in objects {
      if let cell = object.cell(number: number) { return (object, cell) }
    }
    return nil
  }

  /// The one object that a field holds; nil where it is not declared.
  func inner(_ number: UInt8, _ kind: ObjectKind) -> Part? {
    guard let (object, cell) = cell(number) else { return nil }
    let inner = Object(tree: object.tree, kind: kind, file: object.file, key: nil, body: cell)
    return Part(kind: kind, objects: [inner], team: team, owner: owner)
  }

  /// What the items of a list or a map are called, in the order in which they were written.
  func order(_ number: UInt8) -> [String] {
    guard let kind = kind.fields[Int(number)].shape.itemKind, let (object, cell) = cell(number)
    else { return [] }
    return object.list(of: kind, in: cell).map(\.identity)
  }

  /// The texts of a list of scalars, in the order in which they were written.
  func order(scalars number: UInt8) -> [String] {
    guard let (object, cell) = cell(number) else { return [] }
    let cells = cell.node.map { Array(object.tree.cells(of: $0)) } ?? [cell]
    return cells.compactMap { $0.symbol.map(object.tree.string) }
  }

  /// The objects of a list or a map, with what tells them apart. In a map, what has one name is one.
  func items(_ number: UInt8) -> [Item] {
    let shape = kind.fields[Int(number)].shape
    guard let itemKind = shape.itemKind else { return [] }
    var items: [Item] = []
    for object in objects {
      guard let cell = object.cell(number: number) else { continue }
      for item in object.list(of: itemKind, in: cell) {
        items.append(
          Item(
            identity: item.identity,
            part: Part(kind: itemKind, objects: [item], team: team, owner: owner)))
      }
    }
    items.sort { $0.identity.utf8.lexicographicallyPrecedes($1.identity.utf8) }
    guard case .map = shape else { return items }
    var merged: [Item] = []
    for item in items {
      if merged.last?.identity == item.identity {
        merged[merged.count - 1].part.objects += item.part.objects
      } else {
        merged.append(item)
      }
    }
    return merged
  }
}

/// An object of a list or a map.
struct Item {
  let identity: String
  var part: Part
}

extension Object {
  /// What tells it apart from the others of its list or map: its name, else its identifying fields.
  var identity: String {
    if let name = kind.nameField { return text(number: name) ?? "" }
    let texts = kind.fields.indices.filter { kind.fields[$0].identifies }
      .compactMap { text(number: UInt8($0)) }
    return texts.joined(separator: " ")
  }

  func text(number: UInt8) -> String? {
    cell(number: number)?.symbol.map(tree.string)
  }

  /// The objects that one of its cells holds, be it a list, a map, or one that stands alone.
  func list(of kind: ObjectKind, in cell: Cell) -> ObjectList {
    guard let node = cell.node, tree.nodes[node].shape != .object else {
      return ObjectList(emptyIn: tree)
    }
    return ObjectList(tree: tree, node: node)
  }
}
