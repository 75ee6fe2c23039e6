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

  /// - Parameter groups: of each arena a number below `groupCount`: identical column lists are stored
  ///   once for the arenas of one group, so that places never lead into another group's files.
  init(_ arenas: consuming [Arena], groups: [Int] = [], groupCount: Int = 1) {
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
    var lists = [SharedLists](repeating: SharedLists(), count: groupCount)
    for index in arenas.indices {
      let arena = arenas[index]
      arenas[index] = Arena()
      let symbols = (0..<UInt32(arena.text.count)).map { old in
        arena.text.withBytes(Symbol(index: old)) { text.intern($0) }.index
      }
      let firstCell = UInt32(cells.count)
      for var node in arena.nodes {
        node.first += firstCell
        nodes.append(node)
      }
      let group = groups.isEmpty ? 0 : groups[index]
      let numbers = lists[group].add(arena, symbols, &nodes, cells)
      func moved(_ cell: Cell) -> Cell {
        var cell = cell
        cell.value =
          cell.form == .text ? symbols[Int(cell.value)] : numbers[Int(cell.value)]
        return cell
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

  /// The same with a part of its documents.
  private init(_ all: Merged, broken: Bool, _ holds: (FileID) -> Bool) {
    tree = all.tree
    documents = all.documents.filter { holds($0.file) }
    diagnostics = all.diagnostics.filter { $0.span.map { holds($0.file) } ?? true }
    definitions = all.definitions
    self.broken = broken
  }

  /// What the files of one side say; both sides share everything else.
  func side(broken: Bool, _ holds: (FileID) -> Bool) -> Merged {
    Merged(self, broken: broken, holds)
  }
}

/// Column lists that several arenas have, as one arena would have them: stored once, at the place of
/// the first.
private struct SharedLists {
  /// By hash the list's node; where two lists have one hash, the second is at the next number.
  private var known: [UInt64: UInt32] = [:]

  /// The new numbers of an arena's nodes, which are already among `nodes`.
  /// - Parameter cells: those of the arenas before.
  mutating func add(
    _ arena: Arena, _ symbols: [UInt32], _ nodes: inout [Node], _ cells: [Cell]
  ) -> [UInt32] {
    let firstNode = UInt32(nodes.count - arena.nodes.count)
    var numbers = Array(firstNode..<UInt32(nodes.count))
    for old in arena.lists.values.joined() {
      let run = arena.nodes[Int(old)]
      let values = arena.cells[Int(run.first)..<Int(run.first + run.count)].lazy.map {
        symbols[Int($0.value)]
      }
      var hash = Arena.hash(values)
      let new = numbers[Int(old)]
      while let other = known[hash] {
        // Lists of one arena are different.
        if other < firstNode {
          let node = nodes[Int(other)]
          let written = cells[Int(node.first)..<Int(node.first + node.count)].lazy.map(\.value)
          if written.elementsEqual(values) {
            // A list's places are those of its run of cells; which number stays is no matter.
            if nodes[Int(new)].file < node.file { nodes[Int(other)] = nodes[Int(new)] }
            nodes[Int(new)].count = 0
            numbers[Int(old)] = other
            break
          }
        }
        hash &+= 1
      }
      if numbers[Int(old)] == new { known[hash] = new }
    }
    return numbers
  }
}
