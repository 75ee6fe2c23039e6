public import Diagnostics

/// A view of one declared object: the same whether it was written in its long or its short form.
public struct Object: Sendable {
  public let tree: Tree
  public let kind: ObjectKind
  public let file: FileID
  /// The key in the map that holds it; nil for documents and list items.
  public let key: Cell?
  /// The object's node, or its short form.
  public let body: Cell

  public init(tree: Tree, kind: ObjectKind, file: FileID, key: Cell?, body: Cell) {
    self.tree = tree
    self.kind = kind
    self.file = file
    self.key = key
    self.body = body
  }

  /// Where the object is named; the whole of it where it has no name.
  public var span: Span {
    if let key { return span(of: key) }
    if let name = cell(number: kind.nameField) { return span(of: name) }
    return span(of: body)
  }

  /// From its name to its end.
  public var wholeSpan: Span {
    Span(file: file, start: Int(key?.start ?? body.start), end: Int(body.end))
  }

  public func span(of cell: Cell) -> Span {
    Span(file: file, start: Int(cell.start), end: Int(cell.end))
  }

  /// The cell of a field, or nil where it is not declared.
  public func cell(_ field: some FieldSet) -> Cell? { cell(number: field.rawValue) }

  public func cell(number: UInt8?) -> Cell? {
    guard let number else { return nil }
    if let key, number == kind.nameField { return key }
    if let node = body.node, tree.nodes[node].shape == .object {
      return tree.cells(of: node).first { $0.field == number }
    }
    return number == kind.shortField ? body : nil
  }

  /// The numbers of all fields that are declared, as bits; a key is not among them.
  @inlinable public var declared: UInt64 {
    guard let node = body.node, tree.nodes[node].shape == .object else {
      return kind.shortField.map { 1 << UInt64($0) } ?? 0
    }
    var bits: UInt64 = 0
    for cell in tree.cells(of: node) { bits |= 1 << UInt64(cell.field) }
    return bits
  }

  public func has(_ field: some FieldSet) -> Bool { cell(field) != nil }

  public func span(_ field: some FieldSet) -> Span { cell(field).map(span(of:)) ?? span }

  /// The place of a field's key; that of its value where the key's is not known.
  public func keySpan(_ field: some FieldSet) -> Span {
    guard let cell = cell(field), cell.keyDistance > 0, cell.keyDistance < UInt16.max else {
      return span(field)
    }
    let start = Int(cell.start) - Int(cell.keyDistance)
    return Span(file: file, start: start, end: start + field.field.name.utf8.count)
  }

  public func symbol(_ field: some FieldSet) -> Symbol? { cell(field)?.symbol }

  /// The text of a scalar field.
  public func text(_ field: some FieldSet) -> String? { symbol(field).map(tree.text.string) }

  public func bool(_ field: some FieldSet, default value: Bool = false) -> Bool {
    text(field).map { $0 == "true" } ?? value
  }

  public func int(_ field: some FieldSet) -> Int? { text(field).flatMap { Int($0) } }

  /// A word of a closed set; the decoder has refused every other.
  public func word<W: RawRepresentable<String>>(_ field: some FieldSet, _: W.Type = W.self) -> W? {
    text(field).flatMap(W.init(rawValue:))
  }

  /// The object that a field holds.
  public func object(_ field: some FieldSet) -> Object? {
    guard let cell = cell(field), case .object(let kind) = kind.fields[Int(field.rawValue)].shape
    else { return nil }
    return Object(tree: tree, kind: kind, file: file, key: nil, body: cell)
  }

  /// The scalars of a list, or the one that stands for a list of one.
  public func list(_ field: some FieldSet) -> [Cell] {
    guard let cell = cell(field) else { return [] }
    guard let node = cell.node else { return [cell] }
    switch tree.nodes[node].shape {
    case .list: return Array(tree.cells(of: node))
    case .map:
      let cells = tree.cells(of: node)
      return stride(from: 0, to: cells.count, by: 2).map { cells[$0] }
    case .object: return []
    }
  }

  /// The texts of a list of scalars.
  public func texts(_ field: some FieldSet) -> [String] {
    list(field).compactMap { $0.symbol.map(tree.text.string) }
  }

  /// The objects of a list or a map.
  public func objects(_ field: some FieldSet) -> ObjectList {
    guard let cell = cell(field) else { return ObjectList(tree: tree, file: file) }
    guard let node = cell.node, tree.nodes[node].shape != .object else {
      guard let kind = kind.fields[Int(field.rawValue)].shape.itemKind else {
        return ObjectList(tree: tree, file: file)
      }
      return ObjectList(tree: tree, file: file, single: cell, kind: kind)
    }
    return ObjectList(tree: tree, node: node)
  }
}

/// The objects of one list or map, in the order in which they were written.
public struct ObjectList: RandomAccessCollection, Sendable {
  private let tree: Tree
  private let file: FileID
  private let kind: ObjectKind
  private let cells: CellRun
  /// The only one, where it is written without a list around it.
  private let lone: Cell?
  private let keyed: Bool

  init(tree: Tree, file: FileID) {
    self.tree = tree
    self.file = file
    kind = .ecosystem
    cells = CellRun()
    lone = nil
    keyed = false
  }

  init(tree: Tree, file: FileID, single: Cell, kind: ObjectKind) {
    self.tree = tree
    self.file = file
    self.kind = kind
    cells = CellRun()
    lone = single
    keyed = false
  }

  /// No objects.
  public init(emptyIn tree: Tree) { self.init(tree: tree, file: FileID(0)) }

  public init(tree: Tree, node: Int) {
    self.tree = tree
    file = tree.nodes[node].file
    kind = tree.nodes[node].kind
    cells = tree.cells(of: node)
    lone = nil
    keyed = tree.nodes[node].shape == .map
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { lone != nil ? 1 : keyed ? cells.count / 2 : cells.count }

  public subscript(position: Int) -> Object {
    if keyed {
      return Object(
        tree: tree, kind: kind, file: file, key: cells[position * 2], body: cells[position * 2 + 1])
    }
    return Object(tree: tree, kind: kind, file: file, key: nil, body: lone ?? cells[position])
  }
}
