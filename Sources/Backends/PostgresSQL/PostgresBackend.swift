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

  /// The statements that all datasets of a store have in common.
  public struct Store: Sendable {
    let plan: StorePlan
    let forms: DatasetForms
    /// Grows with the types that its slices have; whatever it holds, what is made is the same.
    var kinds: ColumnKinds

    public init(_ plan: StorePlan, platform: PlatformPlan) {
      self.plan = plan
      forms = DatasetForms(store: plan, merge: platform.merge)
      kinds = ColumnKinds(forms.batch.feed)
    }

    /// Takes over what another copy has learnt.
    public mutating func learn(from other: Store) {
      if other.kinds.count > kinds.count { kinds = other.kinds }
    }
  }

  /// The tables of a slice, and the merges of its streams.
  public static func slice(
    _ slice: SlicePlan, of common: inout Store, platform: PlatformPlan
  ) -> [GeneratedFile] {
    let (store, forms) = (common.plan, common.forms)
    let datasets = forms.datasets(of: slice)
    let folder = "\(platform.folder)/sql/\(slice.store)/\(slice.label)"
    var tables = TablesFile(
      forms.batch.feed, datasets: datasets.count,
      transactions: store.source?.transactions?.routes.first)
    var merge =
      store.stream == nil
      ? MergeFile(forms, sections: slice.streams.map(\.section), datasets: datasets.count, depth: 3)
      : nil
    var holes = forms.tables.holes
    if merge != nil { holes = holes.union(forms.holes(isWhole: false)) }
    var texts = DatasetTexts()
    for (number, dataset) in datasets.enumerated() {
      let stream = merge == nil ? nil : slice.streams[number]
      texts.take(dataset, of: stream, &common.kinds, for: holes)
      tables.section(dataset, forms.tables, texts)
      if let stream { merge?.section(stream, dataset, texts) }
    }
    tables.note(slice)
    var files = [tables.file(at: folder + "/tables.sql")]
    // In place: what is copied would be written to once more.
    if let file = merge?.file(at: folder + "/merge.sql") { files.append(file) }
    return files
  }

  /// The one merge of a store that is merged as a whole, and what the producer of a captured one needs.
  /// - Parameter slices: the store's slices on the platform, made one by one.
  public static func store(
    _ store: Store, slices: some Sequence<SlicePlan>, platform: PlatformPlan
  ) -> [GeneratedFile] {
    source(store.plan, platform) + merge(store, slices: slices, platform)
  }

  private static func source(_ store: StorePlan, _ platform: PlatformPlan) -> [GeneratedFile] {
    guard let source = store.source, !source.sources.isEmpty else { return [] }
    let path = "\(platform.folder)/sql/\(store.name)/source.sql"
    return [SourceFile(source: source, store: store).file(at: path)]
  }

  private static func merge(
    _ common: Store, slices: some Sequence<SlicePlan>, _ platform: PlatformPlan
  ) -> [GeneratedFile] {
    let (store, forms) = (common.plan, common.forms)
    guard let stream = store.stream else { return [] }
    var labels: [String] = []
    var datasets: [DatasetSQL] = []
    var kinds = common.kinds
    for slice in slices {
      labels.append(slice.label)
      datasets += forms.datasets(of: slice)
    }
    var merge = MergeFile(forms, sections: [stream.section], datasets: datasets.count, depth: 2)
    merge.section(
      stream, MergeSection(store: store, merge: platform.merge, feed: forms.batch.feed),
      files: labels.map { $0 + "/tables.sql" }, datasets, &kinds)
    return [merge.file(at: "\(platform.folder)/sql/\(store.name)/merge.sql")]
  }

  /// The views of one workspace; at least one.
  public static func workspace(_ views: [ViewPlan], platform: PlatformPlan) -> GeneratedFile {
    WorkspaceFile(views: views, platform: platform).file()
  }
}
