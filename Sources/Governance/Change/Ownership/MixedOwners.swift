import Change
import Diagnostics
import Model

extension Rule {
  static let mixedOwners = Rule(
    code: "mixed-owners", severity: .error,
    summary: "One pull request holds changes that belong to different owners.",
    why: """
      A pull request comes from one repository and branch, and is judged as what that may do. What belongs \
      to several owners takes a pull request of each; the finding says which, and in which order they are \
      sure to be legal.
      """,
    before: "",
    wrong: "# review --as acme/sales-model@main\n" + Example.store(Example.dataset)
      + "---\nkind: Team\nname: finance\nzone: USA\ndescription: Money\n",
    right: "# review --as acme/sales-model@main\n" + Example.store(Example.dataset))
}

extension ChangeCheck {
  static let mixedOwners = ChangeCheck(.mixedOwners, on: .ownership) { facts, found in
    var groups: [String: Portion] = [:]
    for (change, ruling) in zip(facts.objects, facts.rulings) {
      guard let owner = ruling.owner, let base = facts.base else { continue }
      switch ruling.verdict {
      case .own, .foreign, .handedOver: break
      case .undeclared, .undeclaring, .transferred: continue
      }
      guard let repository = base.repository(of: owner) else { continue }
      var group = groups[repository] ?? Portion(repository: repository)
      if !group.owners.contains(owner) { group.owners.append(owner) }
      group.changes.append(change)
      if case .own = ruling.verdict { group.isOwn = true }
      groups[repository] = group
    }
    guard groups.count > 1 else { return }
    found.append(.mixed(groups.values.sorted(by: Portion.precedes), facts))
  }
}

/// What one repository may change of it.
private struct Portion {
  let repository: String
  var owners: [Owner] = []
  var changes: [ObjectChange] = []
  var isOwn = false

  /// Who declares goes before who is declared; who only removes declarations goes last.
  private var rank: Int {
    let undeclares = changes.allSatisfy {
      $0.sort == .removed && ($0.kind == .zoneDeclaration || $0.kind == .teamDeclaration)
    }
    let ranks = owners.map { owner in
      switch owner {
      case .ecosystem: undeclares ? 5 : 0
      case .zone: undeclares ? 4 : 1
      case .team: 2
      }
    }
    return ranks.min() ?? 0
  }

  static func precedes(_ a: Portion, _ b: Portion) -> Bool {
    a.rank != b.rank
      ? a.rank < b.rank : a.repository.utf8.lexicographicallyPrecedes(b.repository.utf8)
  }

  var text: String {
    let objects = changes.map(\.title)
    return "from `\(repository)` (\(listed(owners.map(\.quoted), atMost: 3))): "
      + listed(objects, atMost: 4)
  }
}

extension Diagnostic {
  fileprivate static func mixed(_ portions: [Portion], _ facts: ChangeFacts) -> Diagnostic {
    // Not empty: there are several.
    let first = portions.first { !$0.isOwn } ?? portions[0]
    return Diagnostic(
      .mixedOwners, "this change belongs to \(portions.count) repositories, and comes from one",
      at: first.changes[0].place,
      notes: [facts.sourceNote]
        + portions.enumerated().map { "pull request \($0 + 1), \($1.text)" },
      help: "open \(portions.count) pull requests, in this order", about: Subject(""))
  }
}
