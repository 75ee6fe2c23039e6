internal import Diagnostics
internal import Emit
internal import IR
internal import Present

/// `dsgen graph`: what runs on each platform, and what depends on what.
enum GraphCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let compilation = try Compilation(context, operand: context.operand(0))
    guard let estate = try compilation.estateOrStop(context) else { return compilation.exit }
    let selection = try Selection(context.settings.select, estate.model)
    let views = try compilation.platforms(context, estate).map { index in
      let graph = estate.graphs[index]
      return GraphView(
        graph, of: estate.model, sources: compilation.files,
        around: roots(of: selection, in: graph, estate))
    }
    context.begin("print")
    let out = context.console.out
    guard context.wantsJSON else {
      for view in views { try view.text { try out.write($0) } }
      return compilation.exit
    }
    var json = JSONWriter()
    try json.object { object in
      object.field("schemaVersion", 1)
      try object.array("platforms") { list in
        for view in views { try view.json(&list) { try out.write($0) } }
      }
    }
    json.newline()
    try out.write(json.take())
    return compilation.exit
  }

  private static func roots(
    of selection: Selection, in graph: PlatformGraph, _ estate: Estate
  ) -> [Int]? {
    if selection.isEverything { return nil }
    return graph.nodes.indices.filter { index in
      let node = graph.nodes[index]
      if node.dataset >= 0 { return selection.holds(dataset: Int(node.dataset)) }
      return node.store >= 0 && selection.touches(store: Int(node.store), estate.model)
    }
  }
}
