/// Priorities flow back: a node's is the highest of everything downstream of it.
public enum Priorities {
  /// - Parameters:
  ///   - own: each node's own priority, by any numbers that grow with importance; 0 where it has none.
  ///   - edges: from feeder to fed; cycles are allowed.
  /// - Returns: for each node the highest own priority of it and of all that it can reach.
  ///
  /// Visits levels from the highest down and walks each edge at most once: O(nodes + edges).
  public static func propagate(own: [UInt8], edges: [(from: Int32, to: Int32)]) -> [UInt8] {
    var starts = [Int32](repeating: 0, count: own.count + 1)
    for edge in edges { starts[Int(edge.to) + 1] += 1 }
    for index in 0..<own.count { starts[index + 1] += starts[index] }
    var feeders = [Int32](repeating: 0, count: edges.count)
    var next = starts
    for edge in edges {
      feeders[Int(next[Int(edge.to)])] = edge.from
      next[Int(edge.to)] += 1
    }
    var result = [UInt8](repeating: 0, count: own.count)
    for level in Set(own).subtracting([0]).sorted(by: >) {
      var waiting = own.indices.filter { own[$0] == level && result[$0] == 0 }.map { Int32($0) }
      for node in waiting { result[Int(node)] = level }
      while let node = waiting.popLast() {
        for at in starts[Int(node)]..<starts[Int(node) + 1] {
          let feeder = feeders[Int(at)]
          guard result[Int(feeder)] == 0 else { continue }
          result[Int(feeder)] = level
          waiting.append(feeder)
        }
      }
    }
    return result
  }
}
