public import Diagnostics
internal import Model

extension LoadedModel {
  /// Everything but the datasets, which are nearly all of a large model: all documents, stores and
  /// `Datasets` documents among them, as if they declared none.
  public func skeleton() -> Arena {
    var copier = Copier(tree: model.tree, definitions: model.definitions)
    for document in documents {
      let left: UInt8? =
        switch document.kind {
        case .datastore: DatastoreField.datasets.rawValue
        case .datasets: DatasetsField.datasets.rawValue
        default: nil
        }
      var copy = document
      copy.body = copier.copy(document.body, without: left)
      copier.arena.documents.append(copy)
    }
    return copier.arena
  }
}

extension Arena {
  /// The same without the documents of some files.
  public func leavingOut(_ isLeftOut: (FileID) -> Bool) -> Arena {
    var arena = self
    arena.documents.removeAll { isLeftOut($0.file) }
    return arena
  }

  /// The stores that documents declare, or declare datasets of.
  public var storeNames: [String] {
    documents.compactMap { document in
      let field: UInt8? =
        switch document.kind {
        case .datastore: DatastoreField.name.rawValue
        case .datasets: DatasetsField.datastore.rawValue
        default: nil
        }
      guard let field, document.body.form == .node else { return nil }
      let node = nodes[Int(document.body.value)]
      let own = cells[Int(node.first)..<Int(node.first + node.count)]
      return own.first { $0.field == field }?.symbol.map(text.string)
    }
  }
}

/// Copies values of a tree into an arena of their own.
private struct Copier {
  let tree: Tree
  let definitions: [Symbol: ColumnDefinition]
  var arena = Arena()

  /// - Parameter field: of an object, the field that is left out.
  mutating func copy(_ cell: Cell, without field: UInt8? = nil) -> Cell {
    var copy = cell
    if let symbol = cell.symbol {
      let new = tree.text.withBytes(symbol) { arena.text.intern($0) }
      if let definition = definitions[symbol] { arena.definitions[new] = definition }
      copy.value = new.index
      return copy
    }
    var node = tree.nodes[Int(cell.value)]
    var run: [Cell] = []
    for inner in tree.cells(of: Int(cell.value)) where inner.field != field || field == nil {
      run.append(self.copy(inner))
    }
    node.first = UInt32(arena.cells.append(run[...]))
    node.count = UInt32(run.count)
    arena.nodes.append(node)
    copy.value = UInt32(arena.nodes.count - 1)
    return copy
  }
}
