import Foundation

/// The project's own files, as the rules see them.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Paths below the root, sorted.
  static func files(in folders: [String], withExtension suffixes: Set<String>) -> [String] {
    var found: [String] = []
    for folder in folders {
      let start = root.appending(path: folder)
      let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
      while let file = walk?.nextObject() as? URL {
        if suffixes.contains(file.pathExtension) {
          found.append(String(file.path.dropFirst(root.path.count + 1)))
        }
      }
    }
    return found.sorted()
  }

  static func lines(of path: String) throws -> [String] {
    let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static let sources = files(in: ["Sources"], withExtension: ["swift"])

  /// Everything that people write by hand, but for models and expected trees.
  static let written = files(
    in: ["Sources", "Tests", "Templates", "Benchmarks", "docs", ".ci", "Examples"],
    withExtension: ["swift", "py", "sh", "c", "h", "md", "yaml", "java", "txt", "tf"]
  ).filter { !$0.hasPrefix("Tests/Golden/cases/") && !$0.hasPrefix("Tests/HouseRules/") }

  /// `Sources/Backends/Terraform/X.swift` is in room `Backends`.
  static func room(of path: String) -> String { String(path.split(separator: "/")[1]) }
}
