import Foundation
import Testing

@testable import Driver

/// The gate as a command: who speaks, what it reads, how it ends.
@Suite struct ReviewCommandTests {
  let folder: TemporaryFolder
  let git: GitFixture

  static let ecosystem = """
    kind: Ecosystem
    name: N
    repository: acme/model@owner
    live: acme/model@main
    zones: { USA: acme/model@usa }

    """

  init() throws {
    folder = try TemporaryFolder()
    git = try GitFixture(in: folder)
    try folder.write("model/dsgen.yaml", Self.ecosystem)
    try git.commit("base")
  }

  @Test(arguments: ["acme", "acme/model", "model@main", "@main"])
  func whoSpeaksMustBeNamed(_ source: String) {
    let none = dsgen("review", "git:main:model", in: folder)
    #expect(none.exit == 2 && none.err.contains("--as REPO@BRANCH is missing"))
    let wrong = dsgen("review", "git:main:model", "model", "--as", source, in: folder)
    #expect(wrong.exit == 2 && wrong.err.contains("wants owner/name@branch"), "\(wrong.err)")
  }

  @Test func theEnvironmentNamesWhoSpeaks() {
    let run = { (source: String) in
      dsgen(
        "review", "git:main:model", "git:main:model", in: folder,
        environment: ["DSGEN_AS": source]
      ).exit
    }
    #expect(run("acme/model@usa") == 0)
    #expect(run("acme/model@uSa") == 4)
    #expect(run("acme/m\u{043E}del@usa") == 4)
  }

  /// Exit code 5, until the model names what is meant to go.
  @Test(arguments: ["delete_tables: 11", "delete_slices: 3", "delete_connectors: 12"])
  func overTheBudget(_ budget: String) throws {
    for model in ["was", "is"] {
      try BulkModel(datasets: 12, slices: 4).write(model, in: folder)
      try edit(
        model + "/dsgen.yaml", "kind: Ecosystem\n", "kind: Ecosystem\nbudgets: { \(budget) }\n")
      try edit(
        model + "/bulk.yaml", "everything: [{ platform: prod, status: provisioned }]",
        "everything: [{ platform: prod, status: \(model == "was" ? "decommissioning" : "decommissioned") }]"
      )
    }
    let review = {
      dsgen("review", "was", "is", "--as", "acme/data-model@ecosystem", in: folder)
    }
    let stopped = review()
    #expect(stopped.exit == 5, "\(stopped.out)")
    #expect(stopped.out.contains("stopped: it would delete more than the budget allows"))
    try edit("is/dsgen.yaml", "budgets:", "removals: [bulk]\nbudgets:")
    let meant = review()
    #expect(meant.exit == 0, "\(meant.out)")
    // One more is within the budget.
    try edit("is/dsgen.yaml", "removals: [bulk]\n", "")
    let number = try #require(budget.split(separator: " ").last.flatMap { Int($0) })
    for model in ["was", "is"] {
      try edit(
        model + "/dsgen.yaml", budget, budget.replacing("\(number)", with: "\(number + 1)"))
    }
    let within = review()
    #expect(within.exit == 0, "\(within.out)")
  }

  private func edit(_ file: String, _ old: String, _ new: String) throws {
    let text = try #require(folder.read(file))
    #expect(text.contains(old), "\(file)")
    try folder.write(file, text.replacing(old, with: new))
  }

  /// A base that is there and cannot be read is never a first check-in.
  @Test(arguments: [
    "kind: Ecosystem\nname: [\n", "kind: Ecosystem\nnmae: N\n", "# nothing\n",
    "kind: Ecosystem\nname: N\nrepository: acme/model@owner\n",
  ])
  func aBrokenBaseIsAnError(_ text: String) throws {
    try folder.write("model/dsgen.yaml", text)
    try git.commit("broken")
    try git.git("checkout", "-q", "-b", "mend")
    try folder.write("model/dsgen.yaml", Self.ecosystem)
    try git.commit("mended")
    for source in ["acme/model@owner", "acme/somebody@main"] {
      let result = dsgen(
        "review", "git:main:model", "git:mend:model", "--as", source, in: folder)
      #expect([1, 4].contains(result.exit), "\(source): \(result.out)")
      #expect(!result.out.contains("first-check-in"), "\(result.out)")
    }
  }

