import Diagnostics
import Foundation
import Testing

/// The golden cases with faults: at each place that they list, something must be found.
@Suite struct CasePlacesTests {
  @Test(arguments: cases()) func everyPlaceIsFound(_ name: String) throws {
    let folder = goldenCases.appendingPathComponent(name)
    let files = try sources(folder.appendingPathComponent("input"))
    let found = Set(
      judge(files).map { finding in
        finding.span.map { span in
          let file = files[Int(span.file.index)]
          let place = file.position(of: Int(span.start))
          return "\(file.path):\(place.line):\(place.column)"
        } ?? "-"
      })
    let text = try String(
      contentsOf: folder.appendingPathComponent("expected-places.txt"), encoding: .utf8)
    for line in text.split(separator: "\n") {
      let place = String(line.prefix { $0 != " " })
      #expect(found.contains(place), "\(name): nothing found at \(line)")
    }
  }

  @Test(arguments: cases(faulty: false)) func aCaseThatMustRenderHasNoError(_ name: String) throws {
    let files = try sources(
      goldenCases.appendingPathComponent(name).appendingPathComponent("input"))
    let errors = judge(files).filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map { "\($0.code): \($0.message)" })")
  }
}

extension CasePlacesTests {
  @Test(arguments: ["northwind", "starter"]) func anExampleHasNoWarning(_ name: String) throws {
    let folder = goldenCases.appendingPathComponent("../../../Examples/" + name).standardizedFileURL
    let found = judge(try sources(folder)).filter { $0.severity > .note }
    #expect(found.isEmpty, "\(found.map { "\($0.code): \($0.message)" })")
  }
}

private let goldenCases = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../Golden/cases").standardizedFileURL

/// Those that only the graph can find, and files that no rule reads.
private let elsewhere: Set = [
  "errors-no-ecosystem",
  // Its places are marked in its files, and nothing else may be found.
  "errors-everything",
  // Its `ignore:` leaves files out, which is the driver's to do.
  "project-settings",
]

private func cases(faulty: Bool = true) -> [String] {
  let all = (try? FileManager.default.contentsOfDirectory(atPath: goldenCases.path)) ?? []
  return all.sorted().filter {
    !$0.hasPrefix(".") && $0.hasPrefix("errors-") == faulty && !elsewhere.contains($0)
  }
}

private func sources(_ root: URL) throws -> [SourceFile] {
  let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
  return try names.sorted().filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map {
    SourceFile(path: $0, bytes: Array(try Data(contentsOf: root.appendingPathComponent($0))))
  }
}
