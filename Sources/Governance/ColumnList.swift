import Diagnostics
import Model

/// One list of columns, as flat records that cost no text to look at.
struct ColumnList {
  struct Item {
    /// The name.
    var name: Symbol
    /// The type with its marks; nil where it is missing.
    var definition: Symbol?
    var marks: Marks
    /// The number of the name's cell; the column's body is the next one.
    var cell: UInt32
  }

  struct Marks: OptionSet {
    let rawValue: UInt16
    /// Written as part of the key, by `primary key` or `key: true`.
    static let key = Marks(rawValue: 1)
    /// Never null, by `not null`, `primary key`, `key: true` or `nullable: false`.
    static let notNull = Marks(rawValue: 2)
    static let partition = Marks(rawValue: 4)
    static let classified = Marks(rawValue: 8)
    /// `nullable: true` is written out.
    static let saidNullable = Marks(rawValue: 16)
    /// Has `from`.
    static let renamed = Marks(rawValue: 32)
    /// Has `as`.
    static let fixed = Marks(rawValue: 64)
    /// Has `was`.
    static let former = Marks(rawValue: 128)
    /// Of a type that PostgreSQL cannot hold.
    static let unholdable = Marks(rawValue: 256)

    /// What each column definition says by itself, by its symbol.
    static func all(in model: Model) -> [Marks] {
      var all = [Marks](repeating: [], count: model.tree.text.count)
      for (text, definition) in model.definitions {
        var marks: Marks = []
        if definition.notNull || definition.primaryKey { marks.insert(.notNull) }
        if definition.primaryKey { marks.insert(.key) }
        if Engine.postgres.problem(of: definition.type) != nil { marks.insert(.unholdable) }
        all[Int(text.index)] = marks
      }
      return all
    }
  }

  let tree: Tree
  /// The file and the node of the list; no node where there is no list.
  private(set) var file = FileID(0)
  private(set) var node: Int?
  private(set) var items: [Item] = []
  private(set) var store = 0
  /// All marks of all columns together.
  private(set) var marks: Marks = []
  private(set) var keyCount = 0
  /// What all names together are.
  private(set) var names: TextMarks = []

  private let definitionMarks: [Marks]
  private let texts: [TextMarks]
  private let yes: Symbol?

  init(_ facts: Facts) {
    tree = facts.model.tree
    yes = facts.yes
    definitionMarks = facts.definitionMarks
    texts = facts.texts
  }

  /// Reads a list of columns; the buffer of the last one is used again.
  mutating func read(_ cell: Cell?, store: Int) {
    items.removeAll(keepingCapacity: true)
    marks = []
    names = []
    keyCount = 0
    node = nil
    self.store = store
    guard let number = cell?.node else { return }
    let list = tree.nodes[number]
    guard list.shape == .map else { return }
    node = number
    file = list.file
    var at = Int(list.first)
    let end = at + Int(list.count)
    while at + 1 < end {
      append(at)
      at += 2
    }
  }

  private mutating func append(_ at: Int) {
    guard let name = tree.cells[at].symbol else { return }
    let body = tree.cells[at + 1]
    var item = Item(name: name, definition: body.symbol, marks: [], cell: UInt32(at))
    if let number = body.node {
      let node = tree.nodes[number]
      for index in Int(node.first)..<Int(node.first + node.count) {
        let cell = tree.cells[index]
        switch ColumnField(rawValue: cell.field) {
        case .type: item.definition = cell.symbol
        case .nullable: item.marks.insert(cell.symbol == yes ? .saidNullable : .notNull)
        case .key where cell.symbol == yes: item.marks.formUnion([.key, .notNull])
        case .partition where cell.symbol == yes: item.marks.insert(.partition)
        case .classification: item.marks.insert(.classified)
        case .from: item.marks.insert(.renamed)
        case .as: item.marks.insert(.fixed)
        case .was: item.marks.insert(.former)
        default: break
        }
      }
    }
    if let definition = item.definition {
      item.marks.formUnion(definitionMarks[Int(definition.index)])
    }
    if item.marks.contains(.key) { keyCount += 1 }
    marks.formUnion(item.marks)
    names.formUnion(texts[Int(name.index)])
    items.append(item)
  }

  func name(_ item: Item) -> String { tree.string(item.name) }

  /// The column with all its fields.
  func object(_ item: Item) -> Object {
    Object(
      tree: tree, kind: .column, file: file, key: tree.cells[Int(item.cell)],
      body: tree.cells[Int(item.cell) + 1])
  }

  /// The place of a column's name.
  func span(_ item: Item) -> Span {
    let cell = tree.cells[Int(item.cell)]
    return Span(file: file, start: Int(cell.start), end: Int(cell.end))
  }

  /// Adds `not null` behind a column's type; nil where the column says that it may be null.
  func notNull(_ item: Item) -> Fix? {
    guard !item.marks.contains(.saidNullable), let cell = object(item).cell(ColumnField.type),
      let text = cell.symbol.map(tree.string)
    else { return nil }
    // Quotes are part of a value's place, and the words go inside.
    let quotes = Int(cell.end - cell.start) - text.utf8.count
    guard quotes == 0 || quotes == 2 else { return nil }
    let end = Int(cell.end) - quotes / 2
    return Fix(Span(file: file, start: end, end: end), replaceWith: " not null")
  }

  func item(named name: Symbol) -> Item? { items.first { $0.name == name } }
}
