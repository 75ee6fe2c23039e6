import Diagnostics
import Driver
import Present
import Testing

/// The catalogue of requirements against the rules that say they see to them, and against the model that
/// shows a fault of each.
@Suite struct CatalogueTests {
  private let rules = allRules + driverRules

  @Test func theNumbersAreInOrder() {
    var wanted = (1...144).map(String.init)
    wanted.insert(contentsOf: ["110a", "110b"], at: 110)
    #expect(Requirement.all.map(\.number) == wanted)
  }

  @Test func eachIsSeenToOrSaysWhyNot() {
    for requirement in Requirement.all {
      let codes = requirement.codes(among: rules)
      #expect(
        codes.isEmpty == (requirement.reason != nil),
        "\(requirement.number): \(codes), \(requirement.reason ?? "no reason")")
      #expect(requirement.text.last == ".", "\(requirement.number)")
    }
  }

  @Test func noRuleSeesToWhatIsNotThere() {
    let known = Set(Requirement.all.map(\.number))
    for rule in rules {
      #expect(known.isSuperset(of: rule.covers), "\(rule.code): \(rule.covers)")
      #expect(Set(rule.covers).count == rule.covers.count, "\(rule.code)")
    }
  }

  /// A fault is marked as one of a requirement only if its rule says that it sees to that.
  @Test func marksAndRulesSpeakOfTheSameRequirements() throws {
    for mark in Mark.all(in: try EverythingWrongTests.files()) {
      let covers = rules.first { $0.code == mark.code }?.covers ?? []
      #expect(
        Set(covers).isSuperset(of: mark.requirements), "\(mark): \(mark.requirements), \(covers)")
    }
  }

  /// What a rule of several requirements sees to is shown one by one; a rule of one has its own examples.
  @Test func eachIsShownByAFault() throws {
    let cases = try Self.cases()
    for requirement in Requirement.all where requirement.reason == nil {
      let alone = rules.contains { $0.covers == [requirement.number] && !$0.wrong.isEmpty }
      #expect(
        alone || cases[requirement.number] != nil,
        "\(requirement.number): no mark in errors-everything shows \(requirement.text)")
    }
  }

  /// By requirement the file of `errors-everything` that has a fault of its kind.
  static func cases() throws -> [String: String] {
    var cases: [String: String] = [:]
    for mark in Mark.all(in: try EverythingWrongTests.files()) {
      for number in mark.requirements {
        cases[number] = cases[number] ?? "errors-everything/\(mark.file)"
      }
    }
    return cases
  }
}
