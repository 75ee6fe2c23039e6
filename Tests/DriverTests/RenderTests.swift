import Foundation
import Testing

@testable import Driver

/// Whole runs, from a model to a tree.
@Suite struct RenderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aSecondRunWritesNothing() throws {
    try BulkModel(datasets: 20, slices: 2).write("model", in: folder)
    for verb in ["render", "bootstrap"] {
      let first = dsgen(verb, "model", "--out", verb, in: folder)
      #expect(first.exit == 0, "\(first.err)")
      let before = folder.tree(verb).keys.sorted().map { folder.identity(verb + "/" + $0) }
      let second = dsgen(verb, "model", "--out", verb, in: folder)
      #expect(second.exit == 0 && second.err.contains("nothing to write"))
      let after = folder.tree(verb).keys.sorted().map { folder.identity(verb + "/" + $0) }
      #expect(after == before)
      #expect(dsgen(verb, "model", "--out", verb, "--check", in: folder).exit == 0)
    }
  }

  /// A run may be cut off before it writes the folder's mark, and be the first in it.
  @Test func whatARunHasLeftBesideTheMarkGoes() throws {
    try BulkModel(datasets: 2, slices: 1).write("model", in: folder)
    try folder.write("out/.dsgen-tmp-1-1", "{")
    #expect(dsgen("render", "model", "--out", "out", "--dry-run", in: folder).exit == 0)
    #expect(folder.read("out/.dsgen-tmp-1-1") == "{")
    #expect(dsgen("render", "model", "--out", "out", in: folder).exit == 0)
    #expect(folder.read("out/.dsgen-tmp-1-1") == nil)
  }

  @Test func checkAndDryRunOnlyTell() throws {
    try BulkModel(datasets: 20, slices: 2).write("model", in: folder)
    let new = dsgen("render", "model", "--out", "out", "--check", in: folder)
    #expect(new.exit == 3 && new.out.contains("create out/prod/terraform/bulk/s0000/"))
    #expect(folder.tree("out") == [:])
    #expect(dsgen("render", "model", "--out", "out", in: folder).exit == 0)
    try BulkModel(datasets: 20, slices: 2, note: "another").write("model", in: folder)
    let before = folder.tree("out")
    let changed = dsgen("render", "model", "--out", "out", "--dry-run", in: folder)
    #expect(changed.exit == 0 && changed.out.contains("change out/prod/manifest/bulk/s0000.json"))
    #expect(folder.tree("out") == before)
  }

  /// The tree depends on the model alone.
  @Test func theTreeIsAFunctionOfTheModel() throws {
    try BulkModel(datasets: 60, slices: 4).write("model", in: folder)
    let expected = try render("model", "--jobs", "1")
    #expect(try render("model", "--jobs", "8") == expected)
    let other = ["LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "HOME": "/nowhere"]
    #expect(try render("model", environment: other) == expected)
    // The same documents in files of other names and in another order.
    try folder.write("moved/dsgen.yaml", folder.read("model/platform.yaml") ?? "")
    try folder.write("moved/z/last.yml", folder.read("model/dsgen.yaml") ?? "")
    try folder.write("moved/a/first.yaml", folder.read("model/bulk.yaml") ?? "")
    try folder.write("moved/m.yaml", folder.read("model/shop.yaml") ?? "")
    #expect(try render("moved") == expected)
  }

  @Test func oneMoreDatasetChangesOneSlice() throws {
    try BulkModel(datasets: 60, slices: 4).write("model", in: folder)
    let before = try render("model")
    try BulkModel(datasets: 60, slices: 4, more: ["t_one_more"]).write("model", in: folder)
    let after = try render("model")
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    let slices = Set(changed.compactMap { $0.firstMatch(of: /s\d{4}/).map { String($0.0) } })
    #expect(slices.count == 1, "\(changed.sorted())")
    let others = changed.filter { $0.firstMatch(of: /s\d{4}/) == nil }.filter {
      // The replicator's list of topics serves the whole store.
      !$0.hasPrefix("prod/terraform/bulk/source/")
    }
    // Who reads all of the store gets a view more.
    #expect(others == ["prod/manifest/index.json", "prod/sql/workspaces/bulk_reader.sql"])
  }

  @Test func nothingIsWrittenForAModelWithErrors() throws {
    try BulkModel(datasets: 5, slices: 1).write("model", in: folder)
    try folder.write("model/wrong.yaml", "kind: Team\nname: x\nzone: nowhere\n")
    let result = dsgen("render", "model", "--out", "out", in: folder)
    #expect(result.exit == 1 && result.err.contains("nothing was written"))
    #expect(folder.tree("out") == [:] && folder.read("out") == nil)
  }

  /// An output folder that must not be written, what is said, the exit code.
  static let refused: [(prepare: String, message: String, exit: Int32)] = [
    ("file", "out is a file", 2), ("other", "out belongs to `dsgen bootstrap`", 2),
    ("model", "holds the model itself", 2), ("foreign", "dsgen did not write out/prod/", 2),
    ("proc", "cannot make the folder", 74),
  ]

  @Test(arguments: refused)
  func isRefused(_ row: (prepare: String, message: String, exit: Int32)) throws {
    try BulkModel(datasets: 5, slices: 1).write("model", in: folder)
    var out = "out"
    switch row.prepare {
    case "file": try folder.write("out", "a file")
    case "other": #expect(dsgen("bootstrap", "model", "--out", "out", in: folder).exit == 0)
    case "model": out = "."
    case "foreign": try folder.write("out/prod/airflow/prod.bulk.s0000.py", "mine")
    default: out = "/proc/dsgen-out"
    }
    let before = folder.tree()
    let result = dsgen("render", "model", "--out", out, in: folder)
    #expect(result.exit == row.exit)
    #expect(result.err.contains(row.message), "\(result.err)")
    #expect(folder.tree() == before)
  }

  @Test func foreignFilesStayAndAPlatformThatLeftGoes() throws {
    try BulkModel(datasets: 5, slices: 1).write("model", in: folder)
    #expect(dsgen("render", "model", "--out", "out", in: folder).exit == 0)
    try folder.write("out/notes.txt", "mine")
    try folder.write("out/prod/terraform/notes.txt", "mine")
    let platform = try #require(folder.read("model/platform.yaml"))
    try folder.write(
      "model/platform.yaml",
      platform.replacing("name: prod\n", with: "name: next\n"))
    for name in ["dsgen", "bulk"] {
      let text = try #require(folder.read("model/\(name).yaml"))
      try folder.write(
        "model/\(name).yaml", text.replacing("platform: prod,", with: "platform: next,"))
    }
    let result = dsgen("render", "model", "--out", "out", in: folder)
    #expect(result.exit == 0, "\(result.err)")
    let tree = folder.tree("out")
    #expect(
      tree.keys.filter { $0.hasPrefix("prod/") }.sorted() == [
        "prod/", "prod/terraform/", "prod/terraform/notes.txt",
      ])
    #expect(tree["notes.txt"] == "mine" && tree["next/manifest/index.json"] != nil)
    let mark = try #require(tree["dsgen-manifest.json"])
    #expect(mark.contains("\"next\"") && !mark.contains("\"prod\""))
  }

  private func render(
    _ model: String, _ more: String..., environment: [String: String] = [:]
  ) throws -> [String: String] {
    let out = "out-\(UUID().uuidString)"
    let arguments = ["render", model, "--out", out] + more
    let session = Session(
      arguments: arguments, environment: environment, folder: folder.path,
      out: Output(descriptor: nil), err: Output(descriptor: nil))
    #expect(session.run() == 0)
    return folder.tree(out).filter { !$0.key.hasSuffix("/run.json") }
  }
}
