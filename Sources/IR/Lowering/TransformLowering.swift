internal import Diagnostics
internal import Model

/// Decides what one platform runs for one transformer.
struct TransformLowering {
  let estate: Estate
  let platform: Int
  let workspace: Int

  func plan() -> TransformPlan {
    let model = estate.model
    let plan = estate.plan(platform: platform)
    let found = model.workspaces[workspace]
    let transformer = found.transformer!
    let outputName = transformer.text(TransformerField.output) ?? ""
    let output = model.store(outputName) ?? 0
    let lowering = estate.lowering(platform, output)
    let credential = transformer.text(TransformerField.credential).flatMap {
      model.credential($0, team: found.team)
    }
    let priority = estate.graphs[platform].nodes.first {
      $0.kind == .transform && Int($0.workspace) == workspace
    }?.priority
    return TransformPlan(
      workspace: found.name, description: found.object.text(WorkspaceField.description),
      dag: PhysicalNames.dag("\(plan.name).transform.\(found.name)"),
      image: transformer.text(TransformerField.image) ?? "",
      command: transformer.texts(TransformerField.command),
      schedule: transformer.text(TransformerField.schedule), inputs: inputs(apart: output),
      mode: transformer.word(TransformerField.mode) ?? .snapshot,
      inputSchema: PhysicalNames.fitted(found.name),
      outputSchema: PhysicalNames.fitted(found.name, suffix: "__output"), outputStore: outputName,
      outputTables: model.stores[output].datasets.map {
        Setting(variable: model.name(ofDataset: $0), value: model.table(ofDataset: $0))
      },
      secrets: credential.map { credential in
        credential.type.keys.map {
          SecretReference(
            variable: "DSGEN_CREDENTIAL_" + $0, secret: credential.secret, key: $0)
        }
      } ?? [],
      output: lowering.wholeStream(), priority: priority ?? .low,
      database: lowering.wholeStream().database, origin: found.object.span)
  }

  /// The assets of all that it reads; its own output of the run before is not waited for.
  private func inputs(apart output: Int) -> [String] {
    let model = estate.model
    var assets: Set<String> = []
    for group in model.workspaces[workspace].groups {
      for read in group.objects(GroupField.reads) {
        for dataset in model.datasets(readBy: read) {
          let store = Int(model.datasets[dataset].store)
          guard store != output else { continue }
          assets.insert(
            estate.lowering(platform, store).asset(model.name(ofDataset: dataset)))
        }
      }
    }
    return assets.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
