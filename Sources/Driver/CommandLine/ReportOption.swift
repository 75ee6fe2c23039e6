internal import Reports

/// `--report FORMAT=FILE`: a further report of the findings.
struct ReportOption: Sendable {
  let format: ReportFormat
  /// `-`: standard output.
  let file: String

  /// Those of a command line, which must all have a place of their own.
  static func all(_ arguments: Arguments) throws -> [ReportOption] {
    let options = try arguments.all(.report).map { try ReportOption($0) }
    var files: Set<String> = []
    for option in options where !files.insert(option.file).inserted {
      let place = option.file == "-" ? "standard output" : option.file
      throw Failure.usage(
        "two reports go to \(place)", help: "--report wants a file of its own for each")
    }
    if files.contains("-"), printsItself(arguments) {
      throw Failure.usage(
        "`dsgen \(arguments.verb.rawValue)` prints something else on standard output already",
        help: arguments.verb == .check
          ? "--format prints the findings in another form" : "--report wants a file here")
    }
    return options
  }

  private init(_ text: String) throws {
    guard let equals = text.firstIndex(of: "="), text.index(after: equals) < text.endIndex else {
      throw Failure.usage(
        "--report wants FORMAT=FILE, not `\(text)`", help: "for instance --report json=findings")
    }
    format = try Formats.parse(String(text[..<equals]))
    file = String(text[text.index(after: equals)...])
  }

  /// Only a command that writes files has nothing to print.
  private static func printsItself(_ arguments: Arguments) -> Bool {
    switch arguments.verb {
    case .render, .bootstrap: arguments.has(.check) || arguments.has(.dryRun)
    default: true
    }
  }
}
