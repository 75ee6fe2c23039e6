import Testing

@testable import Driver

/// A tree that is made in parts, or of which a part is made.
@Suite struct ShardTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try BulkModel(datasets: 60, slices: 4).write("model", in: folder)
  }

  @Test(arguments: [1, 2, 7]) func shardsAndTheirJoinAreOneRun(_ count: Int) throws {
    let whole = try render("whole")
    for number in (1...count).reversed() { try run("parts", "--shard", "\(number)/\(count)") }
    try run("parts", "--join", "\(count)")
    #expect(tree("parts") == whole)
    #expect(dsgen("render", "model", "--out", "parts", "--check", in: folder).exit == 0)
  }

  @Test func whatIsSelectedIsWhatAWholeRunMakes() throws {
    let old = try render("out")
    try BulkModel(datasets: 60, slices: 4, note: "another").write("model", in: folder)
    let whole = try render("whole")
    let changed = whole.keys.filter { whole[$0] != old[$0] }
    try run("out", "--select", "shop")
    let selected = tree("out")
    for (path, text) in selected where !path.hasSuffix("index.json") {
      #expect(text == (path.contains("shop") ? whole[path] : old[path]), "\(path)")
    }
    #expect(changed.contains { $0.contains("bulk") })
    try run("out", "--select", "bulk")
    try run("out")
    #expect(tree("out") == whole)
  }

  @Test func aSelectedStoreLosesItsOldSlices() throws {
    _ = try render("out")
    try BulkModel(datasets: 60, slices: 2).write("model", in: folder)
    let whole = try render("whole")
    try run("out", "--select", "bulk")
    #expect(
      tree("out").keys.filter { $0.contains("bulk") }.sorted()
        == whole.keys.filter { $0.contains("bulk") }.sorted())
    #expect(tree("out")["prod/manifest/index.json"] == whole["prod/manifest/index.json"])
  }

  @Test func aSelectionOfAnEmptyFolderIsNotTakenForTheWhole() throws {
    try run("out", "--select", "shop")
    #expect(tree("out")["prod/manifest/index.json"]?.contains("\"state\": \"writing\"") == true)
    #expect(!tree("out").keys.contains { $0.contains("bulk") })
    try run("out")
    #expect(tree("out") == (try render("whole")))
  }

  @Test func aForeignFileIsNotReplaced() throws {
    let path = "out/prod/sql/bulk/s0002/tables.sql"
    try folder.write(path, "mine")
    for arguments in [["--select", "bulk"], ["--shard", "1/1"]] {
      let result = dsgen(["render", "model", "--out", "out"] + arguments, in: folder)
      #expect(result.exit == 2 && result.err.contains("dsgen did not write"), "\(result.err)")
      #expect(folder.read(path) == "mine")
    }
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    for (arguments, words) in [
      (["--shard", "0/4"], "wants I/N"), (["--shard", "5/4"], "wants I/N"),
      (["--shard", "x"], "wants I/N"), (["--join", "0"], "wants the number"),
      (["--shard", "1/2", "--join", "2"], "do not go together"),
      (["--shard", "1/2", "--select", "shop"], "do not go together"),
      (["--join", "2", "--check"], "do not go together"),
      (["--join", "2"], "no shard of 2 was rendered"),
    ] {
      let result = dsgen(["render", "model", "--out", "out"] + arguments, in: folder)
      #expect(result.exit == 2 && result.err.contains(words), "\(arguments): \(result.err)")
    }
  }

  /// Of what a run before has begun nothing is forgotten, whoever ends it.
  @Test func filesOfShardsThatWereNeverJoinedAreKnown() throws {
    try run("out", "--shard", "1/2")
    try BulkModel(datasets: 8, slices: 1).write("model", in: folder)
    try run("out", "--shard", "1/2")
    try run("out", "--shard", "2/3")
    try run("out")
    #expect(tree("out") == (try render("whole")))
  }

  private func run(_ out: String, _ arguments: String...) throws {
    let result = dsgen(["render", "model", "--out", out] + arguments, in: folder)
    #expect(result.exit == 0, "\(result.err)")
  }

  private func render(_ out: String) throws -> [String: String] {
    try run(out)
    return tree(out)
  }

  private func tree(_ out: String) -> [String: String] {
    folder.tree(out).filter { !$0.key.hasSuffix("run.json") }
  }
}
