import Testing

@testable import Driver

/// What options make of the findings of one model: the starter example, and a store with two datasets
/// that have no classification, one of them suppressed.
@Suite struct FindingOptionsTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try BulkModel(datasets: 1, slices: 1).write("m", in: folder)
    try folder.write("m/late.yaml", late)
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let line: String
    var environment: [String: String] = [:]
    let exit: Int32
    /// Code and place of each finding.
    let told: [String]
    var testDescription: String { "\(environment) \(line)" }
  }

  static let open = "dataset-unclassified m/late.yaml:8:3"
  static let unused = "suppression-unused m/late.yaml:16:13"
  static let expired = "suppression-expired m/late.yaml:15:89"
  static let rows: [Row] = [
    Row(line: "check m", exit: 0, told: [open, unused]),
    Row(line: "check m --fail-on warning", exit: 1, told: [open, unused]),
    Row(line: "check m --today 2026-12-31", exit: 0, told: [open, unused]),
    Row(
      line: "check m --today 2027-01-01", exit: 0,
      told: ["dataset-unclassified m/late.yaml:7:3", open, expired, unused]),
    Row(
      line: "check m", environment: ["DSGEN_TODAY": "2027-01-01"], exit: 0,
      told: ["dataset-unclassified m/late.yaml:7:3", open, expired, unused]),
    Row(line: "check m --select late", exit: 0, told: [open]),
    Row(line: "check m --select late.a --fail-on warning", exit: 0, told: []),
    Row(line: "check m --select shop", exit: 0, told: [unused]),
    Row(line: "check m --platform prod", exit: 0, told: [open, unused]),
    Row(
      line: "check m --preview", exit: 0,
      told: [open, unused, "description-missing m/late.yaml:19:7"]),
    Row(line: "check m --select books --fail-on warning", exit: 0, told: []),
    Row(
      line: "check m --select books --fail-on warning", environment: ["DSGEN_PREVIEW": "1"],
      exit: 1, told: ["description-missing m/late.yaml:19:7"]),
  ]

  @Test(arguments: rows) func tells(_ row: Row) {
    let result = run(row.line + " --format concise", row.environment)
    let told = result.out.split(separator: "\n").map { line in
      let parts = line.split(separator: " ")
      let code = line.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
      return "\(code) \(parts[0].dropLast(parts[0].hasSuffix(":") ? 1 : 0))"
    }
    #expect(told == row.told, "\(result.out)\(result.err)")
    #expect(result.exit == row.exit, "\(result.err)")
  }

  @Test func saysThatNothingHasExpired() {
    #expect(run("check m").err.contains("--today DATE gives the day"))
    #expect(!run("check m --today 2026-01-01").err.contains("--today"))
    #expect(!run("check m --quiet").err.contains("--today"))
  }

  /// Each file is a share of its own, so that threads divide them otherwise for each number.
  @Test func theOrderIsThatOfPlacesForAnyNumberOfThreads() throws {
    for file in 0..<5 {
      let datasets = (0..<60).map {
        "  d\($0): { clasification: IP, columns: { id: bigint \(file) } }\n"
      }
      try folder.write(
        "m/many\(file).yaml",
        "kind: Datastore\nname: many\(file)\nteam: main/shop\ningestion: { type: transformer }\n"
          + "datasets:\n" + datasets.joined() + "#" + String(repeating: "x", count: 70_000) + "\n")
    }
    let all = [1, 2, 5].map { run("check m --format json --jobs \($0)").out }
    #expect(all[0].split(separator: "\n").count > 600)
    #expect(all[1] == all[0])
    #expect(all[2] == all[0])
    let places = run("check m --format concise --max-findings 0").out.split(separator: "\n")
      .filter { $0.hasPrefix("m/many") }.map { $0.prefix { $0 != "." } }
    #expect(places == places.sorted())
  }

  private func run(_ line: String, _ environment: [String: String] = [:]) -> RunResult {
    let words = line.split(separator: " ").map(String.init)
    let out = Output(descriptor: nil)
    let err = Output(descriptor: nil)
    let session = Session(
      arguments: words, environment: environment, folder: folder.path, out: out, err: err)
    return RunResult(exit: session.run(), out: out.text, err: err.text)
  }
}

private let late = """
  kind: Datastore
  name: late
  team: main/shop
  production: false
  ingestion: { type: kafka, container: events, credential: shop_kafka, topic: "late.{dataset}" }
  datasets:
    a: { columns: { id: bigint primary key } }
    b: { columns: { id: bigint primary key } }
  # Nobody reads them.


  ---
  kind: Suppressions
  suppressions:
    - { rule: dataset-unclassified, object: late.a, reason: r, owner: main/shop, expires: 2026-12-31 }
    - { rule: dataset-unclassified, object: shop, reason: r, owner: main/shop, expires: 2027-12-31 }
  ---
  kind: Datastore
  name: books
  team: main/shop
  production: true
  ingestion: { type: kafka, container: events, credential: shop_kafka, topic: "books.{dataset}" }
  datasets:
    a: { description: d, classification: IP, columns: { id: bigint primary key } }

  """
