import Foundation
import Testing

@testable import Driver

/// Files that are edited in rounds, and their differences as git reads them.
@Suite struct EditedFileTests {
  @Test func roundsAddUp() {
    var file = EditedFile(path: "f", Array("abcdef".utf8))
    file.apply([change(1..<2, "XY"), change(4..<4, "-")])
    #expect(text(file.bytes) == "aXYcd-ef")
    file.apply([change(2..<4, ""), change(8..<8, "!")])
    #expect(text(file.bytes) == "aXd-ef!")
    #expect(file.changes == [change(1..<3, "X"), change(4..<4, "-"), change(6..<6, "!")])
  }

  /// Random edits in several rounds: the pieces give what plain replacing gives, and git gets the same
  /// out of the difference.
  @Test(arguments: 0..<6) func gitAppliesTheDifference(_ seed: UInt64) throws {
    var random = Random(state: seed &* 77 &+ 5)
    let folder = try TemporaryFolder()
    var names: [String] = []
    var diff = ""
    var after: [String: String] = [:]
    for number in 0..<12 {
      let lines = (0..<random.next(40)).map { _ in ["x", "y", "", "zz"][random.next(4)] }
      let original = lines.joined(separator: "\n") + (random.next(2) == 0 ? "\n" : "")
      var file = EditedFile(path: "f\(number)", Array(original.utf8))
      var plain = Array(original.utf8)
      for _ in 0..<random.next(3) {
        var at = 0
        var edits: [EditedFile.Change] = []
        while at <= plain.count, edits.count < 4 {
          let start = at + random.next(12)
          let end = start + random.next(5)
          guard end <= plain.count else { break }
          edits.append(change(start..<end, ["", "new", "a\nb", "\n", "\n\n"][random.next(5)]))
          at = end + 1
        }
        file.apply(edits)
        for edit in edits.reversed() { plain.replaceSubrange(edit.range, with: edit.bytes) }
      }
      #expect(file.bytes == plain)
      guard plain != file.original else { continue }
      try folder.write(file.path, original)
      names.append(file.path)
      after[file.path] = text(plain)
      diff += text(
        try FileDifference.text(old: file.original, new: file.bytes, path: file.path))
    }
    try folder.write("the.diff", diff)
    try git("apply", "--unidiff-zero", "the.diff", in: folder)
    for name in names { #expect(folder.read(name) == after[name], "\(name)\n\(diff)") }
  }

  private func change(_ range: Range<Int>, _ text: String) -> EditedFile.Change {
    EditedFile.Change(range: range, bytes: Array(text.utf8))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func git(_ words: String..., in folder: TemporaryFolder) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + words
    process.currentDirectoryURL = URL(filePath: folder.path)
    let err = Pipe()
    process.standardError = err
    try process.run()
    let said = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)\(folder.read("the.diff") ?? "")")
  }

  private struct Random {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }
}
