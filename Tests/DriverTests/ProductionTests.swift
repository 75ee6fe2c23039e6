import Foundation
import Testing

@testable import Driver

/// What `dsgen diff` tells of production, and `--artifacts`, on the starter example and a store of four slices beside it.
@Suite struct ProductionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try BulkModel(datasets: 12, slices: 4).write("old", in: folder)
    try FileManager.default.copyItem(atPath: folder.at("old"), toPath: folder.at("new"))
  }

  private static let t3 = """
      t3:
        description: as it was
        classification: IP
        columns:
          id: bigint primary key
          as_it_was: varchar(200)

    """

  static let rows: [(what: String, file: String, old: String, new: String, lines: [String])] = [
    ("nothing", "bulk.yaml", "type: kafka", "type: kafka # as ever", []),
    ("words", "bulk.yaml", t3, t3.replacing("as it was", with: "otherwise"), []),
    (
      "a column more", "bulk.yaml", t3, t3.replacing("id:", with: "more: integer\n      id:"),
      [
        "restarted connector prod.bulk.t3 (bulk/s0003): columns",
        "altered table bulk__t3 (bulk/s0003): column more is added",
        #"  alter table staging."bulk__t3" add column "more" integer"#,
        #"  alter table merge."bulk__t3" add column "more" integer"#,
        "altered view bulk_reader.everything__bulk__t3: columns",
      ]
    ),
    (
      "a wider text", "bulk.yaml", t3, t3.replacing("(200)", with: "(300)"),
      [
        "altered table bulk__t3 (bulk/s0003): column as_it_was becomes varchar(300) from varchar(200)",
        #"  alter table merge."bulk__t3" alter column "as_it_was" type character varying(300)"#,
      ]
    ),
    (
      "a wider decimal", "shop.yaml", "decimal(18,2)", "decimal(20,4)",
      [
        "rewritten table shop__orders (shop/s0000): column total becomes decimal(20,4) from decimal(18,2)",
        #"  alter table merge."shop__orders" alter column "total" type numeric(20,4)"#,
      ]
    ),
    (
      "a key", "shop.yaml", "ordered_at: timestamp not null", "ordered_at: timestamp primary key",
      [
        "refused table shop__orders (shop/s0000): the key changes from (order_id) to (order_id, ordered_at)"
      ]
    ),
    (
      "a dataset less", "bulk.yaml", t3, "",
      [
        "restarted source prod.bulk.replicator-0 (bulk): topics",
        "destroyed connector prod.bulk.t3 (bulk/s0003)",
        "orphaned table bulk__t3 (bulk/s0003)", "destroyed stream bulk.t3 (bulk/s0003)",
        "destroyed view bulk_reader.everything__bulk__t3",
      ]
    ),
    (
      "another name, by was", "bulk.yaml", "  t3:\n",
      "  t3b:\n    was: t3\n    topic: bulk.public.t3\n",
      [
        "destroyed connector prod.bulk.t3 (bulk/s0003)",
        "re-reads connector prod.bulk.t3b (bulk/s0003): a new connector begins each topic anew",
        "destroyed stream bulk.t3 (bulk/s0003)", "created stream bulk.t3b (bulk/s0003)",
        "destroyed view bulk_reader.everything__bulk__t3",
        "created view bulk_reader.everything__bulk__t3b",
      ]
    ),
    (
      "another schedule", "shop.yaml", "*/5 * * * *", "0 * * * *",
      ["changed stream shop.orders (shop/s0000): schedule"]
    ),
    (
      "another priority", "shop.yaml", "priority: medium", "priority: high",
      ["changed stream shop.orders (shop/s0000): priority"]
    ),
    (
      "another image", "platform.yaml", "connect-with-plugins:4.3.0", "connect-with-plugins:4.3.1",
      ["restarted workload kafka-connect: image"]
    ),
    (
      "brokers", "dsgen.yaml", "broker-1.acme", "broker-2.acme",
      [
        "re-reads source prod.bulk.replicator-0 (bulk): brokers",
        "re-reads source prod.shop.replicator-0 (shop): brokers",
      ]
    ),
  ]

  @Test(arguments: rows.indices) func eachIsTold(_ index: Int) throws {
    let row = Self.rows[index]
    let text = try #require(folder.read("new/" + row.file))
    #expect(text.contains(row.old), "\(row.what)")
    try folder.write("new/" + row.file, text.replacing(row.old, with: row.new))
    for all in [[], ["--production"]] {
      let result = dsgen(["diff", "old", "new", "--format", "json"] + all, in: folder)
      #expect(result.exit == 0, "\(row.what): \(result.err)")
      #expect(try lines(result.out) == row.lines, "\(row.what)")
    }
  }

  private func lines(_ out: String) throws -> [String] {
    try out.split(separator: "\n").flatMap { line -> [String] in
      let json = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      guard let kind = json["production"] as? String else { return [] }
      var text = "\(json["effect"] ?? "") \(kind) \(json["name"] ?? "")"
      if let slice = json["slice"] as? String { text += " (\(slice))" }
      let reasons = json["reasons"] as? [String] ?? []
      if !reasons.isEmpty { text += ": " + reasons.joined(separator: "; ") }
      return [text] + (json["statements"] as? [String] ?? []).map { "  " + $0 }
    }
  }

  @Test func moreSlicesMoveTables() throws {
    try edit("slices: 4", "slices: 5")
    let out = dsgen("diff", "old", "new", "--production", "--color", "never", in: folder).out
    let kinds = out.split(separator: "\n").filter { $0.contains("moved") }.map {
      $0.split(separator: " ")[1]
    }
    #expect(!kinds.isEmpty && !out.contains("orphaned") && !out.contains("destroyed"))
    #expect(kinds.filter { $0 == "connector" }.count == kinds.filter { $0 == "stream" }.count)
  }

  /// What goes the same way is counted from the 21st on; what somebody must decide is all there.
  @Test func manyAreCounted() throws {
    for (model, size) in [("few", 1), ("many", 40)] {
      try BulkModel(datasets: size, slices: 1).write(model, in: folder)
    }
    let out = dsgen("diff", "few", "many", "--color", "never", in: folder).out
    #expect(out.contains("  … and 19 more tables created: `--format json` lists them\n"), "\(out)")
    #expect(out.split(separator: "\n").count { $0.hasPrefix("  + table ") } == 20)
    let json = dsgen("diff", "few", "many", "--format", "json", in: folder).out
    #expect(try lines(json).count { $0.hasPrefix("created table") } == 39)
    let merge = try #require(folder.read("many/platform.yaml"))
    try folder.write(
      "other/platform.yaml", merge.replacing("merge: live", with: "merge: milestoned"))
    for file in ["dsgen.yaml", "bulk.yaml", "shop.yaml"] {
      try folder.write("other/" + file, try #require(folder.read("many/" + file)))
    }
    let refused = dsgen("diff", "many", "other", "--color", "never", in: folder).out
    #expect(refused.split(separator: "\n").count { $0.hasPrefix("  ! table ") } == 41, "\(refused)")
  }

  @Test func aPlatformThatGoes() throws {
    try edit(
      "bulk_reader.everything: [{ platform: prod, status: provisioned }]",
      "bulk_reader.everything: [{ platform: prod, status: decommissioned }]")
    let result = dsgen("diff", "old", "new", "--production", in: folder)
    #expect(result.out.contains("orphaned") && !result.out.contains("shop__orders"))
    #expect(result.err.contains("12 tables orphaned"))
  }

  private func edit(_ old: String, _ new: String) throws {
    let text = try #require(folder.read("new/bulk.yaml"))
    #expect(text.contains(old))
    try folder.write("new/bulk.yaml", text.replacing(old, with: new))
  }

  // MARK: artifacts

  /// Applied to the old files, the difference gives the new ones.
  @Test func theDifferenceOfFilesIsThatOfTheFiles() throws {
    try edit(Self.t3, Self.t3.replacing("id:", with: "more: integer\n      id:"))
    try edit("slices: 4", "slices: 5")
    let result = dsgen("diff", "old", "new", "--artifacts", "--format", "json", in: folder)
    var told: [String: String] = [:]
    var patch = ""
    for line in result.out.split(separator: "\n") {
      let json = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      guard let path = json["artifact"] as? String else { continue }
      told[path] = json["change"] as? String
      patch += json["diff"] as? String ?? ""
    }
    #expect(told.values.sorted().contains("created") && told.values.contains("changed"))
    for model in ["old", "new"] {
      #expect(dsgen("render", model, "--out", "out/\(model)/generated", in: folder).exit == 0)
      #expect(dsgen("bootstrap", model, "--out", "out/\(model)/bootstrap", in: folder).exit == 0)
    }
    try folder.write("patch", patch)
    let repository = try GitFixture(in: folder)
    try repository.git("apply", "--directory=out/old", "patch")
    for path in told.keys {
      #expect(folder.read("out/old/" + path) == folder.read("out/new/" + path), "\(path)")
    }
    // Nothing else differs but what speaks of the files.
    let other = try FileManager.default.subpathsOfDirectory(atPath: folder.at("out/new")).filter {
      folder.read("out/old/" + $0) != folder.read("out/new/" + $0)
    }
    #expect(other.filter { !$0.contains("/manifest/") && !$0.hasSuffix("run.json") } == [])
    #expect(result.err.contains("\(told.count) generated files would differ"))
  }

  @Test func whatHasErrorsRunsNowhere() throws {
    try edit("{ datasets: \"bulk.t*\" }", "bulk.nowhere")
    for flag in ["--production", "--artifacts"] {
      let result = dsgen("diff", "old", "new", flag, in: folder)
      #expect(result.exit == 1)
      #expect(result.out == "")
      #expect(result.err.contains("nothing was compared"))
    }
    // What changes in meaning can be told all the same.
    let reason = "the head has 1 error (`dsgen check new`)"
    let text = dsgen("diff", "old", "new", in: folder)
    #expect(text.exit == 0)
    #expect(text.out.contains("+ read bulk_reader.everything.reads[bulk.nowhere]"), "\(text.out)")
    #expect(text.out.hasSuffix("\nin production\n  ? not known: \(reason)\n"), "\(text.out)")
    #expect(text.err.hasSuffix("in production: not known: \(reason)\n"), "\(text.err)")
    let json = dsgen("diff", "new", "old", "--format", "json", in: folder).out
    #expect(
      json.hasSuffix(
        "{\"schemaVersion\": 1, \"productionUnknown\": \"\(reason.replacing("head", with: "base"))\"}\n"
      ),
      "\(json)")
    let page = dsgen("diff", "old", "new", "--format", "markdown", in: folder).out
    #expect(page.contains("### in production: not known: the head has 1 error"), "\(page)")
  }

  /// What a change does not reach is not judged, and it is said so.
  @Test func faultsElsewhereAreLeftToCheck() throws {
    for model in ["old", "new"] {
      let text = try #require(folder.read(model + "/shop.yaml"))
      try folder.write(model + "/shop.yaml", text.replacing("[shop.orders]", with: "[shop.lost]"))
    }
    try edit(Self.t3, Self.t3.replacing("(200)", with: "(300)"))
    let result = dsgen("diff", "old", "new", in: folder)
    #expect(result.exit == 0 && result.out.contains("altered: column as_it_was"), "\(result.err)")
    #expect(
      result.err == """
        1 changed
        in production: 1 table altered
        only what the change reaches was checked: `dsgen check` judges a whole model

        """)
    #expect(dsgen("diff", "old", "new", "--production", in: folder).exit == 1)
    // A change that reaches the fault finds it.
    try folder.write(
      "new/shop.yaml",
      try #require(folder.read("new/shop.yaml")).replacing("(18,2)", with: "(20,2)"))
    let other = dsgen("diff", "old", "new", in: folder)
    #expect(
      other.err.contains("not known: the base has 1 error (`dsgen check old`) and the head has"))
  }

  /// Models with every fault there is, on either side: something is told of them, and never production.
  @Test(arguments: try! faulty()) func whatIsWrongIsNeverRun(_ name: String) throws {
    let wrong = Self.cases.appending(path: name + "/input").path
    // Some have warnings alone.
    let isWrong = dsgen("check", wrong, in: folder).exit != 0
    for pair in [[wrong, "old"], ["old", wrong]] {
      let result = dsgen(["diff"] + pair, in: folder)
      #expect([0, 1, 2].contains(result.exit), "\(result.err)")
      #expect(!isWrong || !result.out.contains("in production on"), "\(name)")
      if isWrong, result.exit == 0 {
        #expect(result.err.contains("in production: not known: the "), "\(result.err)")
      }
    }
  }

  private static let cases = BulkModel.examples.deletingLastPathComponent()
    .appending(path: "Tests/Golden/cases")

  private static func faulty() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: cases.path)
      .filter { $0.hasPrefix("errors-") }.sorted()
  }

  /// Production is judged as `check` judges: a model without its ecosystem is not right.
  @Test func whatHasNoEcosystemRunsNowhere() throws {
    for model in ["before", "after"] {
      try folder.write("\(model)/dsgen.yaml", "kind: Zone\nname: main\ndescription: \(model)\n")
    }
    let result = dsgen("diff", "before", "after", "--production", in: folder)
    #expect(result.exit == 1)
    #expect(result.out == "")
    #expect(result.err.contains("[ecosystem-missing]"))
  }
}
