import Foundation
import Testing

/// What the README shows is what there is.
@Suite struct ReadmeTests {
  static let starter = GoldenCase.root.appending(path: "Examples/starter")

  @Test func theModelIsTheStarter() throws {
    let model = try String(contentsOf: Self.starter.appending(path: "shop.yaml"), encoding: .utf8)
    let shown = model.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    #expect(try readme().contains(shown))
  }

  @Test func theErrorIsReal() throws {
    let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.copyItem(at: Self.starter, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    let file = copy.appending(path: "shop.yaml")
    let model = try String(contentsOf: file, encoding: .utf8)
    try model.replacingOccurrences(of: "[shop.orders]", with: "[shop.order]")
      .write(to: file, atomically: true, encoding: .utf8)
    let checked = try Program.run(["check"], in: copy)
    #expect(checked.status == 1)
    #expect(try readme().contains(checked.text))
  }

  /// Every file that the README's tree names is written.
  @Test(arguments: [
    ("render", "generated/prod"), ("bootstrap", "bootstrap/prod"),
  ])
  func theTreeIsReal(_ verb: String, _ folder: String) throws {
    let made = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: made) }
    let root = String(folder.prefix { $0 != "/" })
    _ = try Program.run(
      [verb, Self.starter.path, "--out", made.appending(path: root).path],
      in: FileManager.default.temporaryDirectory)
    let block = try readme().components(separatedBy: folder + "/\n")[1].prefix { $0 != "`" }
    let named = block.split(separator: "\n").prefix { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(named.count >= 3)
    for path in named {
      #expect(
        FileManager.default.fileExists(atPath: made.appending(path: "\(folder)/\(path)").path),
        "\(path)")
    }
  }

  private func readme() throws -> String {
    try String(contentsOf: GoldenCase.root.appending(path: "README.md"), encoding: .utf8)
  }
}
