public import Diagnostics
internal import Model
public import Packing

/// What was read, as bytes: so that another run need not read it again.
///
/// Files have their places in the arena's own list of files in place of their numbers, so that equal files
/// are equal wherever they are.
extension Arena {
  /// - Parameter files: the files that were read into it.
  /// - Returns: nil where anything was wrong with them: that is found anew each time.
  public func packed(of files: [FileID]) -> [UInt8]? {
    guard isFaultless else { return nil }
    var packer = Packer()
    packer.add(UInt32(fieldSymbols))
    text.pack(into: &packer, from: fieldSymbols)
    let numbers = FileNumbers(files)
    var runs: [Cell] = []
    packer.add(
      nodes.map { node in
        var node = node
        let run = cells[Int(node.first)..<Int(node.first + node.count)]
        node.file = numbers.place(of: node.file)
        node.first = UInt32(runs.count)
        runs += run
        return node
      })
    packer.add(runs)
    packer.add(
      documents.map {
        PackedDocument(kind: $0.kind, file: numbers.place(of: $0.file), body: $0.body)
      }
    )
    packer.add(definitions.keys.map(\.index).sorted())
    packer.add(Array(lists.nodes).sorted())
    return packer.bytes
  }

  /// - Parameter files: the numbers of the files, as many and in the same order as when it was packed.
  public init(packed: inout Unpacker, files: [FileID]) throws(Damaged) {
    self = .fresh
    guard Int(try packed.take(UInt32.self)) == fieldSymbols, try text.add(from: &packed) else {
      throw Damaged()
    }
    nodes = try packed.array()
    let runs: [Cell] = try packed.array()
    let documents: [PackedDocument] = try packed.array()
    let definitions: [UInt32] = try packed.array()
    let lists: [UInt32] = try packed.array()
    for index in nodes.indices {
      let (first, count) = (Int(nodes[index].first), Int(nodes[index].count))
      guard first + count <= runs.count else { throw Damaged() }
      nodes[index].first = UInt32(cells.append(runs[first..<(first + count)]))
      nodes[index].file = try Self.file(nodes[index].file, files)
    }
    for document in documents {
      self.documents.append(
        Document(
          kind: document.kind, file: try Self.file(document.file, files), body: document.body))
    }
    for index in definitions {
      guard index < text.count else { throw Damaged() }
      let symbol = Symbol(index: index)
      guard case .success(let definition) = ColumnDefinition.parse(text.string(symbol)) else {
        throw Damaged()
      }
      self.definitions[symbol] = definition
    }
    for list in lists {
      guard list < nodes.count else { throw Damaged() }
      let node = nodes[Int(list)]
      let run = cells[Int(node.first)..<Int(node.first + node.count)]
      self.lists.add(ListIndex.hash(run.lazy.map(\.value)), list)
    }
  }

  private static func file(_ place: FileID, _ files: [FileID]) throws(Damaged) -> FileID {
    guard place.index < files.count else { throw Damaged() }
    return files[Int(place.index)]
  }

  /// An arena into which nothing was read.
  private static let fresh = Arena()
}

private struct PackedDocument: BitwiseCopyable {
  var kind: ObjectKind
  var file: FileID
  var body: Cell
}

/// Where each of some files is among them.
private struct FileNumbers {
  private let places: [FileID: Int]

  init(_ files: [FileID]) {
    places = Dictionary(uniqueKeysWithValues: files.enumerated().map { ($1, $0) })
  }

  func place(of file: FileID) -> FileID { FileID(places[file]!) }
}
