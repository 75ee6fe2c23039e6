import Diagnostics
import Testing

@testable import Driver

/// `--write-baseline` and `--baseline`: a legacy estate is checked from today on.
@Suite struct BaselineTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try BulkModel(datasets: 1, slices: 1).write("m", in: folder)
    try write("a", "b")
  }

  /// Datasets without classification, and one without a key.
  private func write(_ names: String..., above: String = "", head: String = "") throws {
    let datasets = names.map {
      $0 == "keyless"
        ? "  keyless: { classification: IP, columns: { id: bigint } }\n"
        : "  \($0): { columns: { id: bigint primary key } }\n"
    }
    try folder.write(
      "m/late.yaml",
      """
      \(above)kind: Datastore
      name: late
      team: main/shop
      \(head)ingestion: { type: kafka, container: events, credential: shop_kafka, topic: "late.{dataset}" }
      datasets:
      \(datasets.joined())
      """)
  }

  @Test func theFileIsSortedAndReadable() throws {
    try write("b", "a", "keyless")
    let result = dsgen("check", "m", "--write-baseline", "known.json", in: folder)
    #expect(result.exit == 0)
    #expect(result.out == "")
    #expect(result.err.contains("3 findings written to known.json"))
    let text = try #require(folder.read("known.json"))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 8)
    #expect(lines[1] == "  \"schemaVersion\": 1,")
    #expect(lines[3].hasPrefix("    {\"code\": \"dataset-unclassified\", \"object\": \"late.a\", "))
    #expect(lines[4].contains("\"late.b\""))
    #expect(
      lines[5].contains(
        "\"message\": \"dataset `keyless` has no key\", \"count\": 1, \"fingerprint\": \""))
    // Written again it is the same, whatever the order of the model's lines.
    try write("keyless", "a", "b", above: "# moved\n\n")
    _ = dsgen("check", "m", "--write-baseline", "known.json", in: folder)
    #expect(folder.read("known.json") == text)
  }

  @Test func onlyWhatIsNewIsTold() throws {
    _ = dsgen("check", "m", "--write-baseline", "known.json", in: folder)
    let known = check()
    #expect(known.out == "")
    #expect(known.err.contains("2 findings are in the baseline known.json and not told"))
    try write("a", "b", "c", above: "# moved\n")
    let grown = check("--fail-on", "warning")
    #expect(grown.exit == 1)
    #expect(grown.out.contains("m/late.yaml:9:3: warning[dataset-unclassified]"))
    #expect(grown.out.split(separator: "\n").count == 1)
    let clean = dsgen(
      "check", "m", "--fail-on", "warning", in: folder,
      environment: ["DSGEN_BASELINE": "known.json"])
    #expect(clean.out == check("--fail-on", "warning", format: "text").out)
  }

  @Test func errorsInItGiveExitZeroAndStillStopWhatWrites() throws {
    try write("keyless")
    #expect(check(baseline: nil).exit == 1)
    _ = dsgen("check", "m", "--write-baseline", "known.json", in: folder)
    #expect(check().exit == 0)
    #expect(dsgen("render", "m", "--out", "out", in: folder).exit == 1)
    #expect(dsgen("render", "m", "--baseline", "known.json", in: folder).exit == 2)
  }

  @Test func whatIsNoLongerFoundIsStale() throws {
    _ = dsgen("check", "m", "--write-baseline", "known.json", in: folder)
    try write("a")
    let result = check()
    #expect(
      result.out.contains("known.json: note[baseline-stale]: `dataset-unclassified` of `late.b`"))
    #expect(result.out.split(separator: "\n").count == 1)
    #expect(result.exit == 0)
    // Of another object nothing is said.
    #expect(check("--select", "late.a").out == "")
    #expect(check("--select", "late").out.contains("baseline-stale"))
    // Nor where a file cannot be read to its end.
    try folder.write("m/broken.yaml", "kind: Team\n\tname: x\n")
    #expect(!check().out.contains("baseline-stale"))
    try folder.remove("m/broken.yaml")
    // A CI may want it to shrink.
    let text = try #require(folder.read("m/dsgen.yaml"))
    try folder.write("m/dsgen.yaml", text + "rules: { baseline-stale: error }\n")
    #expect(check().exit == 1)
  }

  @Test func ofEqualFindingsTheNumberCounts() {
    let rule = Rule(code: "c", severity: .note, summary: "", why: "", wrong: "", right: "")
    func found(_ count: Int) -> [Diagnostic] {
      (0..<count).map { _ in Diagnostic(rule, "m", at: nil, path: "p") }
    }
    let baseline = Baseline(found(3), sources: NoSources())
    #expect(baseline.entries.map(\.count) == [3])
    #expect(baseline.split(found(3), sources: NoSources()).new.isEmpty)
    #expect(baseline.split(found(5), sources: NoSources()).new.count == 2)
    #expect(baseline.split(found(1), sources: NoSources()).stale.map(\.count) == [2])
  }

  @Test(arguments: [
    (
      #"{"schemaVersion": 1, "findings": [}"#,
      "known.json:1:35: this is no baseline: a value is wanted here"
    ),
    (
      "{\n  \"schemaVersion\": 1\n}\n",
      "known.json:1:1: this is no baseline: the field `findings` is missing"
    ),
    (#"{"schemaVersion": 2, "findings": []}"#, "its schemaVersion is 2, this dsgen knows 1"),
    (#"[1]"#, "an object in { } is wanted here"), ("", "a value is missing at the end"),
    (
      "{\"schemaVersion\": 1,\n \"findings\": [{\"code\": 7}]}",
      "known.json:2:15: this is no baseline: the field `fingerprint` is missing"
    ),
    ("{\"schemaVersion\": 1, \"findings\": {}}", "`findings` is a list"),
    ("{\"schemaVersion\": 1, \"findings\": []} x", "nothing may follow the value"),
    ("<<<<<<< HEAD\n", "known.json:1:1"), (#"{"a": "\ud800"}"#, "this is no escape"),
    (#"{"a": "b"#, "the quote is never closed"), (#"{"a" 1}"#, "a `:` is missing here"),
  ])
  func aDamagedOneIsToldWithItsPlace(_ text: String, _ message: String) throws {
    try folder.write("known.json", text)
    let result = check()
    #expect(result.exit == 2)
    #expect(result.err.contains(message), "\(result.err)")
  }

  @Test func oneThatIsMissingIsTold() {
    let result = check()
    #expect(result.exit == 2)
    #expect(result.err.contains("the baseline known.json cannot be read: No such file"))
  }

  @Test func noneIsWrittenOfHalfAModel() throws {
    try folder.write("m/broken.yaml", "kind: Team\n\tname: x\n")
    let result = dsgen("check", "m", "--write-baseline", "known.json", in: folder)
    #expect(result.exit == 1)
    #expect(result.err.contains("no baseline was written"))
    #expect(folder.read("known.json") == nil)
    #expect(dsgen("check", "m", "--write-baseline", "k", "--select", "late", in: folder).exit == 2)
  }

  private func check(
    _ more: String..., baseline: String? = "known.json", format: String = "concise"
  ) -> RunResult {
    let out = Output(descriptor: nil)
    let err = Output(descriptor: nil)
    let session = Session(
      arguments: ["check", "m", "--format", format] + (baseline.map { ["--baseline", $0] } ?? [])
        + more, folder: folder.path, out: out, err: err)
    return RunResult(exit: session.run(), out: out.text, err: err.text)
  }
}

/// No finding of these tests has a place.
private final class NoSources: SourceLookup {
  func path(of file: FileID) -> String { "" }
  func source(_ file: FileID) -> SourceFile? { nil }
}
