public import Emit
public import IR
internal import Model

/// Airflow DAG files: plain data at the top, below it constant code that is the same everywhere.
///
/// A file loads in Airflow 3 and in 2.11, reads nothing and connects nowhere when it is loaded.
/// Every text of the model is a literal in the data; no field of a pod is a Jinja template.
public enum AirflowBackend {
  /// The DAG of a slice's streams; none where the slice's streams are not its own.
  public static func slice(_ slice: SlicePlan, store: StorePlan, platform: PlatformPlan)
    -> [GeneratedFile]
  {
    guard let dag = slice.dag, !slice.streams.isEmpty else { return [] }
    return [
      StreamsFile(
        dag: dag, name: "\(slice.store).\(slice.label)",
        title: "Store \(slice.store), slice \(slice.label), on platform \(platform.name).",
        schedule: slice.schedule, streams: slice.streams, perSlice: platform.jobs == .perSlice,
        store: store, platform: platform
      ).file()
    ]
  }

  /// The DAG of a store that is merged in one transaction; none for any other store.
  public static func store(_ store: StorePlan, platform: PlatformPlan) -> [GeneratedFile] {
    guard let dag = store.dag, let stream = store.stream else { return [] }
    return [
      StreamsFile(
        dag: dag, name: store.name,
        title: "Store \(store.name), one stream over all slices, on platform \(platform.name).",
        schedule: store.schedule, streams: [stream], perSlice: false,
        store: store, platform: platform
      ).file()
    ]
  }

  /// The DAG that runs a transformer and merges its output.
  public static func transform(_ plan: TransformPlan, platform: PlatformPlan) -> [GeneratedFile] {
    [TransformFile(plan: plan, platform: platform).file()]
  }

  /// The constant programs of the pods, files of the rendered tree: they fit what stands beside them.
  public static func programs(_ platform: PlatformPlan) -> [GeneratedFile] {
    let notice = HoleTemplate.text("generated-notice.txt")
    return [
      "apply.sh", "health.sh", "merge.sh", "metrics.sh", "pending.sql", "removal.sh", "retire.sh",
      "snapshots.sh", "sql.sh", "terraform.sh", "retired.tf",
    ].map { name in
      let path = name == "retired.tf" ? "retired/main.tf" : name
      let comment = name.hasSuffix(".sql") ? "-- " : "# "
      let text = comment + notice + HoleTemplate.text("run-" + name)
      return GeneratedFile(path: "\(platform.folder)/run/\(path)", bytes: Array(text.utf8))
    }
  }

  /// The platform's infrastructure DAG, a file of the bootstrap tree.
  public static func infrastructure(platform: PlatformPlan) -> GeneratedFile {
    InfrastructureFile(platform: platform).file()
  }
}
