import Diagnostics
import Driver
import Foundation
import Present
import Testing

/// The pages in `docs` that are made from the code. `UPDATE_GOLDEN=1` writes them anew.
@Suite struct PageTests {
  @Test func thePagesOfTheRulesAreFresh() throws {
    var pages = ["diagnostics.md": RulePages.index(allRules + driverRules)]
    for rule in allRules + driverRules {
      pages["diagnostics/\(rule.code).md"] = RulePages.page(rule)
    }
    try compare(pages, orphansIn: "diagnostics")
  }

  @Test func theCatalogueIsFresh() throws {
    let page = CataloguePage.page(allRules + driverRules, cases: try CatalogueTests.cases())
    try compare(["catalogue.md": page], orphansIn: nil)
  }

  @Test func thePageOfTheLanguageIsFresh() throws {
    try compare(["language.md": LanguageReference.page()], orphansIn: nil)
  }

  @Test func thePageOfTheTypesIsFresh() throws {
    try compare(["types.md": TypePage.page()], orphansIn: nil)
  }

  private func compare(_ pages: [String: String], orphansIn folder: String?) throws {
    let files = FileManager.default
    let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs").standardizedFileURL
    let update = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
    for (path, text) in pages {
      let url = docs.appendingPathComponent(path)
      if update {
        try files.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
      let found = files.contents(atPath: url.path).map { String(decoding: $0, as: UTF8.self) }
      #expect(found == text, "docs/\(path) is stale: UPDATE_GOLDEN=1 swift test --filter PageTests")
    }
    guard let folder else { return }
    for name in try files.contentsOfDirectory(atPath: docs.appendingPathComponent(folder).path) {
      guard pages[folder + "/" + name] == nil else { continue }
      if update {
        try files.removeItem(at: docs.appendingPathComponent(folder).appendingPathComponent(name))
      } else {
        Issue.record("docs/\(folder)/\(name) is the page of no rule")
      }
    }
  }
}
