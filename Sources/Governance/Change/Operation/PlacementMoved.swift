import Change
import Diagnostics
import IR
import Model

extension Rule {
  static let placementMoved = Rule(
    code: "placement-moved", severity: .warning,
    summary: "Slices of a store go to another merge database.",
    why: """
      dsgen does not copy data from database to database: on the new one the tables begin empty and are \
      filled from the source again, and what history the old ones hold stays there. Resynchronise the \
      streams, or copy the tables, before readers need them.
      """,
    before: platform + "---\n" + assignments(""),
    wrong: platform + "---\n"
      + assignments("placement: { lint: { crm: second, masked_crm: second } }"),
    right: platform + "---\n"
      + assignments("placement: { lint: { crm: first, masked_crm: first } }"))

  private static let platform = Example.platform(
    postgres: "{ host: pg-data, credential: postgres, databases: [first, second] }")

  private static func assignments(_ placement: String) -> String {
    """
    kind: Assignments
    groups:
      reporting.live: [{ platform: lint, status: provisioned }]
    \(placement)

    """
  }
}

extension ChangeCheck {
  static let placementMoved = ChangeCheck(.placementMoved, on: .operation) { facts, found in
    guard let base = facts.base else { return }
    let (old, new) = (Places(base), Places(facts.head))
    for key in Set(old.spans.keys).union(new.spans.keys).sorted(by: Places.precedes) {
      guard let before = base.store(key.store), let after = facts.head.store(key.store),
        base.platform(key.platform) != nil, facts.head.platform(key.platform) != nil,
        let span = new.spans[key] ?? old.spans[key]
      else { continue }
      let count = min(base.stores[before].sliceCount, facts.head.stores[after].sliceCount)
      let moved = (0..<count).compactMap { slice -> String? in
        let (from, to) = (old.database(of: slice, key), new.database(of: slice, key))
        return from == to ? nil : "`\(PhysicalNames.sliceLabel(slice))` from `\(from)` to `\(to)`"
      }
      if !moved.isEmpty { found.append(.placementMoved(key, moved, of: count, at: span)) }
    }
  }
}

/// Which merge database holds what, as one model says.
private struct Places {
  struct Key: Hashable {
    let platform: String
    let store: String
  }

  /// Where a store's places on a platform are declared: the first of them.
  private(set) var spans: [Key: Span] = [:]
  /// By platform, then by `store` or `store/s0003`.
  private var databases: [String: [String: String]] = [:]
  /// By platform: what holds all else.
  private var defaults: [String: String] = [:]

  init(_ model: Model) {
    for platform in model.platforms {
      let names = platform.object.object(PlatformField.postgres)?.texts(PostgresField.databases)
      defaults[platform.name] = names?.first ?? PostgresField.databases.field.defaultValue
    }
    for document in model.assignments {
      for placement in document.objects(AssignmentsField.placement) {
        let platform = placement.text(PlacementField.platform) ?? ""
        for place in placement.objects(PlacementField.places) {
          let what = place.text(PlaceField.store) ?? ""
          databases[platform, default: [:]][what] = place.text(PlaceField.database)
          let key = Key(platform: platform, store: String(what.prefix { $0 != "/" }))
          if spans[key] == nil { spans[key] = place.span }
        }
      }
    }
  }

  func database(of slice: Int, _ key: Key) -> String {
    let places = databases[key.platform] ?? [:]
    return places[key.store + "/" + PhysicalNames.sliceLabel(slice)] ?? places[key.store]
      ?? defaults[key.platform] ?? ""
  }

  static func precedes(_ a: Key, _ b: Key) -> Bool {
    (a.platform + "\u{0}" + a.store).utf8.lexicographicallyPrecedes(
      (b.platform + "\u{0}" + b.store).utf8)
  }
}

extension Diagnostic {
  fileprivate static func placementMoved(
    _ key: Places.Key, _ moved: [String], of count: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .placementMoved,
      "\(moved.count) of \(count) slices of `\(key.store)` go to another database on `\(key.platform)`",
      at: span, notes: ["moves: " + listed(moved, atMost: 10)],
      help: "copy their tables, or resynchronise the streams, before readers need them",
      about: Subject(key.store))
  }
}
