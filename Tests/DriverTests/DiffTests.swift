import Foundation
import Testing

@testable import Driver

/// `dsgen diff` between folders, commits and the work tree.
@Suite struct DiffTests {
  let folder: TemporaryFolder
  let repository: GitFixture

  init() throws {
    folder = try TemporaryFolder()
    repository = try GitFixture(in: folder)
    try BulkModel(datasets: 6, slices: 1).write("m", in: folder)
    try repository.commit("first")
  }

  private func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try #require(folder.read(name))
    #expect(text.contains(old))
    try folder.write(name, text.replacing(old, with: new))
  }

  private func change() throws {
    try edit("m/bulk.yaml", "priority: medium", "priority: high")
    try edit("m/bulk.yaml", "  t3:\n    description: as it was\n", "  t3:\n    description: new\n")
    try edit("m/platform.yaml", "#data-events", "#data")
  }

  @Test func betweenACommitAndTheWorkTree() throws {
    #expect(dsgen("diff", "git:HEAD", "--repo", "m", "--exit-code", in: folder).exit == 0)
    try change()
    let result = dsgen("diff", "git:HEAD", "--repo", "m", "--exit-code", in: folder)
    #expect(result.exit == 3)
    #expect(
      result.out == """
        ecosystem (acme/data-model@ecosystem)
          ~ platform prod
              slack.channel
                - #data-events  git:HEAD:m/platform.yaml:18:19
                + #data  m/platform.yaml:18:19

        team main/shop (acme/shop-model@main)
          ~ dataset bulk.t3
              description
                - as it was  git:HEAD:m/bulk.yaml:33:18
                + new  m/bulk.yaml:33:18
          ~ workspace bulk_reader
              priority
                - medium  git:HEAD:m/bulk.yaml:54:11
                + high  m/bulk.yaml:54:11

        in production on prod
          ~ workload airflow restarted: slack  m/platform.yaml:2:7
          ~ stream bulk.t0 (bulk/s0000) changed: priority  m/bulk.yaml:14:3
          ~ stream bulk.t1 (bulk/s0000) changed: priority  m/bulk.yaml:20:3
          ~ stream bulk.t2 (bulk/s0000) changed: priority  m/bulk.yaml:26:3
          ~ stream bulk.t3 (bulk/s0000) changed: priority  m/bulk.yaml:32:3
          ~ stream bulk.t4 (bulk/s0000) changed: priority  m/bulk.yaml:38:3
          ~ stream bulk.t5 (bulk/s0000) changed: priority  m/bulk.yaml:44:3

        """)
    #expect(result.err == "3 changed\nin production: 1 workload restarted, 6 streams changed\n")
    #expect(dsgen("diff", "git:HEAD", "--repo", "m", in: folder).exit == 0)
  }

  @Test func whateverIsCompared() throws {
    try FileManager.default.copyItem(atPath: folder.at("m"), toPath: folder.at("old"))
    try change()
    try repository.git("add", "m")
    try repository.git("commit", "-q", "-m", "second")
    let operands = [
      ["git:HEAD~1:m", "git:HEAD:m"], ["old", "m"], ["git:HEAD~1:m", "m"], ["old", "git:main:m"],
    ]
    let found = operands.map { pair in
      dsgen("diff", pair[0], pair[1], "--format", "json", "--jobs", "1", in: folder).out
        .split(separator: "\n").map(withoutPlaces)
    }
    #expect(found[0].count == 10)
    #expect(found.allSatisfy { $0 == found[0] })
    let eight = dsgen("diff", "old", "m", "--jobs", "8", in: folder)
    #expect(eight.out == dsgen("diff", "old", "m", "--jobs", "1", in: folder).out)
  }

  private func withoutPlaces(_ line: Substring) -> String {
    line.split(separator: "\"").filter { !$0.contains(".yaml") }.joined(separator: "\"")
  }

  @Test func json() throws {
    try edit("m/bulk.yaml", "  t3:\n    description: as it was\n", "  t3:\n")
    let result = dsgen("diff", "git:HEAD", "--repo", "m", "--format", "json", in: folder)
    let line = try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any]
    let change = try #require(line)
    #expect(change["schemaVersion"] as? Int == 1)
    #expect(change["change"] as? String == "changed" && change["kind"] as? String == "dataset")
    #expect(change["object"] as? String == "bulk.t3")
    #expect(change["owner"] as? String == "team main/shop")
    let fields = try #require(change["fields"] as? [[String: Any]])
    #expect(fields.count == 1 && fields[0]["field"] as? String == "description")
    #expect(fields[0]["head"] is NSNull)
    let base = try #require(fields[0]["base"] as? [String: Any])
    #expect(base["value"] as? String == "as it was")
    #expect(base["file"] as? String == "git:HEAD:m/bulk.yaml" && base["line"] as? Int == 33)
  }

  /// What a stranger wrote stays text: it formats nothing and hides nothing.
  @Test func hostileTextStaysText() throws {
    try edit("m/bulk.yaml", "description: as it was", "description: \"a|b`c\\u202E\\e[31m <b>\"")
    let text = dsgen("diff", "git:HEAD", "--repo", "m", "--color", "never", in: folder).out
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    let page = dsgen("diff", "git:HEAD", "--repo", "m", "--format", "markdown", in: folder).out
    #expect(page.contains("| changed | dataset `bulk.t0` | `description` | `as it was` |"))
    #expect(page.contains("``a\\|b`c⟨U+202E⟩⟨U+001B⟩[31m <b>``"), "\(page)")
  }

  @Test func withoutABaseAllIsNew() throws {
    try repository.git("checkout", "-q", "--orphan", "empty")
    try repository.git("rm", "-rqf", "--cached", ".")
    try repository.git("commit", "-q", "--allow-empty", "-m", "nothing")
    let result = dsgen("diff", "git:empty", "--repo", "m", in: folder)
    #expect(result.exit == 0)
    #expect(result.err.hasPrefix("git:empty: the commit holds no model: everything is new\n"))
    #expect(result.out.contains("  + datastore bulk  "))
    #expect(result.out.split(separator: "\n").filter { $0.hasPrefix("  ~") }.isEmpty)
    // A head that is not there is a mistake.
    #expect(dsgen("diff", "git:main:m", "git:empty", in: folder).exit == 2)
  }

  @Test func whatIsNotReadWholeIsNotCompared() throws {
    try edit("m/bulk.yaml", "priority: medium", "priority: hihg")
    let head = dsgen("diff", "git:HEAD", "--repo", "m", in: folder)
    #expect(head.exit == 1 && head.out.isEmpty)
    #expect(head.err.contains("`hihg` is not one of") && head.err.contains("nothing was compared"))
    try repository.commit("second")
    try edit("m/bulk.yaml", "priority: hihg", "priority: high")
    let base = dsgen("diff", "git:HEAD", "--repo", "m", in: folder)
    #expect(base.exit == 1 && base.err.contains("git:HEAD:m/bulk.yaml:54:11"), "\(base.err)")
    try folder.link("m/lost.yaml", to: "nowhere")
    #expect(dsgen("diff", "git:HEAD~1", "--repo", "m", in: folder).exit == 2)
    #expect(dsgen("diff", "git:HEAD", "--format", "sarif", in: folder).exit == 2)
    #expect(dsgen("diff", in: folder).exit == 2)
  }

  /// What both have is read once, and places lead to the right side all the same.
  @Test func unchangedFilesAreReadOnce() throws {
    try change()
    let result = dsgen("diff", "git:HEAD", "--repo", "m", "--stats", in: folder)
    let files = result.err.split(separator: "\n").first { $0.hasPrefix("files read") }
    // dsgen.yaml and shop.yaml once, platform.yaml and bulk.yaml twice.
    #expect(files?.split(separator: " ").last == "6", "\(result.err)")
  }
}
