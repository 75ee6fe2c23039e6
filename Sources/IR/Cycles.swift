internal import Diagnostics
internal import Model

extension Rule {
  static let transformerCycle = Rule(
    code: "transformer-cycle", severity: .error,
    summary: "Transformers feed each other in a circle.",
    why: """
      None of them could ever start: each waits for another one's output. A transformer may read its own \
      output, which is that of the run before.
      """,
    wrong: cycleExample(second: "one_out.x"), right: cycleExample(second: "crm.customers"))
}

/// Finds transformers that wait for each other.
enum Cycles {
  static func check(_ model: Model) -> [Diagnostic] {
    let feeds = feeds(model)
    var reported: Set<Int> = []
    var found: [Diagnostic] = []
    let inOrder = feeds.keys.sorted {
      model.workspaces[$0].object.span < model.workspaces[$1].object.span
    }
    for start in inOrder where !reported.contains(start) {
      guard let path = shortestCycle(from: start, feeds) else { continue }
      reported.formUnion(path)
      let names = (path + [start]).map { model.workspaces[$0].name }
      found.append(
        Diagnostic(
          .transformerCycle,
          "transformers wait for each other: " + names.joined(separator: " -> "),
          at: model.workspaces[start].object.span,
          labels: path.dropFirst().map {
            Label(model.workspaces[$0].object.span, "\(model.workspaces[$0].name) is here")
          },
          help: "let one of them read something that none of the others makes"))
    }
    return found
  }

  /// By workspace with a transformer: the workspaces with one that read its output, itself left out.
  private static func feeds(_ model: Model) -> [Int: [Int]] {
    var feeds: [Int: [Int]] = [:]
    for (reader, workspace) in model.workspaces.enumerated() where workspace.transformer != nil {
      var makers: Set<Int> = []
      for group in workspace.groups {
        for read in group.objects(GroupField.reads) {
          guard let dataset = model.datasets(readBy: read).first,
            let maker = model.stores[Int(model.datasets[dataset].store)].ingestion?
              .text(IngestionField.workspace).flatMap(model.workspace),
            model.workspaces[maker].transformer != nil
          else { continue }
          makers.insert(maker)
        }
      }
      for maker in makers where maker != reader { feeds[maker, default: []].append(reader) }
    }
    return feeds.mapValues { $0.sorted() }
  }

  private static func shortestCycle(from start: Int, _ feeds: [Int: [Int]]) -> [Int]? {
    var cameFrom: [Int: Int] = [:]
    var waiting = [start]
    var next = 0
    while next < waiting.count {
      let node = waiting[next]
      next += 1
      for reader in feeds[node] ?? [] {
        if reader == start {
          var path = [node]
          while path[0] != start { path.insert(cameFrom[path[0]]!, at: 0) }
          return path
        }
        if cameFrom[reader] == nil {
          cameFrom[reader] = node
          waiting.append(reader)
        }
      }
    }
    return nil
  }
}

private func cycleExample(second: String) -> String {
  func maker(_ name: String, reads: String) -> String {
    """
    kind: Workspace
    name: \(name)
    team: EU/core
    groups: { input: { reads: [\(reads)] } }
    transformer: { image: "r.acme.internal/\(name):1", output: \(name)_out }
    ---
    kind: Datastore
    name: \(name)_out
    team: EU/core
    ingestion: { type: transformer, workspace: \(name) }
    datasets: { x: { classification: PUB, columns: { id: bigint primary key } } }

    """
  }
  return maker("one", reads: "two_out.x") + "---\n" + maker("two", reads: second)
}
