import Diagnostics
import IR
import Model
import Testing

@Suite struct GraphTests {
  /// Nodes, edges and priorities of all platforms against a naive reading of the same estates.
  @Test(arguments: 0..<10) func equalANaiveReadingOnRandomEstates(_ part: Int) {
    for seed in (part * 50)..<(part * 50 + 50) {
      let random = RandomEstate(seed: seed)
      let model = random.model
      let expected = NaiveGraph(random)
      let isCircular = Estate.check(model).contains { $0.code == "transformer-cycle" }
      #expect(isCircular == NaiveGraph.hasCircle(random), "seed \(seed)")
      if isCircular { continue }
      var priorities: [String: Priority] = [:]
      var edges: Set<[String]> = []
      let estate = Estate.lower(model)
      for graph in estate.graphs {
        #expect(graph.faults() == [], "seed \(seed)")
        let keys = graph.nodes.indices.map { graph.key(of: $0, in: model) }
        for (key, node) in zip(keys, graph.nodes) {
          if priorities.updateValue(node.priority, forKey: key) != nil {
            Issue.record("seed \(seed): two nodes \(key)")
          }
        }
        for edge in graph.edges
        where !edges.insert([keys[Int(edge.from)], keys[Int(edge.to)]]).inserted {
          Issue.record("seed \(seed): an edge twice")
        }
      }
      #expect(priorities == expected.priorities, "seed \(seed)")
      #expect(edges == expected.edges, "seed \(seed)")
      expectPlans(of: estate, "seed \(seed)")
    }
  }

  /// What the plans hold is what the graphs say: streams for what is consumed and nothing else.
  private func expectPlans(of estate: Estate, _ what: String) {
    for (platform, graph) in estate.graphs.enumerated() {
      var streams: Set<String> = []
      for store in estate.stores(platform: platform) {
        let plan = estate.storePlan(platform: platform, store: store)
        if let stream = plan.stream { streams.insert(stream.name) }
        for slice in plan.slices {
          let slicePlan = estate.slicePlan(platform: platform, store: store, slice: slice)
          #expect(!slicePlan.datasets.isEmpty, "\(what)")
          streams.formUnion(slicePlan.streams.map(\.name))
        }
      }
      let expected = Set(
        graph.nodes.indices.filter { graph.nodes[$0].kind == .ingestion }.map {
          graph.key(of: $0, in: estate.model).split(separator: "/").dropFirst(2)
            .joined(separator: ".")
        })
      #expect(streams == expected, "\(what)")
      let transforms = graph.nodes.filter { $0.kind == .transform }.count
      #expect(estate.transformPlans(platform: platform).count == transforms, "\(what)")
      #expect(
        estate.views(platform: platform).count == graph.nodes.filter { $0.kind == .view }.count)
    }
  }

  /// The estates above would prove little if they were all alike.
  @Test func randomEstatesHaveEverything() {
    var nodes: [GraphNode] = []
    var circles = 0
    for seed in 0..<60 {
      let random = RandomEstate(seed: seed)
      if NaiveGraph.hasCircle(random) {
        circles += 1
      } else {
        nodes += Estate.lower(random.model).graphs.flatMap(\.nodes)
      }
    }
    for kind in GraphNode.Kind.allCases {
      #expect(Set(nodes.filter { $0.kind == kind }.map(\.priority)).count == 4, "\(kind)")
    }
    #expect(circles > 3 && circles < 30)
    let streams = nodes.filter { $0.kind == .ingestion }
    #expect(streams.contains { $0.primary >= 0 } && streams.contains { $0.dataset < 0 })
    #expect(Set(nodes.map(\.platform)).count > 2 && Set(nodes.map(\.slice)).count > 3)
  }

  @Test func aFaultyGraphIsSeen() {
    func node(_ kind: GraphNode.Kind, _ priority: Priority) -> GraphNode {
      let model = RandomEstate(seed: 1).model
      var node = Estate.lower(model).graphs.flatMap(\.nodes).first { $0.kind == kind }
      node?.priority = priority
      return node!
    }
    func faults(_ nodes: [GraphNode], _ edges: [(Int, Int)]) -> [String] {
      PlatformGraph(
        platform: 0, name: "p", nodes: nodes,
        edges: edges.map { PlatformGraph.Edge(from: $0.0, to: $0.1) }
      ).faults()
    }
    let (ingestion, export) = (node(.ingestion, .low), node(.export, .low))
    #expect(faults([ingestion, export], [(0, 1)]) == [])
    #expect(faults([ingestion, export], [(1, 0)]).contains("an edge from export to ingestion"))
    #expect(faults([ingestion], []) == ["an ingestion that nobody consumes"])
    #expect(faults([export], []) == ["an export that nothing feeds"])
    #expect(
      faults([ingestion, node(.export, .high)], [(0, 1)])
        == ["ingestion runs at a lower priority than the export that it feeds"])
  }
}
