import Foundation

/// A model of any size: the starter example, and one more datastore beside its own.
struct BulkModel {
  var datasets = 400
  var slices = 8
  /// Goes into every dataset, so that another one changes every file.
  var note = "as it was"
  /// Names of further datasets.
  var more: [String] = []
  var ingestion = "kafka"

  static let examples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")

  /// Writes the model as `name` below the folder.
  func write(_ name: String, in folder: TemporaryFolder) throws {
    let target = folder.url(name)
    try? FileManager.default.removeItem(at: target)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.examples.appending(path: "starter"), to: target)
    try folder.write(name + "/bulk.yaml", text)
  }

  private var text: String {
    var text = """
      kind: Datastore
      name: bulk
      team: main/shop
      slices: \(slices)
      ingestion:
        type: \(ingestion)
        container: events
        credential: shop_kafka
        format: debezium
        encoding: json-with-schema
        topic: "bulk.public.{dataset}"
        schedule: "*/5 * * * *"
      datasets:

      """
    for name in (0..<datasets).map({ "t\($0)" }) + more {
      text += """
          \(name):
            description: \(note)
            classification: IP
            columns:
              id: bigint primary key
              \(note.replacing(" ", with: "_")): varchar(200)

        """
    }
    return text + """
      ---
      kind: Workspace
      name: bulk_reader
      team: main/shop
      priority: medium
      container: platform
      groups:
        everything:
          needs: { history: live, latency: minutes }
          reads: [{ datasets: "bulk.t*" }]
      ---
      kind: Assignments
      groups:
        bulk_reader.everything: [{ platform: prod, status: provisioned }]

      """
  }
}
