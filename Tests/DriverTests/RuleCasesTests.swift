import DSLFrontend
import Diagnostics
import Foundation
import Testing

@testable import Driver

/// Every code has a page, a firing case and a near miss. Most carry both models with them, and they are run
/// beside the rules; what no model can show is shown here, by files.
@Suite struct RuleCasesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let code: String
    let wrong: @Sendable (TemporaryFolder) throws -> Void
    let right: @Sendable (TemporaryFolder) throws -> Void
    var testDescription: String { code }
  }

  static let cases: [Case] = [
    Case(code: "baseline-stale") {
      try $0.write("dsgen.yaml", ecosystem)
      try $0.write("known.json", baseline(of: "ecosystem-missing"))
    } right: {
      try $0.write("dsgen.yaml", ecosystem)
      try $0.write("known.json", baseline(of: nil))
    },
    Case(code: "ecosystem-missing") {
      try $0.write("dsgen.yaml", "kind: Suppressions\nsuppressions: []\n")
    } right: {
      try $0.write("dsgen.yaml", "kind: Suppressions\nsuppressions: []\n")
      try $0.write("estate.yaml", ecosystem)
    },
    Case(code: "file-too-large") {
      try $0.write("dsgen.yaml", ecosystem)
      try $0.makeSparse("huge.yaml", bytes: 64 << 20 + 1)
    } right: {
      try $0.write("dsgen.yaml", ecosystem)
      try $0.makeSparse("huge.yaml.bin", bytes: 64 << 20 + 1)
    },
    Case(code: "file-unreadable") {
      try $0.write("dsgen.yaml", ecosystem)
      try $0.link("lost.yaml", to: "nowhere")
    } right: {
      try $0.write("dsgen.yaml", ecosystem)
      try $0.link("lost.txt", to: "nowhere")
    },
  ]

  @Test func everyCodeHasBoth() {
    for rule in Judged.rules {
      let here = Self.cases.contains { $0.code == rule.code }
      #expect((!rule.wrong.isEmpty && !rule.right.isEmpty) != here, "\(rule.code)")
    }
    #expect(Set(Judged.rules.map(\.code)).count == Judged.rules.count)
  }

  @Test(arguments: cases) func firesAndDoesNot(_ shown: Case) throws {
    let wrong = try TemporaryFolder()
    try shown.wrong(wrong)
    #expect(found(wrong).contains("[\(shown.code)]"))
    let right = try TemporaryFolder()
    try shown.right(right)
    #expect(!found(right).contains("error["))
  }

  @Test func everyCodeHasAPage() {
    let docs = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/diagnostics").standardizedFileURL
    for rule in Judged.rules {
      let page = FileManager.default.contents(atPath: docs.appending(path: rule.code + ".md").path)
      #expect(page.map { String(decoding: $0, as: UTF8.self).contains(rule.summary) } == true)
    }
  }

  private func found(_ folder: TemporaryFolder) -> String {
    dsgen(
      "check", "--format", "concise", in: folder,
      environment: folder.read("known.json") == nil ? [:] : ["DSGEN_BASELINE": "known.json"]
    ).out
  }
}

private let ecosystem = """
  kind: Ecosystem
  name: N
  repository: acme/model@owner
  live: acme/model@main

  """

private func baseline(of code: String?) -> String {
  let entry = code.map {
    #"{ "fingerprint": "f", "code": "\#($0)", "object": "", "message": "m", "count": 1 }"#
  }
  return #"{ "schemaVersion": 1, "findings": [\#(entry ?? "")] }"#
}
