import Foundation

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
    FileManager.default.createFile(atPath: output.path, contents: nil)
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
  for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
    let url = folder.appending(path: path)
    guard !url.hasDirectoryPath, path.split(separator: "/").last != "run.json",
      !path.split(separator: "/").contains(where: { $0.hasPrefix(".") })
    else { continue }
    var isFolder: ObjCBool = false
    FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    if !isFolder.boolValue { files[path] = try Data(contentsOf: url) }
  }
  return files
}
