import Foundation
import Testing

@Suite struct GoldenTests {
  /// The tree and the messages of each case are those that are kept beside it.
  @Test(arguments: GoldenCase.all)
  func isAsKept(_ golden: GoldenCase) throws {
    #expect(
      FileManager.default.fileExists(atPath: golden.input.path),
      "a case without its model: remove it")
    let made = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: made) }
    try make(golden, into: made)
    if GoldenCase.isUpdate {
      try? FileManager.default.removeItem(at: golden.expected)
      try FileManager.default.copyItem(at: made, to: golden.expected)
      for case let path as String in FileManager.default.enumerator(atPath: golden.expected.path)
        ?? .init() where path.hasSuffix("run.json")
      {
        try FileManager.default.removeItem(at: golden.expected.appending(path: path))
      }
      return
    }
    let differences = try compare(kept: tree(golden.expected), made: tree(made))
    let text = differences.joined(separator: "\n")
    #expect(
      differences.isEmpty,
      "\(text)\nif this is meant, run `make golden` and read the difference before you commit it")
  }

  private func make(_ golden: GoldenCase, into made: URL) throws {
    // From inside, so that messages name files as they are called there.
    let checked = try Program.run(["check", "--color", "never"], in: golden.input)
    #expect(checked.status == (golden.isFaulty && checked.text.contains("error") ? 1 : 0))
    try checked.text.write(
      to: made.appending(path: "messages.txt"), atomically: true, encoding: .utf8)
    guard !golden.isFaulty else { return }
    var verbs = ["render": "generated"]
    if GoldenCase.bootstrapped.contains(golden.name) { verbs["bootstrap"] = "bootstrap" }
    for (verb, folder) in verbs {
      let run = try Program.run(
        [verb, golden.input.path, "--out", folder, "--quiet"], in: made)
      #expect(run.status == 0, "\(run.text)")
    }
    try takeConstants(golden, from: made)
  }

  /// What is the same in all trees is kept in one of them.
  private func takeConstants(_ golden: GoldenCase, from made: URL) throws {
    guard golden.name != GoldenCase.withConstants else { return }
    let generated = made.appending(path: "generated")
    for platform in try FileManager.default.contentsOfDirectory(atPath: generated.path) {
      for path in GoldenCase.constants {
        let file = generated.appending(path: platform).appending(path: path)
        guard FileManager.default.fileExists(atPath: file.path) else { continue }
        let kept = GoldenCase.withAll.appending(path: path)
        let isSame = FileManager.default.contentsEqual(atPath: file.path, andPath: kept.path)
        #expect(GoldenCase.isUpdate || isSame, "\(platform)/\(path)")
        try FileManager.default.removeItem(at: file)
      }
    }
  }

  /// What differs between two trees, both ways, with the lines of changed files.
  private func compare(kept: [String: Data], made: [String: Data]) throws -> [String] {
    var differences: [String] = []
    for path in Set(kept.keys).union(made.keys).sorted() {
      switch (kept[path], made[path]) {
      case (nil, _): differences.append("new: \(path)")
      case (_, nil): differences.append("gone: \(path)")
      case (let old?, let new?) where old != new:
        differences.append("changed: \(path)")
        differences += try lines(old, new)
      default: break
      }
    }
    return differences
  }

  private func lines(_ old: Data, _ new: Data) throws -> [String] {
    let a = String(decoding: old, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let b = String(decoding: new, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let changes = b.difference(from: a).prefix(20)
    return changes.map { change in
      switch change {
      case .remove(let line, let text, _): "  \(line + 1)- \(text)"
      case .insert(let line, let text, _): "  \(line + 1)+ \(text)"
      }
    }
  }
}
