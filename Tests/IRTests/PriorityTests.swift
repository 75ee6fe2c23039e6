import IR
import Testing

@Suite struct PriorityTests {
  /// Ten thousand graphs, cycles among them, in parts that run side by side.
  @Test(arguments: 0..<10) func equalABruteForceOnRandomGraphs(_ part: Int) {
    for seed in (part * 1000)..<(part * 1000 + 1000) {
      var random = SplitMix(seed: seed)
      let count = 1 + random.below(14)
      let own = (0..<count).map { _ in random.once(in: 3) ? UInt8(1 + random.below(4)) : 0 }
      let edges = (0..<random.below(count * 3)).map { _ in
        (from: Int32(random.below(count)), to: Int32(random.below(count)))
      }
      let expected = highestDownstream(own, edges.map { (Int($0.from), Int($0.to)) })
      #expect(Priorities.propagate(own: own, edges: edges) == expected, "seed \(seed)")
    }
  }

  @Test func nothingAndOneNode() {
    #expect(Priorities.propagate(own: [], edges: []) == [])
    #expect(Priorities.propagate(own: [0], edges: [(0, 0)]) == [0])
    #expect(Priorities.propagate(own: [3], edges: [(0, 0)]) == [3])
  }

  /// A chain of 100,000 nodes neither overflows a stack nor takes quadratic time.
  @Test func aLongChain() {
    let count = 100_000
    var own = [UInt8](repeating: 0, count: count)
    own[count - 1] = 4
    own[count / 2] = 2
    let edges = (1..<Int32(count)).map { (from: $0 - 1, to: $0) }
    #expect(Priorities.propagate(own: own, edges: edges).allSatisfy { $0 == 4 })
    let back = (1..<Int32(count)).map { (from: $0, to: $0 - 1) }
    let result = Priorities.propagate(own: own, edges: back)
    #expect(result[..<(count / 2)].allSatisfy { $0 == 0 })
    #expect(result[(count / 2)...].dropLast().allSatisfy { $0 == 2 } && result.last == 4)
  }
}

/// By each node: the highest own priority of all that can be reached from it, itself included. It
/// walks from every node anew, which nobody would do in earnest.
func highestDownstream(_ own: [UInt8], _ edges: [(Int, Int)]) -> [UInt8] {
  own.indices.map { start in
    var reached: Set = [start]
    var size = 0
    while reached.count != size {
      size = reached.count
      for (from, to) in edges where reached.contains(from) { reached.insert(to) }
    }
    return reached.map { own[$0] }.max() ?? 0
  }
}
