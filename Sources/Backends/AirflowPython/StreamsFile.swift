internal import Emit
internal import IR

/// The DAG of streams: of a slice, or the one of a transactional store.
struct StreamsFile {
  let dag: String
  /// The file's name between the platform's and `.py`.
  let name: String
  let title: String
  let schedule: String?
  let streams: [StreamPlan]
  /// Whether one task runs all streams, instead of a task for each.
  let perSlice: Bool
  let store: StorePlan
  let platform: PlatformPlan

  func file() -> GeneratedFile {
    var writer = PythonWriter()
    writer.notice()
    writer.docstring(title)
    writer.blank()
    writer.code("airflow-imports.py")
    writer.code("airflow-dag-assets.py")
    writer.mark(store.origin)
    writer.assign("DAG_ID", .string(dag))
    writer.assign("DESCRIPTION", .optional(store.description))
    writer.assign("SCHEDULE", .optional(schedule))
    writer.assign("OWNER", .string(store.team))
    writer.assign("TAGS", Tags.of(platform, ("store", store.name), ("team", store.team)))
    writer.blank()
    writer.streams("STREAMS", streams)
    writer.blank()
    writer.merges(streams, platform)
    writer.pods(platform)
    writer.code("airflow-pods.py")
    writer.code("airflow-merge.py")
    writer.code(perSlice ? "airflow-merge-slice.py" : "airflow-merge-streams.py")
    return writer.file(at: "\(platform.folder)/airflow/\(platform.name).\(name).py")
  }
}
