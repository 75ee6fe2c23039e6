import Diagnostics
import Foundation
import ModelSamples
import ReaderFuzz
import Testing

/// The fast reader is libyaml to the byte, or leaves the file to it. `make fuzz` does the same with
/// millions of inputs.
@Suite struct FastReaderTests {
  static let models = (CaseModel.cases + CaseModel.good).flatMap { model in
    (try? model.files().map(\.bytes)) ?? []
  }

  @Test(arguments: 0..<10) func anyInput(_ part: Int) {
    let inputs = Inputs(models: Self.models)
    for seed in (part * 500)..<(part * 500 + 500) {
      let file = inputs.file(seed)
      var found = Comparison(file).fault
      if found == nil, seed % 20 == 0 { found = decodedDifference(file) }
      if let found { Issue.record("seed \(seed): \(found)\n\(shown(file))") }
    }
  }

  /// What was different once, and the borders of what libyaml takes.
  @Test(arguments: [
    "...", "...\n", "...\n---\na: b\n", "---\n...\n", "---\n---\n...\n...\n---\n", "\u{FEFF}a: b\n",
    "# nothing\n", "ｆ: a\n", "", "\n", "  \n ", "a:", "a:\n-", "a:\n- ", "- ", "-\n-\n",
    "a:\n- b\nc:\n  - d\n -\n",
    "a: |", "a: |\n", "a: |\n  b", "a: |\n  b\n\n\n", "a: |+\n  b\n\n\nc: d\n",
    "a: >-\n  b\n\n   c\n  d\n",
    "a: |\n      \n  b\n", "a: >\n\n  b\n c: d\n", "a:\n|\n b\n", "- |\n b\n- c\n",
    "a: b\n c\n\n d\ne: f\n",
    "a: b\n c: d\n", "a: b\n # c\n d\n", "{a: b\n c, d\n: e}", "{a, b: , c: [], \"d\":e}\n",
    "[a, ]\n",
    "[,]\n", "[a,,b]\n", "[a: b]\n", "{a: b, [c]: d}\n", "[a\n# c\n, b]\n", "[\n---\n]\n",
    "[a\n---\n]\n",
    "a: 'b\n\n  c'' '\n", "a: \"b  \n  \\\" c \"#d\n", "a: \"b\nc\": d\n", "a : b\n'c' : d\n",
    "a: b: c\n",
    "- - a\n  - b\n- c: d\n  e: f\n", "- a\nb: c\n", "a:\n  b: c\n d: e\n", "a: [b]: c\n",
    "[a]: b\n",
    "a:\n  - b\n  c: d\n", "- a: b\n  - c\n", "a:\n- b\n- c\nd: e\n- f\n", "- -a\n- -\n", "a: -\n",
    "é: à\nb:\n  - 漢: [字]\n", "a: \u{85}b\n", "a:\tb\n", "a: b\r\nc: d\r\n", "a: b #c\nd: e# f\n#g",
  ])
  func border(_ text: String) {
    let file = Array(text.utf8)
    #expect(Comparison(file).fault == nil)
    #expect(decodedDifference(file) == nil)
  }

  /// A key may have 1024 characters up to its colon.
  @Test(arguments: 1015..<1030) func longKeys(_ length: Int) {
    let key = String(repeating: "k", count: length)
    for text in [
      "\(key): a\n", "\(key) : a\n", "'\(key)': a\n", "{ \(key): a }\n", "{ \"\(key)\": a }\n",
    ] {
      #expect(Comparison(Array(text.utf8)).fault == nil)
    }
  }

  /// Nobody waits for libyaml who writes as our examples do.
  @Test func examplesAreReadFast() throws {
    var left: [String] = []
    for model in CaseModel.good {
      for file in try model.files() where Comparison(file.bytes) != .same {
        left.append("\(model.testDescription)/\(file.path)")
      }
    }
    // Carriage returns, characters that nobody sees, and a file that is no YAML.
    #expect(
      left == [
        "crlf/dsgen.yaml", "hostile-text/dsgen.yaml", "hostile-text/model.yaml",
        "hostile-text/shop.yaml", "project-settings/notes/todo.yaml",
      ])
  }

  /// Nor who has a large estate, however it is written.
  @Test(arguments: ["canonical", "freehand"]) func estatesAreReadFast(_ style: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", CaseModel.root.appending(path: "Benchmarks/estate.py").path, folder.path,
      "--jobs", "1",
      "--datasets", "300", "--style", style,
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let files = try CaseModel(folder: folder).files()
    #expect(files.count > 5)
    for file in files { #expect(Comparison(file.bytes) == .same, "\(file.path)") }
  }

  private func shown(_ file: [UInt8]) -> String {
    String(decoding: file, as: UTF8.self).debugDescription
  }
}
