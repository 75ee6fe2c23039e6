import Foundation
import Testing

/// The output is a function of the model alone.
@Suite struct PurityTests {
  static let northwind = GoldenCase.root.appending(path: "Examples/northwind")

  @Test func aSecondRunWritesNothing() throws {
    try inScratch { folder in
      try render(Self.northwind, in: folder)
      let before = try stamps(folder)
      let again = try Program.run(["render", Self.northwind.path, "--out", "out"], in: folder)
      #expect(again.status == 0)
      #expect(again.text.contains("nothing to write"))
      #expect(try stamps(folder) == before)
      let checked = try Program.run(
        ["render", Self.northwind.path, "--out", "out", "--check"], in: folder)
      #expect(checked.status == 0)
    }
  }

  @Test(arguments: [["--jobs", "1"], ["--jobs", "8"], ["--jobs", "3", "--quiet"]])
  func threadsHaveNoEffect(_ options: [String]) throws {
    try inScratch { folder in
      try render(Self.northwind, in: folder)
      let expected = try tree(folder.appending(path: "out"))
      try FileManager.default.removeItem(at: folder.appending(path: "out"))
      try render(Self.northwind, in: folder, options)
      #expect(try tree(folder.appending(path: "out")) == expected)
    }
  }

  /// How the model is spread over files never changes its meaning: all documents but the first in one
  /// file, in reverse, under another name.
  @Test(arguments: ["Examples/northwind", "Tests/Golden/cases/datasets-spread/input"])
  func filesHaveNoEffect(_ path: String) throws {
    let model = GoldenCase.root.appending(path: path)
    try inScratch { folder in
      try render(model, in: folder)
      let expected = try tree(folder.appending(path: "out"))
      let other = folder.appending(path: "other")
      try FileManager.default.createDirectory(
        at: other.appending(path: "z"), withIntermediateDirectories: true)
      var documents: [String] = []
      let paths = try FileManager.default.subpathsOfDirectory(atPath: model.path)
        .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted(by: >)
      for path in paths where path != "dsgen.yaml" {
        let text = try String(contentsOf: model.appending(path: path), encoding: .utf8)
        documents += text.components(separatedBy: "\n---\n").reversed()
      }
      try documents.joined(separator: "\n---\n").write(
        to: other.appending(path: "z/all.yml"), atomically: true, encoding: .utf8)
      try FileManager.default.copyItem(
        at: model.appending(path: "dsgen.yaml"), to: other.appending(path: "dsgen.yaml"))
      try FileManager.default.removeItem(at: folder.appending(path: "out"))
      try render(other, in: folder)
      #expect(try tree(folder.appending(path: "out")) == expected)
    }
  }

  /// One dataset more changes the files of its slice and of what all slices share, and no other byte.
  @Test func anInsertionChangesOneSlice() throws {
    try inScratch { folder in
      let model = folder.appending(path: "model")
      try FileManager.default.copyItem(at: Self.northwind, to: model)
      try render(model, in: folder)
      let before = try tree(folder.appending(path: "out"))
      let store = model.appending(path: "zones/USA/sales/datastores/web.yaml")
      var text = try String(contentsOf: store, encoding: .utf8)
      if !text.hasSuffix("\n") { text += "\n" }
      try (text + "  clicks_2026010199: hourly_clicks\n").write(
        to: store, atomically: true, encoding: .utf8)
      try render(model, in: folder)
      let after = try tree(folder.appending(path: "out"))
      let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
      let slices = Set(changed.compactMap { $0.firstMatch(of: /s\d{4}/).map { String($0.output) } })
      #expect(slices.count == 1, "\(changed)")
      let slice = slices.first ?? ""
      let allowed = [
        "northwind_live/airflow/northwind_live.web.\(slice).py",
        "northwind_live/manifest/index.json", "northwind_live/manifest/web/\(slice).json",
        "northwind_live/sql/web/\(slice)/merge.sql",
        "northwind_live/sql/web/\(slice)/tables.sql",
        "northwind_live/sql/workspaces/analytics.sql",
        "northwind_live/terraform/web/\(slice)/connectors.tf",
        "northwind_live/terraform/web/source/connectors.tf",
      ]
      #expect(changed == allowed)
    }
  }

  private func render(_ model: URL, in folder: URL, _ options: [String] = []) throws {
    let run = try Program.run(["render", model.path, "--out", "out"] + options, in: folder)
    #expect(run.status == 0, "\(run.text)")
  }

  private func inScratch(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// When each file was last written, the record of runs among them.
  private func stamps(_ folder: URL) throws -> [String: Date] {
    var stamps: [String: Date] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: folder.appending(path: path).path)
      if attributes[.type] as? FileAttributeType == .typeRegular {
        stamps[path] = attributes[.modificationDate] as? Date
      }
    }
    return stamps
  }
}
