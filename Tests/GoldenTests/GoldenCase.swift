import Foundation
import Testing

/// A folder below `Tests/Golden/cases`: a model, and what dsgen makes of it.
struct GoldenCase: CustomTestStringConvertible, Sendable {
  let name: String

  var testDescription: String { name }
  var folder: URL { Self.cases.appending(path: name) }
  var input: URL { folder.appending(path: "input") }
  var expected: URL { folder.appending(path: "expected") }
  /// Whether the model has faults: then there is no tree, only what is said of it.
  var isFaulty: Bool { name.hasPrefix("errors-") }

  /// The cases whose bootstrap tree is kept too: it is long, and much the same for all.
  static let bootstrapped: Set = [
    "external-services", "hostile-text", "minimal", "transformer-chain",
  ]

  /// The case that keeps the files that are the same in all trees.
  static let withConstants = "minimal"
  static let constants = ["run", "sql/platform.sql", "sql/infrastructure.sql"]
  static let withAll = cases.appending(path: "\(withConstants)/expected/generated/prod")

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let cases = root.appending(path: "Tests/Golden/cases")
  static let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

  static let all: [GoldenCase] =
    ((try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? [])
    .filter { !$0.hasPrefix(".") }.sorted().map { GoldenCase(name: $0) }
}

/// The program beside the tests.
enum Program {
  static let url = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "dsgen")

  struct Outcome {
    var status: Int32
    /// Standard output, then standard error.
    var text: String
  }

  /// Runs dsgen in an environment that must not matter.
  static func run(_ arguments: [String], in folder: URL) throws -> Outcome {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"]
    let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: output) }
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    return Outcome(
      status: process.terminationStatus, text: try String(contentsOf: output, encoding: .utf8))
  }
}

/// The files of a folder by their paths in it; the record of a run is not part of what is compared.
func tree(_ folder: URL) throws -> [String: Data] {
  var files: [String: Data] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
    let parts = path.split(separator: "/")
    guard parts.last != "run.json", !parts.contains(where: { $0.hasPrefix(".") }) else { continue }
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.appending(path: path).path)
    guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
    files[path] = try Data(contentsOf: folder.appending(path: path))
  }
  return files
}
