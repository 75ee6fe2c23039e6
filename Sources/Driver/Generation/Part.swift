internal import Diagnostics
internal import IR
internal import Model

/// Which pieces of a platform's tree a run makes.
enum Part: Sendable {
  case everything
  case shard(Shard)
  /// Stores as a whole, and single slices with what serves all slices of their store.
  case selected(stores: Set<Int>, slices: [Int: Set<Int>])

  /// What `--select` asks for.
  init(_ selection: Selection, _ model: Model) {
    var slices: [Int: Set<Int>] = [:]
    for dataset in selection.datasets {
      let store = Int(model.datasets[dataset].store)
      if selection.stores.contains(store) { continue }
      let number = model.slice(ofDataset: dataset, count: model.stores[store].sliceCount)
      slices[store, default: []].insert(number)
    }
    self = .selected(stores: selection.stores, slices: slices)
  }

  /// - Parameter slice: nil: what serves all slices.
  func holds(_ platform: String, store: Int, _ name: String, slice: Int?) -> Bool {
    switch self {
    case .everything: true
    case .shard(let shard):
      shard.holds("\(platform)/\(name)", plus: slice.map { $0 + 1 } ?? 0)
    case .selected(let stores, let slices):
      stores.contains(store) || slices[store].map { $0.contains(slice ?? $0.first!) } ?? false
    }
  }

  /// Whether it holds what belongs to no store.
  func holdsShared(_ platform: String) -> Bool {
    switch self {
    case .everything: true
    case .shard(let shard): shard.holds(platform)
    case .selected: false
    }
  }

  func holds(_ platform: String, workspace: String) -> Bool {
    switch self {
    case .everything: true
    case .shard(let shard): shard.holds("\(platform)/workspaces/\(workspace)")
    case .selected: false
    }
  }
}

/// `--shard I/N`: one of N runs that together make what one run would.
struct Shard: Hashable, Sendable {
  /// From 1 to `count`.
  let number: Int
  let count: Int

  static let limit = 10_000

  var text: String { "\(number)/\(count)" }

  init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      (1...Self.limit).contains(count), (1...count).contains(number)
    else {
      throw Failure.usage(
        "--shard wants I/N with I from 1 to N and N up to \(Self.limit), not `\(text)`",
        help: "for instance --shard 1/8")
    }
    self.init(number: number, count: count)
  }

  /// Whether a piece of the tree is this shard's. The key alone decides, so all shards agree.
  /// - Parameter place: of pieces with one key; those that follow each other are of different shards, so
  ///   that each shard has its share of every store.
  func holds(_ key: String, plus place: Int = 0) -> Bool {
    var key = key
    let hash = key.withUTF8 { ContentHash.number($0) }
    return Int((hash % UInt64(count) + UInt64(place)) % UInt64(count)) == number - 1
  }
}
