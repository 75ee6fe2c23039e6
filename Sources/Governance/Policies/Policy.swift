import Diagnostics
import Model

/// One `{ allow, deny }` of a zone or a workspace.
///
/// Without `allow`, or with an empty one, everything is allowed that `deny` does not name; what it names
/// is refused whatever `allow` says.
struct Policy {
  let allow: [(name: String, span: Span)]
  let deny: [(name: String, span: Span)]
  /// The place of the list of what is allowed.
  private let allowed: Span

  /// The place in the policy that refuses something.
  struct Refusal {
    let span: Span
    /// Whether it is named there; otherwise it is missing from what is allowed.
    let isDenied: Bool

    /// What the policy does, behind "which zone `USA` …".
    var verb: String { isDenied ? "denies" : "does not allow" }

    /// The place in the policy of a zone or a workspace.
    func label(_ owner: String) -> Label {
      Label(span, isDenied ? "\(owner) denies it" : "\(owner) allows only this")
    }
  }

  /// Nil where the policy says nothing, so that nobody asks it. If something that it allows is not
  /// there, which has been said, then nobody knows what is allowed, and only what it denies counts.
  init?(_ object: Object?, isThere: (String) -> Bool = { _ in true }) {
    guard let object else { return nil }
    func names(_ field: PolicyField) -> [(name: String, span: Span)] {
      object.list(field).compactMap { cell in
        cell.symbol.map { (object.tree.string($0), object.place(cell)) }
      }
    }
    let written = names(.allow)
    allow = written.allSatisfy { isThere($0.name) } ? written : []
    deny = names(.deny)
    allowed = object.span(PolicyField.allow)
    if allow.isEmpty, deny.isEmpty { return nil }
  }

  /// Nil where a name may be.
  func refusal(of name: String) -> Refusal? {
    refusal(denied: { $0 == name }, allowed: { $0 == name })
  }

  /// Nil where data may be at a location. One covers those below it; so what is only known to be
  /// somewhere in a location may be in a denied one below it, and is refused.
  func refusal(ofLocation location: String) -> Refusal? {
    refusal(
      denied: { covers($0, location) || covers(location, $0) }, allowed: { covers($0, location) })
  }

  private func refusal(denied: (String) -> Bool, allowed isAllowed: (String) -> Bool) -> Refusal? {
    if let hit = deny.first(where: { denied($0.name) }) {
      return Refusal(span: hit.span, isDenied: true)
    }
    if allow.isEmpty || allow.contains(where: { isAllowed($0.name) }) { return nil }
    return Refusal(span: allowed, isDenied: false)
  }
}

/// Whether a location is another one or lies in it.
private func covers(_ outer: String, _ inner: String) -> Bool {
  inner.hasPrefix(outer)
    && (inner.utf8.count == outer.utf8.count || inner.dropFirst(outer.count).first == "/")
}
