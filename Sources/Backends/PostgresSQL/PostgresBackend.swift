public import Emit
public import IR
internal import Model

/// SQL for the merge databases: tables, merges, views, and what a producer's administrator runs.
///
/// Every statement that touches data stands in these files and can be read there; what all merges have
/// in common (locks, marks, metrics, changes of tables) is in `sql/platform.sql`, the same everywhere.
public enum PostgresBackend {
  /// What all files of a platform call, what its infrastructure keeps, and what limits it.
  public static func platform(_ platform: PlatformPlan) -> [GeneratedFile] {
    ["platform", "infrastructure"].map { name in
      var writer = SQLWriter()
      writer.notice()
      writer.template("sql-\(name).sql")
      return writer.file(at: "\(platform.folder)/sql/\(name).sql")
    } + LimitsFile(platform: platform).files
  }

  /// The tables of a slice, and the merges of its streams.
  public static func slice(_ slice: SlicePlan, store: StorePlan, platform: PlatformPlan)
    -> [GeneratedFile]
  {
    let forms = DatasetForms(store: store, merge: platform.merge)
    let datasets = forms.datasets(of: slice)
    let folder = "\(platform.folder)/sql/\(slice.store)/\(slice.label)"
    var tables = TablesFile(
      forms.batch.feed, transactions: store.source?.transactions?.routes.first)
    for dataset in datasets { tables.section(dataset, forms.tables) }
    tables.note(slice)
    var files = [tables.file(at: folder + "/tables.sql")]
    if store.stream == nil {
      var merge = MergeFile(forms, sections: slice.streams.map(\.section), depth: 3)
      for (stream, dataset) in zip(slice.streams, datasets) { merge.section(stream, dataset) }
      files.append(merge.file(at: folder + "/merge.sql"))
    }
    return files
  }

  /// The one merge of a store that is merged as a whole, and what the producer of a captured one needs.
  /// - Parameter slices: the store's slices on the platform, made one by one.
  public static func store(
    _ store: StorePlan, slices: some Sequence<SlicePlan>, platform: PlatformPlan
  ) -> [GeneratedFile] {
    source(store, platform) + merge(store, slices: slices, platform)
  }

  private static func source(_ store: StorePlan, _ platform: PlatformPlan) -> [GeneratedFile] {
    guard let source = store.source, !source.sources.isEmpty else { return [] }
    let path = "\(platform.folder)/sql/\(store.name)/source.sql"
    return [SourceFile(source: source, store: store).file(at: path)]
  }

  private static func merge(
    _ store: StorePlan, slices: some Sequence<SlicePlan>, _ platform: PlatformPlan
  ) -> [GeneratedFile] {
    guard let stream = store.stream else { return [] }
    let forms = DatasetForms(store: store, merge: platform.merge)
    var labels: [String] = []
    var datasets: [DatasetSQL] = []
    for slice in slices {
      labels.append(slice.label)
      datasets += forms.datasets(of: slice)
    }
    var merge = MergeFile(forms, sections: [stream.section], depth: 2)
    merge.section(
      stream, MergeSection(store: store, merge: platform.merge, feed: forms.batch.feed),
      files: labels.map { $0 + "/tables.sql" }, datasets)
    return [merge.file(at: "\(platform.folder)/sql/\(store.name)/merge.sql")]
  }

  /// The views of one workspace; at least one.
  public static func workspace(_ views: [ViewPlan], platform: PlatformPlan) -> GeneratedFile {
    WorkspaceFile(views: views, platform: platform).file()
  }
}
