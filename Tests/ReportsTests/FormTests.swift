import Diagnostics
import Foundation
import Testing

@testable import Reports

/// The same findings in every form, as they must look: `Tests/Golden/forms`. `UPDATE_GOLDEN=1` writes
/// them anew.
@Suite struct FormTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Golden/forms").standardizedFileURL

  @Test(arguments: ReportFormat.allCases)
  func asExpected(_ format: ReportFormat) throws {
    let text = shown(format)
    let file = Self.folder.appending(path: "findings.\(format.rawValue)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
  }

  /// Nothing that moves a cursor, turns the reading order or ends a line reaches a person.
  @Test(arguments: ReportFormat.allCases.filter { $0 != .json })
  func nothingInvisible(_ format: ReportFormat) {
    for scalar in shown(format).unicodeScalars {
      #expect(scalar == "\n" || scalar == "\u{FE0F}" || isVisible(scalar), "\(scalar.value)")
    }
  }

  @Test func gitHubCommandsAreOneALine() {
    let lines = shown(.github).split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("::") })
    #expect(
      lines.map { $0.dropFirst(2).prefix { $0 != " " } } == [
        "error", "error", "warning", "notice", "notice",
      ])
  }

  @Test(arguments: [ReportFormat.sarif, .gitlab])
  func isJSON(_ format: ReportFormat) throws {
    _ = try JSONSerialization.jsonObject(with: Data(shown(format).utf8))
  }

  @Test func jsonIsOneObjectALine() throws {
    let objects = try shown(.json).split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(objects.count == HostileFindings.all.count)
    let nasty = objects.first { $0?["message"] as? String == HostileFindings.nasty }
    #expect((nasty??["fix"] as? [String: Any])?["text"] as? String == "good")
    #expect(Set(objects.compactMap { $0?["fingerprint"] as? String }).count == objects.count)
  }

  @Test(arguments: ReportFormat.allCases)
  func nothingWasFound(_ format: ReportFormat) {
    let text = print([], format, HostileFindings.files, rules: HostileFindings.rules)
    switch format {
    case .text, .concise, .json, .github: #expect(text == "")
    case .gitlab: #expect(text == "[]\n")
    case .markdown: #expect(text == "✅ **dsgen: no findings.**\n")
    case .junit: #expect(text.contains("tests=\"3\" failures=\"0\""))
    case .sarif: #expect(text.contains("\"results\": []"))
    }
  }

  /// In place, whatever the severity; the most severe first where a reader stops early.
  @Test func ordersOfSeverity() {
    func order(_ format: ReportFormat) -> [String] {
      let text = shown(format).split(separator: "\"results\"").last ?? ""
      let marks = ["100%", "by the way", "has no key", "50%"].map { mark in
        (
          mark,
          text.range(of: format == .github ? mark.replacing("%", with: "%25") : mark)?.lowerBound
        )
      }
      return marks.filter { $0.1 != nil }.sorted { $0.1! < $1.1! }.map(\.0)
    }
    #expect(order(.text) == ["by the way", "50%", "has no key", "100%"])
    #expect(order(.github) == ["50%", "has no key", "100%", "by the way"])
    #expect(order(.sarif) == order(.github))
  }

  private func shown(_ format: ReportFormat) -> String {
    print(HostileFindings.all, format, HostileFindings.files, rules: HostileFindings.rules)
  }
}
