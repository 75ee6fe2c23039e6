public import Diagnostics
public import Emit
public import IR
public import Model

/// A platform's pipeline graph, for people and for programs, handed over node by node.
public struct GraphView {
  private let graph: PlatformGraph
  private let model: Model
  private let sources: any SourceLookup
  /// Which nodes are shown.
  private let isShown: [Bool]

  /// - Parameter roots: the nodes that are asked for; with them comes everything that feeds them and
  ///   everything that they feed. nil: all.
  public init(
    _ graph: PlatformGraph, of model: Model, sources: any SourceLookup, around roots: [Int]? = nil
  ) {
    self.graph = graph
    self.model = model
    self.sources = sources
    isShown =
      roots.map { Self.surroundings(of: $0, in: graph) }
      ?? [Bool](repeating: true, count: graph.nodes.count)
  }

  /// One line a node, its edges below it.
  public func text(_ emit: (String) throws -> Void) rethrows {
    let nodes = isShown.count { $0 }
    let edges = graph.edges.count(where: isShown)
    try emit("\(graph.name): \(nodes) nodes, \(edges) edges\n")
    // Edges are sorted by the node that they leave.
    var next = 0
    for index in graph.nodes.indices where isShown[index] {
      let node = graph.nodes[index]
      var line = "  \(key(index))  priority \(node.priority.rawValue)"
      if node.slice >= 0 { line += "  slice \(node.slice)" }
      try emit(line + "  \(sources.place(of: node.origin).text)\n")
      while next < graph.edges.count, graph.edges[next].from <= index {
        let edge = graph.edges[next]
        next += 1
        if isShown(edge) { try emit("    -> \(key(Int(edge.to)))\n") }
      }
    }
    try emit("\n")
  }

  /// The graph as one value of a list; edges name their nodes by their keys.
  public func json(
    _ json: inout JSONWriter, _ emit: ([UInt8]) throws -> Void
  ) rethrows {
    try json.object { object in
      object.field("name", graph.name)
      try object.array("nodes") { list in
        for index in graph.nodes.indices where isShown[index] {
          list.object(nil, .inline) { write(index, to: &$0) }
          try emit(list.take())
        }
      }
      try object.array("edges") { list in
        for edge in graph.edges where isShown(edge) {
          list.object(nil, .inline) {
            $0.field("from", key(Int(edge.from)))
            $0.field("to", key(Int(edge.to)))
          }
          try emit(list.take())
        }
      }
    }
  }

  private func key(_ node: Int) -> String { graph.key(of: node, in: model) }

  private func isShown(_ edge: PlatformGraph.Edge) -> Bool {
    isShown[Int(edge.from)] && isShown[Int(edge.to)]
  }

  private func write(_ index: Int, to object: inout JSONWriter) {
    let node = graph.nodes[index]
    let place = sources.place(of: node.origin)
    object.field("kind", node.kind.name)
    object.field("key", key(index))
    object.field("platform", graph.name)
    object.field("priority", node.priority.rawValue)
    if node.slice >= 0 { object.field("slice", Int(node.slice)) } else { object.null("slice") }
    object.field("file", place.path)
    object.field("line", place.start.line)
    object.field("column", place.start.column)
    object.field("endLine", place.end.line)
    object.field("endColumn", place.end.column)
  }

  private static func surroundings(of roots: [Int], in graph: PlatformGraph) -> [Bool] {
    var shown = [Bool](repeating: false, count: graph.nodes.count)
    for isForward in [true, false] {
      var next = [[Int]](repeating: [], count: graph.nodes.count)
      for edge in graph.edges {
        let (from, to) = (Int(edge.from), Int(edge.to))
        if isForward { next[from].append(to) } else { next[to].append(from) }
      }
      var seen = [Bool](repeating: false, count: graph.nodes.count)
      var open = roots
      while let node = open.popLast() {
        if seen[node] { continue }
        seen[node] = true
        shown[node] = true
        open += next[node]
      }
    }
    return shown
  }
}
