import Foundation

/// The built program as a process of its own, for what only a process can show.
final class Program {
  private let process = Process()
  private let out = Pipe()
  private let err = Pipe()

  /// Beside the test bundle, where the build puts it.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["DSGEN"] { return named }
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return bundle.appending(path: "dsgen").path
  }()

  init(
    _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws {
    process.executableURL = URL(filePath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = environment
    process.standardOutput = out
    process.standardError = err
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for its end; what it has said.
  func finish() -> RunResult {
    let output = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return RunResult(exit: process.terminationStatus, out: output, err: errors)
  }

  /// Reads standard error until it holds a text, or ends.
  func waitForError(_ text: String) -> Bool {
    var seen = ""
    while !seen.contains(text) {
      let data = err.fileHandleForReading.availableData
      if data.isEmpty { return false }
      seen += String(decoding: data, as: UTF8.self)
    }
    return true
  }
}
