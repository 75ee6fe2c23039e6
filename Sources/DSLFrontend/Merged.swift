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
    // The first one stays as it is; of each other one nothing is left when it has been taken over.
    var all = arenas.isEmpty ? Arena() : arenas.removeFirst()
    var lists = [ListIndex](repeating: ListIndex(), count: groupCount)
    lists[groups.first ?? 0] = all.lists
    all.lists = ListIndex()
    all.nodes.reserveCapacity(all.nodes.count + arenas.reduce(0) { $0 + $1.nodes.count })
    for index in arenas.indices {
      var arena = Arena(empty: ())
      swap(&arena, &arenas[index])
      all.add(arena, &lists[groups.isEmpty ? 0 : groups[index + 1]])
    }
    tree = Tree(text: all.text, nodes: all.nodes, cells: all.cells)
    documents = all.documents.sorted { ($0.file, $0.body.start) < ($1.file, $1.body.start) }
    diagnostics = all.diagnostics
    definitions = all.definitions
    broken = all.broken
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

extension Arena {
  /// Takes over what another one has read: its symbols and nodes get new numbers.
  /// - Parameter lists: the column lists that it may have as well, as in `Arena.lists`.
  fileprivate mutating func add(_ other: consuming Arena, _ lists: inout ListIndex) {
    var symbols: [UInt32] = []
    symbols.reserveCapacity(other.text.count)
    for old in 0..<UInt32(other.text.count) {
      symbols.append(other.text.withBytes(Symbol(index: old)) { text.intern($0) }.index)
    }
    other.text = Interner()
    let firstNode = UInt32(nodes.count)
    let firstCell = cells.take(other.cells)
    other.cells = Cells()
    for var node in other.nodes {
      node.first += UInt32(firstCell)
      nodes.append(node)
    }
    let numbers = addLists(other.lists, firstNode, symbols, &lists)
    func move(_ cell: inout Cell) {
      cell.value = cell.form == .text ? symbols[Int(cell.value)] : numbers[Int(cell.value)]
    }
    cells.change(from: firstCell) { move(&$0) }
    for var document in other.documents {
      move(&document.body)
      documents.append(document)
    }
    for (symbol, definition) in other.definitions {
      definitions[Symbol(index: symbols[Int(symbol.index)])] = definition
    }
    diagnostics += other.diagnostics
    broken = broken || other.broken
  }

  /// Column lists that both have are stored once, at the place of the first, as one arena would have
  /// them.
  /// - Parameters:
  ///   - others: the lists of an arena whose nodes are here from `firstNode` on, its cells with the values
  ///     that they had there.
  ///   - symbols: the new numbers of its symbols.
  ///   - lists: the column lists that it may have as well; its own are added.
  /// - Returns: the new numbers of its nodes.
  private mutating func addLists(
    _ others: ListIndex, _ firstNode: UInt32, _ symbols: [UInt32], _ lists: inout ListIndex
  ) -> [UInt32] {
    var numbers = Array(firstNode..<UInt32(nodes.count))
    // Lists that stay, and what is to stand for them; only then, since cells here have old numbers.
    var replaced: [(known: UInt32, new: Node)] = []
    for old in others.nodes {
      let new = numbers[Int(old)]
      let values = cells(of: new).lazy.map { symbols[Int($0.value)] }
      let hash = ListIndex.hash(values)
      // Lists of one arena are different.
      let known = lists.find(hash) {
        $0 < firstNode && cells(of: $0).lazy.map(\.value).elementsEqual(values)
      }
      guard let known else {
        lists.add(hash, new)
        continue
      }
      // A list's places are those of its run of cells; which number stays is no matter.
      if nodes[Int(new)].file < nodes[Int(known)].file {
        replaced.append((known, nodes[Int(new)]))
      }
      nodes[Int(new)].count = 0
      numbers[Int(old)] = known
    }
    for (known, new) in replaced { nodes[Int(known)] = new }
    return numbers
  }

  private func cells(of node: UInt32) -> CellRun {
    let node = nodes[Int(node)]
    return cells[Int(node.first)..<Int(node.first + node.count)]
  }
}
