public import Diagnostics

/// A column of a dataset, its own or its shape's: flat, since an estate has many.
public struct Column: Sendable {
  public let file: FileID
  /// Its name in the map that it is declared in, and what stands for it there.
  public let key: Cell
  public let body: Cell
  /// The place of its definition in the model's list.
  public let definition: UInt32
  public let nullable: Bool
  /// Marked as part of the key; a `key:` list of the dataset may say otherwise.
  public let marked: Bool

  public var name: Symbol { Symbol(index: key.value) }
  public var span: Span { Span(file: file, start: Int(key.start), end: Int(key.end)) }
  /// Whether it is written in its short form: it has a name and a definition, nothing else.
  public var isShort: Bool { body.form == .text }
}

extension Model {
  /// The columns of a dataset in order: its shape's, then its own. A column whose type could not be
  /// read is left out; that has been reported.
  public func columns(ofDataset id: Int) -> [Column] {
    let object = object(ofDataset: id)
    var columns: [Column] = []
    if let shape = shape(ofDataset: id) {
      append(shape.cell(ShapeField.columns), to: &columns)
    }
    append(object.cell(DatasetField.columns), to: &columns)
    return columns
  }

  /// The shape that a dataset takes its columns from.
  public func shape(ofDataset id: Int) -> Object? {
    object(ofDataset: id).text(DatasetField.shape).flatMap {
      stores[Int(datasets[id].store)].shapes[$0]
    }
  }

  /// The key's columns in key order, as names; empty where there is no key.
  public func key(ofDataset id: Int, columns: [Column]) -> [Symbol] {
    let object = object(ofDataset: id)
    let own = object.list(DatasetField.key).compactMap(\.symbol)
    if !own.isEmpty { return own }
    let shared = shape(ofDataset: id)?.list(ShapeField.key).compactMap(\.symbol) ?? []
    if !shared.isEmpty { return shared }
    return columns.filter(\.marked).map(\.name)
  }

  /// The name that decides a dataset's slice and tables: its first, where it was renamed.
  public func identity(ofDataset id: Int) -> Symbol { datasets[id].identity }

  /// What a dataset's data is: its own classification, else its shape's.
  public func classification(ofDataset id: Int) -> [String] {
    let own = object(ofDataset: id).texts(DatasetField.classification)
    return own.isEmpty ? shape(ofDataset: id)?.texts(ShapeField.classification) ?? [] : own
  }

  public func object(of column: Column) -> Object {
    Object(tree: tree, kind: .column, file: column.file, key: column.key, body: column.body)
  }

  public func definition(of column: Column) -> ColumnDefinition {
    definitionList[Int(column.definition)]
  }

  private func append(_ cell: Cell?, to columns: inout [Column]) {
    guard let node = cell?.node, tree.nodes[node].shape == .map else { return }
    let file = tree.nodes[node].file
    let cells = tree.cells(of: node)
    columns.reserveCapacity(columns.count + cells.count / 2)
    for at in stride(from: cells.startIndex, to: cells.endIndex, by: 2) {
      let (key, body) = (cells[at], cells[at + 1])
      var said: (type: Symbol?, key: Bool, nullable: Bool) = (body.symbol, false, true)
      if body.form == .node {
        let object = Object(tree: tree, kind: .column, file: file, key: key, body: body)
        said.type = object.symbol(ColumnField.type)
        said.key = object.bool(ColumnField.key)
        said.nullable = object.bool(ColumnField.nullable, default: true)
      }
      guard let number = said.type.flatMap(definitionNumber) else { continue }
      let definition = definitionList[number]
      let marked = definition.primaryKey || said.key
      columns.append(
        Column(
          file: file, key: key, body: body, definition: UInt32(number),
          nullable: !marked && !definition.notNull && said.nullable, marked: marked))
    }
  }
}
