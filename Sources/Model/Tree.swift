public import Diagnostics

/// What a cell's value is.
public enum CellForm: UInt8, Sendable, BitwiseCopyable {
  /// A scalar: the value is a symbol.
  case text
  /// An object or a collection: the value is a node.
  case node
}

/// One declared value, 16 bytes: which field of its object, what, and where.
///
/// In a map, cells come in pairs: the key, then the value.
public struct Cell: Hashable, Sendable, BitwiseCopyable {
  /// The field's number in its object kind; 0 in lists and maps.
  public var field: UInt8
  public var form: CellForm
  /// How many bytes before its value the field's key begins; 0 where that is not known.
  public var keyDistance: UInt16
  public var value: UInt32
  public var start: UInt32
  public var end: UInt32

  public init(
    field: UInt8, form: CellForm, keyDistance: UInt16 = 0, value: UInt32, start: UInt32, end: UInt32
  ) {
    self.field = field
    self.form = form
    self.keyDistance = keyDistance
    self.value = value
    self.start = start
    self.end = end
  }

  public var symbol: Symbol? { form == .text ? Symbol(index: value) : nil }
  public var node: Int? { form == .node ? Int(value) : nil }
}

/// An object, a list or a map: a run of cells in one file.
public struct Node: Hashable, Sendable, BitwiseCopyable {
  public enum Shape: UInt8, Sendable, BitwiseCopyable { case object, list, map }

  public var shape: Shape
  /// The object's kind; of a list or a map the kind of its items, where they are objects.
  public var kind: ObjectKind
  public var file: FileID
  public var first: UInt32
  public var count: UInt32

  public init(shape: Shape, kind: ObjectKind, file: FileID, first: UInt32, count: UInt32) {
    self.shape = shape
    self.kind = kind
    self.file = file
    self.first = first
    self.count = count
  }
}

/// What was written, as flat arrays. Immutable once it is built; views borrow it.
public final class Tree: Sendable {
  public let text: Interner
  public let nodes: [Node]
  public let cells: Cells

  public init(text: Interner, nodes: [Node], cells: Cells) {
    self.text = text
    self.nodes = nodes
    self.cells = cells
  }

  /// The cells of a node, in the order in which they were written.
  @inlinable
  public func cells(of node: Int) -> CellRun {
    let node = nodes[node]
    return cells[Int(node.first)..<Int(node.first + node.count)]
  }

  public func string(_ symbol: Symbol) -> String { text.string(symbol) }
}
