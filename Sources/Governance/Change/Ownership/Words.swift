import Change
import Diagnostics
import Model

// How the rules about changes call things.

extension ObjectChange {
  /// Where a person should look: at what is proposed, or at what would be gone.
  var place: Span {
    if let field = fields.first { if let value = field.head ?? field.base { return value.span } }
    // One of the two is there.
    return (head ?? base)!.span
  }

  /// ``dataset `crm.orders` ``.
  var title: String { kind == .ecosystem ? "the ecosystem" : "\(kind.title) `\(path)`" }

  /// `` `type` and `nullable` of column `crm.orders.total` ``.
  var subjectTitle: String {
    if fields.isEmpty { return title }
    var names = fields.prefix(3).map { "`\($0.path)`" }
    if fields.count > 3 { names.append("\(fields.count - 3) more fields") }
    return listed(names) + " of " + title
  }

  var subject: Subject {
    if case .team(let team) = owner { return Subject(path, team: team) }
    return Subject(path)
  }

  /// `changed`, as in "may be changed".
  var verb: String { sort.rawValue }
}

extension Owner {
  /// ``team `USA/sales` ``.
  var quoted: String {
    switch self {
    case .ecosystem: "the ecosystem's owner"
    case .zone(let name): "zone `\(name)`"
    case .team(let path): "team `\(path)`"
    }
  }
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ parts: [String]) -> String {
  if parts.count < 2 { return parts.joined() }
  return parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
}

/// The same, with an end: `a, b, c and 7 more`.
func listed(_ parts: [String], atMost limit: Int) -> String {
  if parts.count <= limit { return listed(parts) }
  return parts.prefix(limit).joined(separator: ", ") + " and \(parts.count - limit) more"
}

extension ChangeFacts {
  /// Where the change comes from, and what that may do.
  var sourceNote: String {
    let owned = ownersOfSource.map { $0 == .ecosystem ? "the ecosystem" : $0.quoted }
    let text = change.source?.text ?? ""
    return owned.isEmpty
      ? "the change comes from `\(text)`, which owns nothing"
      : "the change comes from `\(text)`, which speaks for \(listed(owned, atMost: 4))"
  }

  /// ``a pull request from `acme/sales-model@main` ``.
  func pullRequest(of owner: Owner) -> String {
    (base?.repository(of: owner) ?? head.repository(of: owner))
      .map { "a pull request from `\($0)` (\(owner.quoted))" }
      ?? "a pull request by \(owner.quoted)"
  }
}
