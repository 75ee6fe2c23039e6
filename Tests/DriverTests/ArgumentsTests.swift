import Testing

@testable import Driver

@Suite struct ArgumentsTests {
  /// A command line, the environment, an option, its values.
  static let values: [(line: String, variable: String, flag: Flag, values: [String])] = [
    ("check --jobs 4", "", .jobs, ["4"]),
    ("check --jobs=4", "", .jobs, ["4"]),
    ("check -j4", "", .jobs, ["4"]),
    ("check -j 4", "", .jobs, ["4"]),
    ("check -qj4", "", .jobs, ["4"]),
    ("check --platform a -p b", "", .platform, ["a", "b"]),
    ("check", "DSGEN_JOBS=3", .jobs, ["3"]),
    ("check --jobs 4", "DSGEN_JOBS=3", .jobs, ["4"]),
    ("check", "DSGEN_PLATFORM=a,b", .platform, ["a", "b"]),
    ("check --report json=x", "DSGEN_REPORT=text=y", .report, ["json=x"]),
    ("render --out=x=y", "", .out, ["x=y"]),
    ("check", "DSGEN_OUT=x", .out, []),
    ("render", "DSGEN_OUT=x", .out, ["x"]),
    ("check", "DSGEN_JOBS=", .jobs, []),
  ]

  @Test(arguments: values)
  func optionsAreTaken(
    _ row: (line: String, variable: String, flag: Flag, values: [String])
  ) throws {
    let arguments = try Arguments(words(row.line), environment: environment(row.variable))
    #expect(arguments.all(row.flag) == row.values)
  }

  static let switches: [(line: String, variable: String, isOn: Bool)] = [
    ("check --quiet", "", true), ("check -q", "", true), ("check", "", false),
    ("check", "DSGEN_QUIET=1", true), ("check", "DSGEN_QUIET=0", false),
    ("check", "DSGEN_QUIET=false", false),
  ]

  @Test(arguments: switches)
  func switchesAreTaken(_ row: (line: String, variable: String, isOn: Bool)) throws {
    let arguments = try Arguments(words(row.line), environment: environment(row.variable))
    #expect(arguments.has(.quiet) == row.isOn)
  }

  static let operands: [(String, [String])] = [
    ("check", []), ("check m", ["m"]), ("check -- --m", ["--m"]), ("check -", ["-"]),
    ("check --jobs 2 m", ["m"]), ("why f:3 m", ["f:3", "m"]),
  ]

  @Test(arguments: operands)
  func operandsAreTaken(_ line: String, _ expected: [String]) throws {
    #expect(try Arguments(words(line), environment: [:]).operands == expected)
  }

  /// A wrong command line, and what the message must hold.
  static let mistakes: [(line: String, variable: String, message: String)] = [
    ("", "", "no command given"),
    ("chekc", "", "did you mean `check`?"),
    ("check --jbos 3", "", "did you mean `--jobs`?"),
    ("check --out x", "", "has no option `--out`"),
    ("check --jobs", "", "`--jobs` wants a value: N"),
    ("render --out=", "", "`--out` wants a value, not an empty one: OUT"),
    ("check --quiet=1", "", "takes no value"),
    ("check -x", "", "no option `-x`"),
    ("check a b", "", "`b` is one argument too many"),
    ("why", "", "FILE[:LINE] is missing"),
    ("check --format xml", "", "Formats: text, concise, json"),
    ("check --format jsno", "", "did you mean `json`?"),
    ("check --color no", "", "one of auto, always, never"),
    ("check", "DSGEN_COLOR=no", "`DSGEN_COLOR`"),
  ]

  @Test(arguments: mistakes)
  func mistakesAreNamed(_ row: (line: String, variable: String, message: String)) {
    do {
      _ = try Arguments(words(row.line), environment: environment(row.variable))
      Issue.record("`\(row.line)` was accepted")
    } catch let failure as Failure {
      let text = failure.message + " " + (failure.help ?? "")
      #expect(text.contains(row.message), "\(text)")
      #expect(failure.exit == .usage)
    } catch {
      Issue.record(error)
    }
  }

  /// Every option is in the help of its verb and in the completions of every shell.
  @Test func everythingIsInHelpAndCompletions() throws {
    let scripts = try Completions.shells.map(Completions.script(for:))
    for verb in Verb.allCases {
      let page = HelpPage.page(verb)
      for flag in verb.declaration.flags {
        #expect(page.contains("--\(flag.name)"))
        #expect(scripts.allSatisfy { $0.contains(flag.name) })
      }
      #expect(HelpPage.overview.contains("  \(verb.rawValue) "))
    }
    #expect(HelpPage.overview.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  private func environment(_ text: String) -> [String: String] {
    guard let equals = text.firstIndex(of: "=") else { return [:] }
    return [String(text[..<equals]): String(text[text.index(after: equals)...])]
  }
}
