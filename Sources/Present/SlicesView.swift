public import Diagnostics
internal import Emit
internal import IR
public import Model

/// How the datasets of a store are spread over its slices.
public struct SliceMap: Sendable {
  public let store: String
  public let slices: Int
  /// Datasets in each slice.
  public let sizes: [Int]
  private let origin: Span

  public init(_ model: Model, store index: Int) {
    let declared = model.stores[index]
    store = declared.name
    slices = declared.sliceCount
    origin = declared.object.span
    var sizes = [Int](repeating: 0, count: declared.sliceCount)
    for dataset in declared.datasets {
      sizes[Self.slice(of: dataset, model, count: declared.sliceCount)] += 1
    }
    self.sizes = sizes
  }

  public var datasets: Int { sizes.reduce(0, +) }

  /// A row a store: its sizes, and each slice's where there are several.
  public static func text(_ maps: [SliceMap]) -> String {
    var table = TextTable(["STORE", "SLICES", "DATASETS", "SMALLEST", "LARGEST", "SIZES"])
    for map in maps {
      let sizes = map.sizes.prefix(16).map(String.init).joined(separator: " ")
      table.add([
        map.store, "\(map.slices)", "\(map.datasets)", "\(map.sizes.min() ?? 0)",
        "\(map.sizes.max() ?? 0)", sizes + (map.sizes.count > 16 ? " …" : ""),
      ])
    }
    return table.text
  }

  /// One object on a line.
  public func json(_ sources: any SourceLookup) -> [UInt8] {
    let place = sources.place(of: origin)
    var json = JSONWriter()
    json.object(nil, .inline) { object in
      object.field("schemaVersion", 1)
      object.field("store", store)
      object.field("slices", slices)
      object.field("datasets", datasets)
      object.array("sizes") { list in
        for size in sizes { list.value(size) }
      }
      object.field("file", place.path)
      object.field("line", place.start.line)
      object.field("column", place.start.column)
    }
    json.newline()
    return json.take()
  }

  static func slice(of dataset: Int, _ model: Model, count: Int) -> Int {
    model.tree.text.withBytes(model.identity(ofDataset: dataset)) {
      Slices.slice(of: $0, count: count)
    }
  }
}

/// What another number of slices would move.
public struct Resize: Sendable {
  public struct Move: Sendable {
    public let dataset: String
    public let from: Int
    public let to: Int
  }

  public let store: String
  public let before: Int
  public let after: Int
  public let datasets: Int
  /// In the order of the datasets' names.
  public let moves: [Move]

  public init(_ model: Model, store index: Int, to count: Int) {
    let declared = model.stores[index]
    store = declared.name
    before = declared.sliceCount
    after = count
    datasets = declared.datasets.count
    moves = declared.datasets.compactMap { dataset in
      let from = SliceMap.slice(of: dataset, model, count: declared.sliceCount)
      let to = SliceMap.slice(of: dataset, model, count: count)
      return from == to ? nil : Move(dataset: model.name(ofDataset: dataset), from: from, to: to)
    }
  }

  public var text: String {
    var text =
      "\(store): \(before) to \(after) slices moves \(moves.count) of \(datasets) datasets\n"
    for move in moves { text += "  \(move.dataset): \(move.from) -> \(move.to)\n" }
    return text
  }

  public var json: [UInt8] {
    var json = JSONWriter()
    json.object(nil, .inline) { object in
      object.field("schemaVersion", 1)
      object.field("store", store)
      object.field("slices", before)
      object.field("resizedTo", after)
      object.field("datasets", datasets)
      object.array("moves") { list in
        for move in moves {
          list.object {
            $0.field("dataset", move.dataset)
            $0.field("from", move.from)
            $0.field("to", move.to)
          }
        }
      }
    }
    json.newline()
    return json.take()
  }
}