  @Test func errorsOfTheBaseMayBeMended() throws {
    let zone = "kind: Zone\nname: EU\n"
    try folder.write("model/EU.yaml", zone)
    try git.commit("an undeclared zone")
    try git.git("checkout", "-q", "-b", "mend")
    try folder.write(
      "model/dsgen.yaml",
      Self.ecosystem.replacing("USA: acme/model@usa", "USA: acme/model@usa, EU: acme/model@eu"))
    try git.commit("declared")
    let result = dsgen(
      "review", "git:main:model", "git:mend:model", "--as", "acme/model@owner", "--format",
      "markdown", in: folder)
    #expect(result.exit == 0, "\(result.out)")
    #expect(result.out.contains("Mended: 1 error of the base"), "\(result.out)")
  }

  @Test func theFirstCheckInIsTheEcosystemsOwn() throws {
    for (source, exit) in [("acme/model@owner", Int32(0)), ("acme/model@usa", 4)] {
      let result = dsgen("review", "git:main:elsewhere", "model", "--as", source, in: folder)
      #expect(result.exit == exit, "\(source): \(result.out)\(result.err)")
    }
  }

  /// What is run beside the model, wherever the model lies: also where only a file's mode changes.
  @Test func filesBesideTheModel() throws {
    try git.git("checkout", "-q", "-b", "ci")
    try folder.write("ci.sh", "exit 0\n")
    try git.commit("ci")
    let run = { (base: String, head: String, source: String) in
      dsgen(
        "review", "git:\(base):model", "git:\(head):model", "--as", source, "--format", "concise",
        in: folder)
    }
    #expect(run("main", "ci", "acme/model@owner").exit == 0)
    let refused = run("main", "ci", "acme/model@usa")
    #expect(
      refused.exit == 4 && refused.out.contains("ci.sh: error[foreign-file]"), "\(refused.out)")
    try git.git("update-index", "--chmod=+x", "ci.sh")
    try git.git("commit", "-q", "-m", "may run")
    let mode = run("ci~1", "ci", "acme/model@usa")
    #expect(mode.exit == 4 && mode.out.contains("ci.sh"), "\(mode.out)")
    // Two names that only look the same.
    let blob = try git.blob("exit 0\n")
    func commit(_ name: String) throws -> String {
      try git.git("checkout", "-q", "ci")
      try git.git("update-index", "--add", "--cacheinfo", "100755,\(blob),\(name)")
      let tree = try git.git("write-tree")
      try git.git("reset", "-q", "--hard")
      return try git.git("commit-tree", tree, "-m", "name")
    }
    let looks = run(try commit("caf\u{E9}.sh"), try commit("cafe\u{301}.sh"), "acme/model@usa")
    #expect(looks.exit == 4, "\(looks.out)")
    #expect(
      looks.out.split(separator: "\n").count { $0.contains("foreign-file") } == 2, "\(looks.out)")
  }

  /// Errors of the head go before a refusal; every form tells them.
  @Test func errorsOfTheHeadGoFirst() throws {
    try folder.write("model/dsgen.yaml", Self.ecosystem + "nmae: x\n")
    let result = dsgen(
      "review", "git:HEAD:model", "model", "--as", "acme/model@owner", "--report",
      "sarif=r.sarif", "--report", "markdown=r.md", "--format", "json", in: folder)
    #expect(result.exit == 1)
    #expect(result.out.hasPrefix("{\"schemaVersion\": 1, \"review\": \"faulty\""), "\(result.out)")
    #expect(folder.read("r.sarif")?.contains("field-unknown") == true)
    #expect(folder.read("r.md")?.contains("field-unknown") == true)
  }
}

extension String {
  fileprivate func replacing(_ text: String, _ other: String) -> String {
    components(separatedBy: text).joined(separator: other)
  }
}
