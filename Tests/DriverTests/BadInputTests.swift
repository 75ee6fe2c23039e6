import Testing

@testable import Driver

/// What is wrong before a model can be judged: each gives a message, an exit code, and no file.
@Suite struct BadInputTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("model/dsgen.yaml", "kind: Ecosystem\n")
    try folder.write(
      "sound/dsgen.yaml",
      "kind: Ecosystem\nname: Sound\nrepository: a/model@owner\nlive: a/model@main\nzones: { Z: a/z@main }\n"
    )
    try folder.write("sound/zones/z/zone.yaml", "kind: Zone\nname: Z\n")
    try folder.write("plain.txt", "")
    try folder.write("empty/readme.md", "")
    try folder.write("nobody/dsgen.yaml", "kind: Team\nname: a\nzone: Z\n")
    try folder.write("owned/dsgen.yaml", "kind: Ecosystem\n")
    try folder.write("owned/dsgen-manifest.json", "{}")
  }

  /// A command line, the exit code, and what is said.
  static let rows: [(line: String, exit: Int32, message: String)] = [
    ("", 2, "no command given"),
    ("fly", 2, "there is no command `fly`"),
    ("check", 2, "no model here"),
    ("check nowhere", 2, "there is no folder nowhere"),
    ("check plain.txt", 2, "plain.txt is not a folder"),
    ("check empty", 2, "empty is no model: it holds no dsgen.yaml"),
    ("check owned", 2, "owned is an output folder of dsgen"),
    ("check git:HEAD", 2, "git:HEAD: this folder is in no git repository"),
    ("check model --platform nowhere", 2, "the model has no platform `nowhere`"),
    ("check model --jobs 0", 2, "--jobs wants a number from 1 to 1024"),
    ("check model --jobs x", 2, "--jobs wants a number from 1 to 1024"),
    ("check model --report json", 2, "--report wants FORMAT=FILE"),
    ("check model --report xml=f", 2, "there is no format `xml`"),
    ("check model --report json=f --report text=f", 2, "two reports go to f"),
    ("render model --report json=- --report text=-", 2, "two reports go to standard output"),
    ("check model --report sarif=-", 2, "prints something else on standard output already"),
    ("render model --check --report json=-", 2, "prints something else on standard output already"),
    ("check model --max-findings few", 2, "--max-findings wants a number"),
    ("check model --max-findings -1", 2, "--max-findings wants a number"),
    ("check model --today tomorrow", 2, "--today wants a day, not `tomorrow`"),
    ("check model --today 2026-02-29", 2, "--today wants a day"),
    ("check model --select crm", 2, "no datastore `crm`"),
    ("check model", 1, "field-missing"), ("check nobody", 1, "no `kind: Ecosystem` document"),
    ("render model --out out", 1, "nothing was written"),
    ("render sound --out -", 2, "writes a folder, which `-` is not"),
    ("render sound --out sound", 2, "sound holds the model itself"),
    ("bootstrap sound --out sound/zones", 2, "sound/zones holds files of the model"),
    ("bootstrap model --select a --out out", 2, "--select does not go with it"),
    ("explain no-such-code", 2, "there is no diagnostic `no-such-code`"),
    ("explain file-to-large", 2, "did you mean `file-too-large`?"),
    ("completions tcsh", 2, "Shells: bash, fish, zsh"),
    ("help fly", 2, "there is no command `fly`"),
    ("why empty", 2, "empty is a folder"), ("why plain.txt", 2, "is in no output folder of dsgen"),
  ]

  @Test(arguments: rows)
  func isSaidClearly(_ row: (line: String, exit: Int32, message: String)) {
    let before = folder.tree()
    let result = run(row.line)
    #expect(result.exit == row.exit)
    #expect((result.out + result.err).contains(row.message), "\(result.out)\(result.err)")
    #expect(folder.tree() == before)
  }

  static let good: [(line: String, output: String)] = [
    ("version", "dsgen 0."), ("--version", "dsgen 0."), ("help", "usage: dsgen VERB"),
    ("help check", "usage: dsgen check [DIR|git:REF] [OPTIONS]"),
    ("check --help", "usage: dsgen check"),
    ("explain", "file-too-large"), ("explain file-too-large", "file-too-large (error)"),
    ("version --as json", "{\"schemaVersion\": 1"),
  ]

  @Test(arguments: good)
  func worksWithoutAModel(_ row: (line: String, output: String)) {
    let result = run(row.line)
    #expect(result.exit == 0 && result.err.isEmpty)
    #expect(result.out.contains(row.output), "\(result.out)")
  }

  @Test func findingsInTwoFormatsAtOnce() {
    let result = run("check model --format concise --report json=findings.json")
    #expect(result.exit == 1)
    #expect(result.out.contains("model/dsgen.yaml:1:"))
    let report = folder.read("findings.json") ?? ""
    #expect(report.hasPrefix("{\"schemaVersion\": 1, \"code\": \""))
    #expect(report.split(separator: "\n").count == result.out.split(separator: "\n").count)
  }

  @Test func everyFormatAtOnce() {
    let names = ["text", "concise", "json", "sarif", "junit", "github", "gitlab", "markdown"]
    let reports = names.map { "--report \($0)=out/\($0)" }.joined(separator: " ")
    let result = run("check model --format concise \(reports)")
    #expect(result.exit == 1)
    for name in names {
      let report = folder.read("out/\(name)") ?? ""
      #expect(report.contains("field-missing"), "\(name)")
      #expect(run("check model --format \(name)").out == report)
    }
    let files = folder.tree("out").keys.filter { !$0.hasSuffix("/") }
    #expect(files.sorted() == names.sorted())
  }

  @Test func aReportOnStandardOutput() {
    let result = run("render model --format concise --report sarif=-")
    #expect(result.exit == 1 && result.out.hasPrefix("{\n  \"$schema\""))
    #expect(result.err.contains("error[field-missing]"))
  }

  @Test func noMoreFindingsThanAskedFor() throws {
    try folder.write("model/team.yaml", "kind: Team\nname: a\nzone: Z\nx: 1\n")
    let lines = run("check model --format concise --max-findings 1").out.split(separator: "\n")
    #expect(lines.count == 2 && lines[1].hasPrefix("dsgen: note: "))
    let all = run("check model --format concise").out
    #expect(run("check model --format concise --max-findings 0").out == all)
    #expect(all.split(separator: "\n").count > 2)
  }

  /// The same findings whatever the number of threads.
  @Test func threadsChangeNothing() throws {
    for index in 0..<40 {
      try folder.write(
        "model/f\(index).yaml", "kind: Team\nname: t\(index)\nzone: Z\nx: \(index)\n")
    }
    let one = run("check model --jobs 1 --format json")
    let eight = run("check model --jobs 8 --format json")
    #expect(one.exit == 1 && one.out == eight.out)
    #expect(one.out.split(separator: "\n").count > 40)
  }

  @Test func quietSaysNothingInPassing() {
    #expect(run("check model --quiet").err.isEmpty)
    #expect(!run("check model").err.isEmpty)
  }

  private func run(_ line: String) -> RunResult {
    let out = Output(descriptor: nil)
    let err = Output(descriptor: nil)
    let session = Session(
      arguments: line.split(separator: " ").map(String.init), folder: folder.path, out: out,
      err: err)
    return RunResult(exit: session.run(), out: out.text, err: err.text)
  }
}
