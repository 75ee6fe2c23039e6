import Diagnostics
import Governance
import Testing

@Suite struct RuleExampleTests {
  @Test func theBaseModelIsClean() {
    #expect(judge("").map { "\($0.code): \($0.message)" } == [])
  }

  @Test(arguments: allRules.map(\.code))
  func theWrongExampleFiresAndTheRightOneDoesNot(_ code: String) throws {
    let rule = try #require(allRules.first { $0.code == code })
    let wrong = judge(rule, rule.wrong)
    let right = judge(rule, rule.right)
    let fired = wrong.contains { $0.code == code && $0.severity == rule.severity }
    #expect(fired, "the wrong example gives \(shown(wrong))")
    let others = wrong.filter {
      $0.code != code && $0.severity == .error && Self.companions[code] != $0.code
    }
    #expect(others.isEmpty, "the wrong example gives other errors: \(shown(others))")
    let bad = right.filter { $0.code == code || $0.severity == .error }
    #expect(bad.isEmpty, "the right example gives \(shown(bad))")
  }

  /// Nothing is so deep without also being of a wrong form, and of several owners' changes one is foreign.
  static let companions = [
    "deprecation-refused": "read-deprecated", "store-removed": "reference-unknown",
    "workspace-removed": "transformer-missing", "waiver-not-accepted": "column-narrowed",
    "nesting-too-deep": "value-form", "mixed-owners": "not-owner",
  ]

  @Test func codesAreDistinctKebabCase() {
    #expect(Set(allRules.map(\.code)).count == allRules.count)
    for code in allRules.map(\.code) {
      #expect(code.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber }, "\(code)")
    }
  }

  @Test func everyFindingSaysWhereAndWhatToDo() {
    for rule in Governance.rules {
      for finding in judge(rule, rule.wrong) {
        #expect(finding.span != nil || finding.path != nil, "\(finding.code)")
        #expect(finding.code != rule.code || finding.help != nil, "\(finding.code)")
        #expect(finding.message.last != ".", "\(finding.code): one sentence, no full stop")
      }
    }
  }

  private func shown(_ found: [Diagnostic]) -> String {
    found.isEmpty ? "nothing" : found.map { "\($0.code): \($0.message)" }.joined(separator: "; ")
  }
}
