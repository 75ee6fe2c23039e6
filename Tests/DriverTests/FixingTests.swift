import Foundation
import Testing

@testable import Driver

/// `check --fix`: each row is a file before and after.
@Suite struct FixingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try BulkModel(datasets: 1, slices: 1).write("m", in: folder)
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let before: String
    let after: String
    /// Codes that are still told about the file.
    var left: [String] = []
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "flow-comma",
      before: store(
        "a: { classification: IP, columns: { id: bigint primary key, total: decimal(18,2) } }"),
      after: store(
        "a: { classification: IP, columns: { id: bigint primary key, total: \"decimal(18,2)\" } }")),
    Row(
      name: "field-unknown", before: store("a: { descripton: d, \(plain) } # kept"),
      after: store("a: { description: d, \(plain) } # kept")),
    Row(
      name: "field-unknown, and the field is there",
      before: store("a: { descripton: d, description: e, \(plain) }"),
      after: store("a: { descripton: d, description: e, \(plain) }"), left: ["field-unknown"]),
    Row(
      name: "field-unknown, by more than a slip", before: store("a: { desc: d, \(plain) }"),
      after: store("a: { desc: d, \(plain) }"), left: ["field-unknown"]),
    Row(
      name: "kind-unknown", before: store("a: { \(plain) }", kind: "Datastor"),
      after: store("a: { \(plain) }")),
    Row(
      name: "value-invalid, truth",
      before: store("a: { deprecated: No, \(plain) }", head: "strict: \"true\"\n"),
      after: store("a: { deprecated: false, \(plain) }", head: "strict: true\n")),
    Row(
      name: "value-invalid, a number", before: store("a: { \(plain) }", head: "slices: '1'\n"),
      after: store("a: { \(plain) }", head: "slices: 1\n")),
    Row(
      name: "value-invalid, a word",
      before: store("a: { \(plain) }").replacing("debezium", with: "debezum"),
      after: store("a: { \(plain) }")),
    Row(
      name: "value-invalid, nothing that is meant",
      before: store("a: { deprecated: maybe, \(plain) }"),
      after: store("a: { deprecated: maybe, \(plain) }"), left: ["value-invalid"]),
    Row(
      name: "key-duplicate, a field",
      before: store(
        "a:\n    description: d  # one\n    description: d  # two\n    \(plain.replacing(", columns", with: "\n    columns"))"
      ),
      after: store(
        "a:\n    description: d  # one\n    \(plain.replacing(", columns", with: "\n    columns"))")
    ),
    Row(
      name: "key-duplicate, an entry",
      before: store(
        "a: { classification: IP, columns: { id: bigint primary key, b: date, b: date } }"),
      after: store("a: { classification: IP, columns: { id: bigint primary key, b: date } }")),
    Row(
      name: "key-duplicate, of another value",
      before: store("a: { description: d, description: e, \(plain) }"),
      after: store("a: { description: d, description: e, \(plain) }"), left: ["key-duplicate"]),
    Row(
      name: "key-nullable",
      before: store(
        "a: { classification: IP, key: [id, b], columns: { id: bigint, b: \"decimal(9,2)\", c: date } }"
      ),
      after: store(
        "a: { classification: IP, key: [id, b], columns: { id: bigint not null, b: \"decimal(9,2) not null\", c: date } }"
      )),
    Row(
      name: "key-nullable, where it is said",
      before: store(
        "a: { classification: IP, key: id, columns: { id: { type: bigint, nullable: true } } }"),
      after: store(
        "a: { classification: IP, key: id, columns: { id: { type: bigint, nullable: true } } }"),
      left: ["key-nullable"]),
    Row(
      name: "key-nullable, of columns that are written twice",
      before: store(
        "a: { classification: IP, key: [id], columns: { id: bigint } }\n  b: { classification: IP, key: [id], columns: { id: bigint } }"
      ),
      after: store(
        "a: { classification: IP, key: [id], columns: { id: bigint not null } }\n  b: { classification: IP, key: [id], columns: { id: bigint not null } }"
      )),
    Row(
      name: "partition-nullable",
      before: store(
        "a: { classification: IP, partition: [d], columns: { id: bigint primary key, d: date } }"),
      after: store(
        "a: { classification: IP, partition: [d], columns: { id: bigint primary key, d: date not null } }"
      )),
    Row(
      name: "key-repeated",
      before: store(
        "a: { classification: IP, key: [id, id, b, id], columns: { id: bigint not null, b: date not null } }"
      ),
      after: store(
        "a: { classification: IP, key: [id, b], columns: { id: bigint not null, b: date not null } }"
      )),
    Row(
      name: "read-repeated",
      before: reader(
        "- shop.orders\n      # kept\n      - { dataset: shop.orders }  # goes\n      - bulk.t0"
      ),
      after: reader("- shop.orders\n      # kept\n      - bulk.t0")),
    Row(
      name: "read-repeated, with other columns",
      before: reader("- shop.orders\n      - { dataset: shop.orders, columns: [order_id] }"),
      after: reader("- shop.orders\n      - { dataset: shop.orders, columns: [order_id] }"),
      left: ["read-repeated"]),
    Row(
      name: "approval-repeated",
      before: store(
        "a: { \(plain) }",
        head:
          "approvals: [{ group: reporting.orders }, { group: reporting.orders, datasets: [a] }]\n"),
      after: store("a: { \(plain) }", head: "approvals: [{ group: reporting.orders }]\n")),
    Row(
      name: "approval-repeated, and more than the first",
      before: store(
        "a: { \(plain) }",
        head:
          "approvals: [{ group: reporting.orders, datasets: [a] }, { group: reporting.orders }]\n"),
      after: store(
        "a: { \(plain) }",
        head:
          "approvals: [{ group: reporting.orders, datasets: [a] }, { group: reporting.orders }]\n"),
      left: ["approval-repeated"]),
    Row(
      name: "suppression-unused",
      before: suppressions("shop", "bulk") + store("a: { \(plain) }"),
      after: "kind: Suppressions\nsuppressions:\n  []\n---\n" + store("a: { \(plain) }")),
    Row(
      name: "suppression-unused, one of two",
      before: suppressions("late", "bulk")
        + store("a: { \(plain.replacing("classification: IP, ", with: "")) }"),
      after: suppressions("late")
        + store("a: { \(plain.replacing("classification: IP, ", with: "")) }")),
    Row(
      name: "allowance-unused", before: reader("- { dataset: shop.orders, deprecated: allowed }"),
      after: reader("- { dataset: shop.orders }")),
    Row(
      name: "all in one file",
      before: store(
        "a: { descripton: d, deprecated: no, key: [id, id], classification: IP, columns: { id: bigint, t: decimal(18,2) } }"
      ),
      after: store(
        "a: { description: d, deprecated: false, key: [id], classification: IP, columns: { id: bigint not null, t: \"decimal(18,2)\" } }"
      )),
  ]

  @Test(arguments: rows) func mends(_ row: Row) throws {
    try folder.write("m/late.yaml", row.before)
    let before = dsgen("check", "m", "--preview", "--format", "concise", in: folder)
    let result = dsgen("check", "m", "--preview", "--fix", "--format", "concise", in: folder)
    #expect(folder.read("m/late.yaml") == row.after)
    #expect(codes(result) == row.left, "\(before.out)\(result.out)\(result.err)")
    // Another run has nothing to do.
    let again = dsgen("check", "m", "--preview", "--fix", "--format", "concise", in: folder)
    #expect(again.out == result.out)
    #expect(again.err.contains("nothing can be fixed by rote"))
  }

  private func codes(_ result: RunResult) -> [String] {
    result.out.split(separator: "\n").filter { !$0.contains("description-missing") }.map {
      String($0.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" })
    }
  }

  @Test func aDryRunShowsTheDifference() throws {
    let before = Self.store("a: { deprecated: no, \(plain) }")
    try folder.write("m/late.yaml", before)
    let result = dsgen("check", "m", "--fix", "--dry-run", in: folder)
    // The names of the two contents say nothing to a reader.
    let shown = result.out.replacing(/index [0-9a-f.]+ 100644\n/, with: "")
    #expect(
      shown == """
        diff --git a/m/late.yaml b/m/late.yaml
        --- a/m/late.yaml
        +++ b/m/late.yaml
        @@ -4,4 +4,4 @@ team: main/shop
         ingestion:
           { type: kafka, container: events, credential: shop_kafka, format: debezium, topic: "late.{dataset}" }
         datasets:
        -  a: { deprecated: no, \(plain) }
        +  a: { deprecated: false, \(plain) }

        """)
    #expect(result.err.contains("would fix 1 finding in 1 file: 1 of value-invalid"))
    #expect(result.exit == 0)
    #expect(folder.read("m/late.yaml") == before)
  }

  @Test func aLinkStaysOneAndAFileKeepsItsPermissions() throws {
    try folder.write("elsewhere.yaml", Self.store("a: { deprecated: no, \(plain) }"))
    let path = folder.at("elsewhere.yaml")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try folder.link("m/late.yaml", to: "../elsewhere.yaml")
    #expect(dsgen("check", "m", "--fix", in: folder).exit == 0)
    #expect(folder.read("elsewhere.yaml") == Self.store("a: { deprecated: false, \(plain) }"))
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    let link = try FileManager.default.attributesOfItem(atPath: folder.at("m/late.yaml"))
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func onlyWhatIsSelectedIsMended() throws {
    try folder.write(
      "m/late.yaml",
      Self.store("a: { deprecated: no, \(plain) }\n  b: { deprecated: no, \(plain) }"))
    let result = dsgen("check", "m", "--fix", "--select", "late.b", in: folder)
    #expect(result.exit == 0)
    #expect(
      folder.read("m/late.yaml")
        == Self.store("a: { deprecated: no, \(plain) }\n  b: { deprecated: false, \(plain) }"))
  }

  @Test func whatDoesNotHelpDoesNotHinderTheRest() throws {
    let bad = (0..<7).map { "c\($0): { descripton: d, description: e, \(plain) }" }
    let good = (0..<9).map { "d\($0): { deprecated: no, \(plain) }" }
    try folder.write("m/late.yaml", Self.store((bad + good).joined(separator: "\n  ")))
    let result = dsgen("check", "m", "--fix", "--format", "concise", in: folder)
    #expect(codes(result) == Array(repeating: "field-unknown", count: 7))
    #expect(result.err.contains("fixed 9 findings in 1 file: 9 of value-invalid"))
    #expect(result.exit == 1)
  }

  private static func store(_ datasets: String, head: String = "", kind: String = "Datastore")
    -> String
  {
    """
    kind: \(kind)
    name: late
    team: main/shop
    \(head)ingestion:
      { type: kafka, container: events, credential: shop_kafka, format: debezium, topic: "late.{dataset}" }
    datasets:
      \(datasets)

    """
  }

  private static func reader(_ reads: String) -> String {
    """
    kind: Workspace
    name: late
    team: main/shop
    groups:
      g:
        reads:
          \(reads)
    ---
    kind: Assignments
    groups:
      late.g: [{ platform: prod, status: provisioned }]

    """
  }

  private static func suppressions(_ objects: String...) -> String {
    "kind: Suppressions\nsuppressions:\n"
      + objects.map {
        "  - { rule: dataset-unclassified, object: \($0), reason: r, owner: main/shop, expires: 2026-12-31 }\n"
      }.joined() + "---\n"
  }
}

private let plain = "classification: IP, columns: { id: bigint primary key }"
