import DSLFrontend
import Diagnostics
import Foundation
import Model
import Testing

/// The models in `Tests/Golden/cases` and `Examples`, as the front end reads them.
struct CaseModel: CustomTestStringConvertible, Equatable, Sendable {
  let folder: URL
  var testDescription: String { folder.lastPathComponent }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let cases: [CaseModel] = folders("Tests/Golden/cases").map { CaseModel(folder: $0) }
  static let good: [CaseModel] =
    cases.filter { !$0.folder.lastPathComponent.hasPrefix("errors-") }
    + folders("Examples").map { CaseModel(folder: $0) }

  private static func folders(_ path: String) -> [URL] {
    let found = try? FileManager.default.contentsOfDirectory(
      at: root.appending(path: path), includingPropertiesForKeys: nil)
    return (found ?? []).filter(\.hasDirectoryPath).sorted { $0.path < $1.path }
  }

  func files() throws -> [SourceFile] {
    let input = folder.appending(path: "input")
    let base = FileManager.default.fileExists(atPath: input.path) ? input : folder
    let paths = try #require(FileManager.default.enumerator(atPath: base.path))
      .compactMap { $0 as? String }
      .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      .filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
    return try paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { path in
      SourceFile(path: path, bytes: [UInt8](try Data(contentsOf: base.appending(path: path))))
    }
  }
}

/// `project-settings` holds files that its `ignore:` leaves out; finding files is the driver's work.
@Test(arguments: CaseModel.good.filter { $0.testDescription != "project-settings" })
func readsWithoutFindings(_ model: CaseModel) throws {
  let files = try model.files()
  let found = Frontend.load(files).diagnostics.map { shown($0, files) }
  #expect(found == [])
}

func shown(_ diagnostic: Diagnostic, _ files: [SourceFile]) -> String {
  guard let span = diagnostic.span else { return "\(diagnostic.code): \(diagnostic.message)" }
  let file = files[Int(span.file.index)]
  let place = file.position(of: Int(span.start))
  return "\(file.path):\(place.line):\(place.column) \(diagnostic.code): \(diagnostic.message)"
}
