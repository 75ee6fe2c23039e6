import Diagnostics
import Model

/// What the model's `Suppressions` documents take away from the findings, and what is wrong with them.
struct Suppressions {
  private struct Item {
    let object: Object
    let rule: Rule
    let subject: Subject
    /// How many items its list has.
    let listed: Int
    /// The place of its list.
    let list: Span
    var isUsed = false
  }

  /// Those that apply.
  private var items: [Item] = []
  /// Their numbers, by code and by the object that they name; of two that say the same the first.
  private var numbers: [String: [String: Int]] = [:]
  private let settings: RuleSettings
  /// About those that do not apply.
  private(set) var findings: [Diagnostic] = []

  init(
    _ model: Model, _ subjects: Subjects, _ settings: RuleSettings, _ options: FindingOptions
  ) {
    self.settings = settings
    for document in model.suppressions {
      let list = document.objects(SuppressionsField.suppressions)
      for object in list {
        guard let code = object.text(SuppressionField.rule), let rule = settings.rule(code),
          let name = object.text(SuppressionField.object)
        else { continue }
        let subject = subjects.named(name)
        if !rule.isSuppressible {
          findings.append(.suppressionRefused(rule, subject, object))
        } else if let today = options.today, let last = object.text(SuppressionField.expires),
          last < today
        {
          findings.append(.suppressionExpired(rule, last, subject, object))
        } else {
          items.append(
            Item(
              object: object, rule: rule, subject: subject, listed: list.count,
              list: document.span(SuppressionsField.suppressions)))
          let number = items.count - 1
          if numbers[code]?[name] == nil { numbers[code, default: [:]][name] = number }
        }
      }
    }
  }

  /// The findings without those that are covered.
  mutating func remove(from found: [Diagnostic]) -> [Diagnostic] {
    if items.isEmpty { return found }
    return found.filter { finding in
      guard let own = numbers[finding.code], let subject = finding.subject else { return true }
      guard let number = subject.covering.lazy.compactMap({ own[$0] }).first else { return true }
      items[number].isUsed = true
      return false
    }
  }

  /// What covers nothing. While its object has errors that is not judged: they may hide what it is for.
  func unused(beside found: [Diagnostic]) -> [Diagnostic] {
    let idle = items.filter { !$0.isUsed && settings.isOn($0.rule) }
    if idle.isEmpty { return [] }
    let faulty = found.filter { $0.severity == .error }.compactMap(\.subject)
    let objects = Set(faulty.map(\.object))
    let around = Set(faulty.flatMap(\.covering))
    return idle.filter { item in
      !around.contains(item.subject.object) && objects.isDisjoint(with: item.subject.covering)
    }.map {
      .suppressionUnused(
        $0.rule, $0.subject, $0.object, isOnly: $0.listed == 1, list: $0.list)
    }
  }
}

extension Subject {
  /// Its name and those of what it is inside, the innermost first: `a.b.c`, `a.b`, `a`.
  var covering: [String] {
    var names = [object]
    var rest = object[...]
    while let dot = rest.lastIndex(of: ".") {
      rest = rest[..<dot]
      names.append(String(rest))
    }
    return names
  }
}
