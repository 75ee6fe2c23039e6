import Foundation
import Testing

/// A repository in which pull requests are opened, reviewed and merged, one after the other. Every review's
/// Markdown is a golden below `Tests/Golden/review`.
final class ReviewStory {
  let folder: TemporaryFolder
  let git: GitFixture
  private let path: String
  private var number = 0
  private var written: Set<String> = []

  private static let goldens = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/review")
  private static let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

  /// - Parameter path: the folder of its goldens.
  init(_ path: String) throws {
    self.path = path
    folder = try TemporaryFolder()
    git = try GitFixture(in: folder)
    try folder.write("README.md", "The model of Acme's data.\n")
    try git.commit("The repository")
  }

  /// Opens a pull request with these files; nil: the file is removed. It is reviewed as each who is refused,
  /// then as who may make it, and merged.
  /// - Parameter refusals: who is refused, with the exit code; nobody may where `owner` is nil.
  func propose(
    _ name: String, _ files: [String: String?], by owner: String?,
    refused refusals: [(String, Int32)], today: String = "2026-06-30"
  ) throws {
    number += 1
    try git.git("checkout", "-q", "-b", name, "main")
    for (file, text) in files.sorted(by: { $0.key < $1.key }) {
      if let text { try folder.write(file, text) } else { try folder.remove(file) }
    }
    try git.commit(name)
    for (index, refusal) in refusals.enumerated() {
      let suffix = refusals.count > 1 ? "-refused-\(index + 1)" : "-refused"
      try review(name, as: refusal.0, exits: refusal.1, golden: name + suffix, today)
    }
    if let owner { try review(name, as: owner, exits: 0, golden: name, today) }
    try git.git("checkout", "-q", "main")
    if owner != nil { try git.git("merge", "-q", "--ff-only", name) }
  }

  private func review(
    _ branch: String, as source: String, exits exit: Int32, golden: String, _ today: String
  ) throws {
    let result = dsgen(
      "review", "git:main", "git:\(branch)", "--as", source, "--today", today, "--format",
      "markdown", in: folder)
    #expect(result.exit == exit, "\(golden) as \(source): \(result.err)\(result.out)")
    let name = String(format: "%02d-", number) + golden + ".md"
    written.insert(name)
    let file = Self.goldens.appending(path: path).appending(path: name)
    if Self.isUpdate {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(result.out.utf8).write(to: file)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(result.out == expected, "Tests/Golden/review/\(path)/\(name)")
  }

  /// No golden is left of a step that is no more.
  func end() throws {
    let folder = Self.goldens.appending(path: path)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where !written.contains(name) {
      if Self.isUpdate {
        try FileManager.default.removeItem(at: folder.appending(path: name))
      } else {
        Issue.record("Tests/Golden/review/\(path)/\(name) is of no step")
      }
    }
  }
}
