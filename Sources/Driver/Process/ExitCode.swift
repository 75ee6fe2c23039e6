/// How a run ended. Part of the contract with users.
public enum ExitCode: Int32, Sendable {
  case clean = 0
  /// Errors were found; or warnings, with `--fail-on warning`.
  case findings = 1
  /// The command line is wrong, or something that must be read can't be.
  case usage = 2
  /// `--check`: something would change.
  case differences = 3
  /// Not the owner, or breaking.
  case refused = 4
  case overBudget = 5
  /// A bug in dsgen.
  case bug = 70
  /// The disk is full or can't be written.
  case disk = 74
  case interrupted = 130

  /// Where several hold, the one that comes first here is told.
  private static let precedence: [ExitCode] = [
    .bug, .interrupted, .disk, .usage, .findings, .refused, .overBudget, .differences, .clean,
  ]

  public func and(_ other: ExitCode) -> ExitCode {
    Self.precedence.first { $0 == self || $0 == other } ?? self
  }
}

/// Why a command stopped: told in words on standard error.
struct Failure: Error, Sendable {
  let exit: ExitCode
  let message: String
  var help: String?

  init(_ exit: ExitCode, _ message: String, help: String? = nil) {
    self.exit = exit
    self.message = message
    self.help = help
  }

  static func usage(_ message: String, help: String? = nil) -> Failure {
    Failure(.usage, message, help: help)
  }
}

/// Who reads the output has gone: the command ends without a word.
struct ClosedPipe: Error {}

/// The user has interrupted the run.
struct Interruption: Error {}
