import Foundation

/// A repository made by git itself.
struct GitFixture {
  let folder: TemporaryFolder

  /// - Parameter name: where it is, below the folder.
  init(in folder: TemporaryFolder) throws {
    self.folder = folder
    try git("init", "-q", "-b", "main")
  }

  /// Adds everything and commits it.
  func commit(_ message: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
  }

  /// Runs git; what it says, without the line's end.
  @discardableResult
  func git(_ arguments: String..., input: [UInt8] = []) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.path, "-c", "core.quotePath=false"] + arguments
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
      "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    ]
    let out = Pipe()
    let into = Pipe()
    process.standardOutput = out
    process.standardInput = into
    try process.run()
    try into.fileHandleForWriting.write(contentsOf: Data(input))
    try into.fileHandleForWriting.close()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GitFailure(command: arguments.joined(separator: " "))
    }
    return text.trimmingCharacters(in: .newlines)
  }

  /// A commit of a tree that git itself would not make: entries as they are, in one folder.
  func commit(raw entries: [(mode: String, name: [UInt8], id: String)]) throws -> String {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += Array(entry.mode.utf8) + [0x20] + entry.name + [0]
      bytes += stride(from: 0, to: 40, by: 2).map { at in
        UInt8(entry.id.dropFirst(at).prefix(2), radix: 16)!
      }
    }
    let tree = try git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", input: bytes)
    return try git("commit-tree", tree, "-m", "raw")
  }

  func blob(_ text: String) throws -> String {
    try git("hash-object", "-w", "--stdin", input: Array(text.utf8))
  }

  /// Where a loose object lies, below the folder.
  func path(ofObject id: String) -> String {
    ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
  }
}

struct GitFailure: Error { let command: String }
