internal import Diagnostics
internal import IR
internal import Model
internal import Present

/// `dsgen slices`: how datastores are cut, and what another number of slices would move.
enum SlicesCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let compilation = try Compilation(context, operand: context.operand(0))
    guard let model = try compilation.estateOrStop(context)?.model else { return compilation.exit }
    let resizes = context.arguments.all(.resize)
    for text in resizes {
      let (store, count) = try resize(text, model)
      let resize = Resize(model, store: store, to: count)
      try context.console.out.write(context.wantsJSON ? resize.json : Array(resize.text.utf8))
    }
    guard resizes.isEmpty else { return compilation.exit }
    let selection = try Selection(context.settings.select, model)
    let maps = model.stores.indices.filter { selection.touches(store: $0, model) }.map {
      SliceMap(model, store: $0)
    }
    if context.wantsJSON {
      for map in maps { try context.console.out.write(map.json(compilation.files)) }
    } else {
      try context.console.out.write(SliceMap.text(maps))
    }
    return compilation.exit
  }

  /// `crm=8`.
  private static func resize(_ text: String, _ model: Model) throws -> (store: Int, count: Int) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Int(parts[1]), (1...100_000).contains(count) else {
      throw Failure.usage("--resize wants STORE=N with N from 1 to 100000, not `\(text)`")
    }
    guard let store = model.store(String(parts[0])) else {
      let near = Diagnostics.nearest(to: String(parts[0]), among: model.stores.map(\.name))
      throw Failure.usage(
        "the model has no datastore `\(parts[0])`", help: near.map { "did you mean `\($0)`?" })
    }
    return (store, count)
  }
}
