import Emit
import Testing

@testable import Driver

/// What happens to files on the disk, whatever they hold.
@Suite struct PlatformWriterTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("model/dsgen.yaml", "kind: Ecosystem\n")
  }

  @Test func aSecondRunTouchesNothing() throws {
    try run(["terraform/crm/s0000/main.tf": "a", "airflow/p.crm.s0000.py": "b"])
    let before = identities()
    let changes = try run(["terraform/crm/s0000/main.tf": "a", "airflow/p.crm.s0000.py": "b"])
    #expect(changes == [])
    #expect(identities() == before)
  }

  @Test func onlyWhatDiffersIsWritten() throws {
    try run(["a/one": "1", "a/two": "2"])
    let two = folder.identity("out/p/a/two")
    let changes = try run(["a/one": "new", "a/two": "2"])
    #expect(
      changes == [
        "change p/a/one", "change p/manifest/index.json", "change p/manifest/s/s0000.json",
      ])
    #expect(folder.identity("out/p/a/two") == two)
  }

  @Test func whatIsNoLongerMadeIsRemovedWithItsFolders() throws {
    try run(["a/one": "1", "b/c/two": "2"])
    try folder.write("out/p/b/mine", "foreign")
    let changes = try run(["a/one": "1"])
    #expect(changes.contains("remove p/b/c/two"))
    let tree = folder.tree("out/p")
    #expect(tree["b/c/"] == nil && tree["b/c/two"] == nil)
    #expect(tree["b/mine"] == "foreign" && tree["a/one"] == "1")
  }

  @Test func foreignFilesAreKeptAndNeverReplaced() throws {
    try folder.write("out/p/a/mine", "foreign")
    try folder.write("out/p/a/one", "foreign")
    try folder.write("out/p/a/same", "3")
    let writer = try writer()
    #expect(try writer.conflicts(generated(["a/one": "1", "a/same": "3"])) == ["a/one"])
    #expect(try writer.conflicts(generated(["a/same": "3", "a/mine/deep": "x"])) == ["a/mine"])
    #expect(folder.read("out/p/a/one") == "foreign")
  }

  @Test func aPreviewWritesNothing() throws {
    try run(["a/one": "1", "a/two": "2"])
    let before = folder.tree("out")
    let changes = try run(["a/one": "new", "a/three": "3"], isPreview: true)
    #expect(changes.contains("change p/a/one"))
    #expect(changes.contains("create p/a/three"))
    #expect(changes.contains("remove p/a/two"))
    #expect(folder.tree("out") == before)
  }

  @Test func aRunThatWasCutOffIsCompletedByTheNext() throws {
    try run(["a/one": "1", "a/two": "2"])
    do {
      let cut = try writer()
      try cut.put(generated(["a/one": "new", "b/three": "3"]))
      try folder.write("out/p/a/.dsgen-tmp-1-1", "half")
    }
    let index = try #require(folder.read("out/p/manifest/index.json"))
    #expect(index.contains("\"state\": \"writing\""))
    // The model has changed once more: what the run that was cut off has made is no longer wanted.
    try run(["a/one": "newest"])
    let tree = folder.tree("out/p")
    #expect(
      tree.keys.sorted() == [
        "a/", "a/one", "manifest/", "manifest/index.json", "manifest/run.json", "manifest/s/",
        "manifest/s/s0000.json",
      ])
    #expect(tree["a/one"] == "newest")
    #expect(tree["manifest/index.json"]?.contains("\"state\": \"complete\"") == true)
    #expect(try run(["a/one": "newest"]) == [])
  }

  /// A slice that has left the model takes its files along, its manifest last.
  @Test func aSliceThatIsGone() throws {
    try run(["a/one": "1"])
    let last = try writer()
    try last.finish(run: nil)
    #expect(
      last.changes.map { "\($0.kind.rawValue) \($0.path)" }.sorted() == [
        "change p/manifest/index.json", "remove p/a/one", "remove p/manifest/s/s0000.json",
      ])
    #expect(folder.tree("out/p").keys.sorted().filter { $0.hasSuffix("/") } == ["manifest/"])
  }

  @Test func aPlatformThatLeftTheModelIsCleanedUp() throws {
    try run(["a/one": "1"])
    try writer().removeAll()
    #expect(folder.tree("out") == [:])
    try run(["a/one": "1"])
    try folder.write("out/p/a/mine", "foreign")
    try writer().removeAll()
    #expect(folder.tree("out") == ["p/": "", "p/a/": "", "p/a/mine": "foreign"])
  }

  @Test func manifestsOfANewerDsgenAreRefused() throws {
    try folder.write("out/p/manifest/index.json", "{\"schemaVersion\": 99}")
    try folder.write("out/q/manifest/index.json", "<<<<<<< HEAD")
    for (name, words) in [("p", "newer dsgen"), ("q", "damaged")] {
      do {
        _ = try PlatformWriter(name, in: output(), isPreview: false)
        Issue.record("\(name) was accepted")
      } catch let failure as Failure {
        #expect(failure.message.contains(words))
      }
    }
  }

  @Test func manifestsListWhatWasWritten() throws {
    try run(["terraform/s/s0000/main.tf": "abc"])
    let manifest = try #require(
      try ManifestReader.read(SliceManifest.self, folder.at("out/p/manifest/s/s0000.json")))
    // `printf abc | xxh128sum` prints this hash.
    let hash = "06b05ab6733a618578af5f94892f3950"
    #expect(
      manifest.files == [WrittenFile(path: "terraform/s/s0000/main.tf", size: 3, hash: hash)])
  }

  @discardableResult
  private func run(_ files: [String: String], isPreview: Bool = false) throws -> [String] {
    let writer = try writer(isPreview: isPreview)
    try writer.put(generated(files))
    let model = try ModelFolder.find("model", from: folder.path)
    try writer.finish(run: RunRecord(model: model))
    return writer.changes.map { "\($0.kind.rawValue) \($0.path)" }.sorted()
  }

  private func writer(isPreview: Bool = false) throws -> PlatformWriter {
    try PlatformWriter("p", in: output(), isPreview: isPreview)
  }

  private func output() throws -> OutputFolder {
    let model = try ModelFolder.find("model", from: folder.path)
    return try OutputFolder("out", owner: .render, current: folder.path, model: model)
  }

  private func generated(_ files: [String: String]) -> Generated {
    Generated(
      keys: ["slice s 0"],
      files: files.map { GeneratedFile(path: "p/\($0)", bytes: Array($1.utf8)) },
      slice: Generated.SliceRecord(store: "s", number: 0, label: "s0000", datasets: []))
  }

  private func identities() -> [String: String] {
    let names = folder.tree("out/p").keys.filter { !$0.hasSuffix("/") }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, folder.identity("out/p/" + $0)) })
  }
}
