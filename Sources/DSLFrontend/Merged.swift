internal import Diagnostics
internal import Model

/// All arenas as one: symbols, nodes and definitions renumbered.
struct Merged {
  let tree: Tree
  /// In the order of files and places.
  let documents: [Document]
  let diagnostics: [Diagnostic]
  let definitions: [Symbol: ColumnDefinition]
  let broken: Bool

  init(_ arenas: consuming [Arena]) {
    guard arenas.count != 1 else {
      let only = arenas[0]
      tree = Tree(text: only.text, nodes: only.nodes, cells: only.cells)
      documents = only.documents.sorted { ($0.file, $0.body.start) < ($1.file, $1.body.start) }
      diagnostics = only.diagnostics
      definitions = only.definitions
      broken = only.broken
      return
    }
    var text = Interner()
    var nodes: [Node] = []
    var cells: [Cell] = []
    var documents: [Document] = []
    var diagnostics: [Diagnostic] = []
    var definitions: [Symbol: ColumnDefinition] = [:]
    var broken = false
    nodes.reserveCapacity(arenas.reduce(0) { $0 + $1.nodes.count })
    cells.reserveCapacity(arenas.reduce(0) { $0 + $1.cells.count })
    for index in arenas.indices {
      let arena = arenas[index]
      arenas[index] = Arena()
      let symbols = (0..<UInt32(arena.text.count)).map { old in
        arena.text.withBytes(Symbol(index: old)) { text.intern($0) }.index
      }
      let firstNode = UInt32(nodes.count)
      let firstCell = UInt32(cells.count)
      func moved(_ cell: Cell) -> Cell {
        var cell = cell
        cell.value = cell.form == .text ? symbols[Int(cell.value)] : cell.value + firstNode
        return cell
      }
      for node in arena.nodes {
        var node = node
        node.first += firstCell
        nodes.append(node)
      }
      for cell in arena.cells { cells.append(moved(cell)) }
      for var document in arena.documents {
        document.body = moved(document.body)
        documents.append(document)
      }
      for (symbol, definition) in arena.definitions {
        definitions[Symbol(index: symbols[Int(symbol.index)])] = definition
      }
      diagnostics += arena.diagnostics
      broken = broken || arena.broken
    }
    tree = Tree(text: text, nodes: nodes, cells: cells)
    self.documents = documents.sorted { ($0.file, $0.body.start) < ($1.file, $1.body.start) }
    self.diagnostics = diagnostics
    self.definitions = definitions
    self.broken = broken
  }
}
