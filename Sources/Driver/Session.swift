/// One run of dsgen: all that it takes from its surroundings. Tests make their own.
public struct Session: Sendable {
  let arguments: [String]
  let environment: [String: String]
  /// The folder that relative paths are meant from.
  let folder: String
  let out: Output
  let err: Output

  /// - Parameter arguments: without the program's name.
  public init(
    arguments: [String], environment: [String: String] = [:], folder: String = ".",
    out: Output = Output(descriptor: 1), err: Output = Output(descriptor: 2)
  ) {
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.out = out
    self.err = err
  }

  /// Runs the command; the result is the process's exit code.
  public func run() -> Int32 {
    var exit = ExitCode.clean
    do {
      exit = try Commands.run(self)
      try out.flush()
      try err.flush()
    } catch is ClosedPipe {
      // Who read the output has seen enough.
    } catch is Interruption {
      exit = .interrupted
      tell("interrupted; every file is whole, and the next run completes what this one began")
    } catch let failure as Failure {
      exit = failure.exit
      tell(failure.message + (failure.help.map { "\n  help: " + $0 } ?? ""))
    } catch let error as SystemError {
      exit = .disk
      tell(error.message)
    } catch {
      exit = .bug
      tell("this is a bug in dsgen; please report it: \(error)")
    }
    try? out.flush()
    return exit.rawValue
  }

  private func tell(_ text: String) {
    try? out.flush()
    try? err.write("dsgen: " + text + "\n")
    try? err.flush()
  }
}
