import Model

/// What one platform runs, in numbers: from the ranges of datasets that are read, never from dataset to
/// dataset.
struct Load {
  struct Share {
    let store: Int
    /// The datasets that somebody reads here.
    let datasets: Int
    /// At most so many slices have any of them.
    let slices: Int
    /// Whether another platform captures it, so that its merge tables are read.
    let isMirror: Bool
  }

  /// By the index of the store.
  let shares: [Share]
  /// The workspaces whose transformers it runs, ascending.
  let transformers: [Int]
}

extension Facts {
  /// The loads of all platforms, in the order of `Model.platforms`.
  func findLoads() -> [Load] {
    var counter = LoadCounter(self)
    for use in servedGroups {
      if let group = flow.groups[use.path], let platform = model.platform(use.platform.name) {
        counter.read(group.reads, on: platform)
      }
    }
    return counter.loads()
  }
}

private struct LoadCounter {
  private let facts: Facts
  /// By platform and store the ranges of datasets that are read.
  private var ranges: [[Int: [Range<Int>]]]
  private var transformers: [Set<Int>]

  init(_ facts: Facts) {
    self.facts = facts
    ranges = facts.model.platforms.map { _ in [:] }
    transformers = facts.model.platforms.map { _ in [] }
  }

  mutating func read(_ reads: Range<Int>, on platform: Int) {
    var waiting = [(reads, platform)]
    while let (reads, platform) = waiting.popLast() {
      for number in reads {
        let read = facts.reads[number]
        guard !read.datasets.isEmpty else { continue }
        ranges[platform][read.store, default: []].append(read.datasets)
        var home = platform
        if let primary = facts.flow.primary(of: read.store, readOn: platform) {
          home = primary.platform
          ranges[home][read.store, default: []].append(read.datasets)
        }
        if let maker = facts.flow.makers[read.store], transformers[home].insert(maker).inserted {
          waiting.append((facts.flow.inputs[maker], home))
        }
      }
    }
  }

  func loads() -> [Load] {
    ranges.enumerated().map { platform, stores in
      Load(
        shares: stores.sorted { $0.key < $1.key }.map { store, ranges in
          let count = union(ranges)
          return Load.Share(
            store: store, datasets: count,
            slices: min(count, facts.model.stores[store].sliceCount),
            isMirror: facts.flow.primary(of: store, readOn: platform) != nil)
        }, transformers: transformers[platform].sorted())
    }
  }

  /// How many numbers lie in any of the ranges.
  private func union(_ ranges: [Range<Int>]) -> Int {
    var count = 0
    var end = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.upperBound > end {
      count += range.upperBound - max(end, range.lowerBound)
      end = range.upperBound
    }
    return count
  }
}
