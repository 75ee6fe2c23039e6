import Diagnostics
import Model

extension Rule {
  static let placementUnknown = Rule(
    code: "placement-unknown", severity: .error,
    summary: "A placement names a store, a slice or a database that is not there.",
    why: """
      A placement says which merge database of a platform holds which stores, or which slices of a store \
      (`crm/s0003`, counted from 0). If it misses, the tables are made in the first database, and moving them \
      later is work.
      """,
    wrong: placed("crm: dsgen2"), right: placed("crm: dsgen"))
}

extension Check {
  static let placementUnknown = Check.model(.placementUnknown) { facts, found in
    for document in facts.model.assignments {
      for placement in document.objects(AssignmentsField.placement) {
        guard
          let platform = placement.text(PlacementField.platform).flatMap({
            facts.model.platform($0)
          })
        else { continue }
        let databases = databases(of: facts.model.platforms[platform])
        for place in placement.objects(PlacementField.places) {
          check(place, databases, facts, &found)
        }
      }
    }
  }
}

private func databases(of platform: Platform) -> [String] {
  let written = platform.object.object(PlatformField.postgres)?.texts(PostgresField.databases) ?? []
  return written.isEmpty ? ["dsgen"] : written
}

private func check(
  _ place: Object, _ databases: [String], _ facts: Facts, _ found: inout [Diagnostic]
) {
  if let text = place.text(PlaceField.store) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    if let store = facts.model.store(name) {
      let count = facts.model.stores[store].sliceCount
      if parts.count == 2, !isSlice(parts[1], below: count) {
        found.append(.noSlice(String(parts[1]), name, count, at: place.span))
      }
    } else {
      found.append(
        .noStore(name, nearest(to: name, among: facts.model.stores.map(\.name)), at: place.span))
    }
  }
  if let database = place.text(PlaceField.database), !databases.contains(database) {
    found.append(.noDatabase(database, databases, at: place.span(PlaceField.database)))
  }
}

/// `s0003`, one of the slices 0 to count - 1.
private func isSlice(_ text: Substring, below count: Int) -> Bool {
  let digits = text.dropFirst()
  guard text.first == "s", digits.count >= 4, digits.utf8.allSatisfy({ (48...57).contains($0) }),
    digits.count == 4 || digits.first != "0", let number = Int(digits)
  else { return false }
  return number < count
}

private func placed(_ place: String) -> String {
  """
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod_live, status: provisioned }]
  placement: { prod_live: { \(place) } }

  """
}

extension Diagnostic {
  fileprivate static func noStore(_ name: String, _ near: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      .placementUnknown, "there is no datastore `\(name)`", at: span,
      help: near.map { "did you mean `\($0)`?" } ?? "a store, or one slice of it: `crm/s0003`")
  }

  fileprivate static func noSlice(
    _ slice: String, _ store: String, _ count: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .placementUnknown, "store `\(store)` has no slice `\(slice)`", at: span,
      help: "it has \(count) slice\(count == 1 ? "" : "s"), s0000 is the first")
  }

  fileprivate static func noDatabase(
    _ name: String, _ databases: [String], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .placementUnknown, "the platform has no merge database `\(name)`", at: span,
      help: nearest(to: name, among: databases).map { "did you mean `\($0)`?" }
        ?? "its databases: " + databases.joined(separator: ", "))
  }
}
