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
    // The first one stays as it is.
    var all = arenas.isEmpty ? Arena() : arenas.removeFirst()
    var lists = [[UInt64: UInt32]](repeating: [:], count: groupCount)
    lists[groups.first ?? 0] = all.lists
    all.lists = [:]
    all.nodes.reserveCapacity(all.nodes.count + arenas.reduce(0) { $0 + $1.nodes.count })
    all.cells.reserveCapacity(all.cells.count + arenas.reduce(0) { $0 + $1.cells.count })
    for index in arenas.indices {
      let arena = arenas[index]
      arenas[index] = Arena()
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
  fileprivate mutating func add(_ other: Arena, _ lists: inout [UInt64: UInt32]) {
    let symbols = (0..<UInt32(other.text.count)).map { old in
      other.text.withBytes(Symbol(index: old)) { text.intern($0) }.index
    }
    let firstCell = UInt32(cells.count)
    for var node in other.nodes {
      node.first += firstCell
      nodes.append(node)
    }
    let numbers = addLists(of: other, symbols, &lists)
    func moved(_ cell: Cell) -> Cell {
      var cell = cell
      cell.value = cell.form == .text ? symbols[Int(cell.value)] : numbers[Int(cell.value)]
      return cell
    }
    for cell in other.cells { cells.append(moved(cell)) }
    for var document in other.documents {
      document.body = moved(document.body)
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
  /// - Returns: the new numbers of the other's nodes, which are already among `nodes`; its cells are not
  ///   yet among `cells`.
  private mutating func addLists(
    of other: Arena, _ symbols: [UInt32], _ lists: inout [UInt64: UInt32]
  ) -> [UInt32] {
    let firstNode = UInt32(nodes.count - other.nodes.count)
    var numbers = Array(firstNode..<UInt32(nodes.count))
    for old in other.lists.values {
      let run = other.nodes[Int(old)]
      let values = other.cells[Int(run.first)..<Int(run.first + run.count)].lazy.map {
        symbols[Int($0.value)]
      }
      var hash = Arena.hash(values)
      let new = numbers[Int(old)]
      while let known = lists[hash] {
        // Lists of one arena are different.
        if known < firstNode {
          let node = nodes[Int(known)]
          let written = cells[Int(node.first)..<Int(node.first + node.count)].lazy.map(\.value)
          if written.elementsEqual(values) {
            // A list's places are those of its run of cells; which number stays is no matter.
            if nodes[Int(new)].file < node.file { nodes[Int(known)] = nodes[Int(new)] }
            nodes[Int(new)].count = 0
            numbers[Int(old)] = known
            break
          }
        }
        hash &+= 1
      }
      if numbers[Int(old)] == new { lists[hash] = new }
    }
    return numbers
  }
}
