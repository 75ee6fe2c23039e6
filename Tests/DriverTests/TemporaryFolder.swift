import Foundation

/// A folder that vanishes with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let name = "dsgen-test-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appending(path: name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func url(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

  /// The path of something in it.
  func at(_ name: String) -> String { path + "/" + name }

  func write(_ name: String, _ text: String) throws {
    let file = url(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ name: String) -> String? {
    (try? Data(contentsOf: url(name))).map { String(decoding: $0, as: UTF8.self) }
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url(name).path, withDestinationPath: target)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

  /// A file that says it has many bytes and takes no room.
  func makeSparse(_ name: String, bytes: UInt64) throws {
    try write(name, "")
    let file = try FileHandle(forWritingTo: url(name))
    try file.truncate(atOffset: bytes)
    try file.close()
  }

  /// Everything below, with the bytes of files; folders end with `/`.
  func tree(_ name: String = "") -> [String: String] {
    let start = url(name)
    var found: [String: String] = [:]
    let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
    while let file = walk?.nextObject() as? URL {
      let path = String(file.path.dropFirst(start.path.count)).drop { $0 == "/" }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      found[String(path) + (isFolder.boolValue ? "/" : "")] =
        isFolder.boolValue
        ? "" : (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }
    return found
  }

  /// Changes whenever a file is written again, even with the same bytes.
  func identity(_ name: String) -> String {
    let facts = try? FileManager.default.attributesOfItem(atPath: url(name).path)
    return "\(facts?[.systemFileNumber] ?? "") \(facts?[.modificationDate] ?? "")"
  }
}
