import Diagnostics
public import Model

/// One pull request of the shortest legal way to a change that is refused.
public struct Move: Hashable, Sendable {
  /// Those of one round may be made in any order, once those before it have landed.
  public let round: Int
  public let owner: Owner
  /// nil where none is declared.
  public let repository: String?
  /// What it does, in the order of names.
  public var tasks: [String]

  /// `acme/sales@main (team USA/sales): this change`, with some of what it does.
  public var line: String {
    (repository.map { $0 + " (" } ?? "(") + owner.title + "): " + capped(tasks, separator: "; ")
  }
}

/// Who must move before a break may land.
struct Moves {
  private let model: Model
  private var tasks: [Key: [String]] = [:]

  private struct Key: Hashable {
    let round: Int
    let owner: Owner
  }

  /// - Parameter model: the base, which says who owns what.
  init(_ model: Model) { self.model = model }

  /// Adds those that one break needs.
  /// - Parameters:
  ///   - readers: those that it breaks and that have not agreed.
  ///   - waiver: the waiver that is there already for it.
  mutating func add(_ broken: Break, _ readers: [Reader], waiver: String?) {
    let producer = model.owner(of: broken.subject.object) ?? .ecosystem
    let object = "`\(broken.subject.object)`"
    func each(_ what: (Reader) -> String) {
      for reader in readers {
        // Who breaks only itself needs no second pull request.
        tasks[Key(round: reader.owner == producer ? 2 : 1, owner: reader.owner), default: []]
          .append(what(reader))
      }
    }
    switch broken.way {
    case .leave: each { "`\($0.group)` no longer reads \(object)" }
    case .allow: each { "`\($0.group)` reads \(object) with `deprecated: allowed`" }
    case .accept:
      if waiver == nil {
        tasks[Key(round: 0, owner: producer), default: []].append(
          "adds a waiver of `\(broken.rule.code)` for \(object), with "
            + "`consumers: [\(unique(readers.map(\.group)).joined(separator: ", "))]`")
      }
      let name = waiver.map { "`accepts: [\($0)]`" } ?? "`accepts:` that waiver"
      each { "`\($0.workspace.name)` says \(name)" }
    case .prepare(let what): tasks[Key(round: 0, owner: producer), default: []].append(what)
    case .none: return
    }
    tasks[Key(round: 2, owner: producer), default: []].append("this change")
  }

  var list: [Move] {
    let keys = tasks.keys.sorted { a, b in
      (a.round, a.owner.title) < (b.round, b.owner.title)
    }
    let rounds = unique(keys.map(\.round))
    return keys.map { key in
      Move(
        round: rounds.firstIndex(of: key.round)! + 1, owner: key.owner,
        repository: model.repository(of: key.owner), tasks: unique(tasks[key] ?? []))
    }
  }

  /// As a checklist.
  var lines: [String] {
    let list = list
    if list.isEmpty { return [] }
    let lines = list.prefix(moveLimit).enumerated().map { number, move in
      "\(number + 1). " + move.line
    }
    let rest = list.count - lines.count
    let more = rest > 0 ? ["… and \(rest) more pull requests"] : []
    return ["the shortest way there, one pull request a line:"] + lines + more
  }
}

private let moveLimit = 12

/// Each once, in the order of bytes.
func unique<T: Hashable & Comparable>(_ items: [T]) -> [T] { Set(items).sorted() }
