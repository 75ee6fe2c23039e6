internal import IR
internal import Model

/// `render --select`: brings what belongs to some stores and slices up to date, and leaves all else as an
/// earlier run has made it: the files of others, and their entries of the index.
struct SelectRun {
  let context: Context
  let estate: Estate
  let part: Part
  let isPreview: Bool

  private(set) var changes: [Change] = []
  private(set) var unchanged = 0

  init(_ context: Context, _ estate: Estate, _ selection: Selection, isPreview: Bool) {
    self.context = context
    self.estate = estate
    self.isPreview = isPreview
    part = Part(selection, estate.model)
  }

  /// - Parameter record: what each platform's `run.json` shall say where it changed.
  mutating func perform(_ platforms: [Int], in output: OutputFolder, record: RunRecord?) throws {
    let names = estate.graphs.map(\.name)
    let writers = try platforms.map {
      try PartWriter(
        names[$0], in: output, journal: PlatformState.journalPath + "-select",
        isPreview: isPreview)
    }
    for writer in writers { try refuseOther(writer) }
    if !isPreview {
      let marked = Set(output.mark?.platforms ?? []).union(platforms.map { names[$0] })
      _ = try output.write(platforms: marked, replacing: output.mark)
    }
    var bytes = 0
    for (platform, writer) in zip(platforms, writers) {
      let made = try PartRun.write(part, of: platform, estate, with: writer, context)
      let removed = try finish(writer, made, record)
      changes += made.changes + removed
      unchanged += made.unchanged
      bytes += made.bytes
    }
    context.statistics.amount("files out", changes.count + unchanged)
    context.statistics.amount("bytes out", bytes)
  }

  private func refuseOther(_ writer: PartWriter) throws {
    guard let index = writer.index, index.dsgen != Version.dsgen else { return }
    throw Failure.usage(
      "\(writer.folder) was written by dsgen \(index.dsgen), and this is \(Version.dsgen): "
        + "--select would mix the two", help: "render it once without --select")
  }

  /// - Returns: what was removed.
  private func finish(
    _ writer: PartWriter, _ made: PartWriter.Made, _ record: RunRecord?
  ) throws -> [Change] {
    // Without an index that holds all else, the tree is not whole; the next run completes it.
    let before = writer.index ?? PlatformIndex(state: .writing, platform: writer.name)
    var after = before
    after.roots.removeAll { isSelected($0.path) }
    after.slices.removeAll { isSelected(String($0.path.dropFirst("manifest/".utf8.count))) }
    after.files.removeAll { isSelected(file: $0.path, of: writer.name) }
    var stale = made.forgotten
    let kept = Set(after.slices.map(\.path))
    for slice in before.slices where !kept.contains(slice.path) {
      if !made.paths.contains(slice.path) { stale.formUnion(try writer.knownFiles(of: slice.path)) }
    }
    stale.formUnion(before.files.map(\.path))
    stale.subtract(after.files.map(\.path))
    stale.subtract(made.paths)
    after.roots = (after.roots + made.part.roots).sorted { Path.precedes($0.path, $1.path) }
    after.slices = (after.slices + made.part.slices).sorted { Path.precedes($0.path, $1.path) }
    after.files = (after.files + made.part.files).sorted { Path.precedes($0.path, $1.path) }
    let removed = try stale.sorted(by: Path.precedes).filter {
      try FileSystem.status(Path.join(writer.folder, $0), followLinks: false) != nil
    }
    let isChanged = !made.changes.isEmpty || !removed.isEmpty || after.bytes != before.bytes
    let changes = removed.map { Change(kind: .remove, path: writer.name + "/" + $0) }
    if isPreview || !isChanged && writer.index != nil { return changes }
    try writer.note(removed)
    for path in removed {
      try FileSystem.remove(Path.join(writer.folder, path))
      var above = Path.parent(path)
      while above != ".", FileSystem.removeIfEmpty(Path.join(writer.folder, above)) {
        above = Path.parent(above)
      }
    }
    if let record {
      try AtomicFile.replace(Path.join(writer.folder, PlatformState.runPath), with: record.bytes)
    }
    let path = Path.join(writer.folder, PlatformState.indexPath)
    try AtomicFile.replace(path, with: after.bytes, durable: true)
    try writer.endJournal()
    return changes
  }

  /// - Parameter path: `crm/s0003` or `crm/source`, whatever follows.
  private func isSelected(_ path: String) -> Bool {
    guard case .selected(let stores, let slices) = part else { return false }
    let parts = path.split(separator: "/")
    guard parts.count >= 2, let store = estate.model.store(String(parts[0])) else { return false }
    if stores.contains(store) { return true }
    guard let own = slices[store] else { return false }
    let label = parts[1].prefix { $0 != "." }
    return label == "source" || own.contains { PhysicalNames.sliceLabel($0) == label }
  }

  /// A file that serves all slices of a store.
  private func isSelected(file path: String, of platform: String) -> Bool {
    guard case .selected(let stores, let slices) = part else { return false }
    return stores.union(slices.keys).contains { store in
      let name = estate.model.stores[store].name
      return path == "airflow/\(platform).\(name).py" || path.hasPrefix("sql/\(name)/")
        || path.hasPrefix("terraform/\(name)/")
    }
  }

  func summary(_ output: OutputFolder) -> String {
    let removed = changes.count { $0.kind == .remove }
    let written = changes.count - removed
    var text = written == 0 ? "nothing to write" : "wrote \(written) file\(written == 1 ? "" : "s")"
    if removed > 0 { text += ", removed \(removed)" }
    return text + ", \(unchanged) unchanged of what was selected in \(output.shown)"
  }
}
