internal import Diagnostics
internal import Emit

/// What a command works with.
struct Context: Sendable {
  let arguments: Arguments
  let settings: Settings
  let console: Console
  let progress: Progress
  let statistics = Statistics()
  let environment: [String: String]
  /// The folder that relative paths are meant from.
  let folder: String

  func operand(_ index: Int) -> String? {
    index < arguments.operands.count ? arguments.operands[index] : nil
  }

  func begin(_ phase: String, total: Int = 0) {
    statistics.begin(phase)
    progress.begin(phase, total: total)
  }
}

/// From a verb to what does it.
enum Commands {
  static func run(_ session: Session) throws -> ExitCode {
    let arguments = try Arguments(session.arguments, environment: session.environment)
    let console = console(session, arguments)
    if arguments.has(.help) {
      try console.out.write(HelpPage.page(arguments.verb))
      return .clean
    }
    let context = Context(
      arguments: arguments, settings: try Settings(arguments), console: console,
      progress: Progress(console), environment: session.environment, folder: session.folder)
    defer { context.progress.stop() }
    let exit = try command(arguments.verb)(context)
    context.progress.stop()
    if context.settings.wantsStats { try console.err.write(context.statistics.text) }
    return exit
  }

  private static func command(_ verb: Verb) -> (Context) throws -> ExitCode {
    switch verb {
    case .check: CheckCommand.run
    case .render: { try RenderCommand.run($0, .render) }
    case .bootstrap: { try RenderCommand.run($0, .bootstrap) }
    case .diff: DiffCommand.run
    case .review: ReviewCommand.run
    case .graph: GraphCommand.run
    case .slices: SlicesCommand.run
    case .secrets: SecretsCommand.run
    case .why: WhyCommand.run
    case .where: WhereCommand.run
    case .explain: ExplainCommand.run
    case .completions: completions
    case .help: help
    case .version: version
    }
  }

  private static func console(_ session: Session, _ arguments: Arguments) -> Console {
    let when = arguments.last(.color) ?? "auto"
    let isAllowed =
      session.environment["NO_COLOR", default: ""].isEmpty && session.environment["TERM"] != "dumb"
    func color(_ output: Output) -> Bool {
      when == "always" || when == "auto" && isAllowed && output.isTerminal
    }
    return Console(
      out: session.out, err: session.err, colorOut: color(session.out),
      colorErr: color(session.err), isQuiet: arguments.has(.quiet))
  }

  private static func completions(_ context: Context) throws -> ExitCode {
    try context.console.out.write(Completions.script(for: context.operand(0) ?? ""))
    return .clean
  }

  private static func help(_ context: Context) throws -> ExitCode {
    guard let word = context.operand(0) else {
      try context.console.out.write(HelpPage.overview)
      return .clean
    }
    guard let verb = Verb(rawValue: word) else {
      let near = nearest(to: word, among: Verb.allCases.map(\.rawValue))
      throw Failure.usage(
        "there is no command `\(word)`", help: near.map { "did you mean `\($0)`?" })
    }
    try context.console.out.write(HelpPage.page(verb))
    return .clean
  }

  private static func version(_ context: Context) throws -> ExitCode {
    if context.arguments.last(.form) == "json" {
      var json = JSONWriter()
      json.object(nil, .inline) {
        $0.field("schemaVersion", 1)
        $0.field("version", Version.dsgen)
        $0.field("manifestFormat", Version.manifestFormat)
      }
      json.newline()
      try context.console.out.write(json.take())
    } else {
      try context.console.out.write("dsgen \(Version.dsgen)\n")
    }
    return .clean
  }
}
