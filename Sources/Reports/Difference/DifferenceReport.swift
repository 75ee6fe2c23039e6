public import Change
public import Diagnostics
internal import Model

/// What differs between two models, to be printed: by owner, then by object.
public struct DifferenceReport {
  let difference: ModelDifference
  let base: any SourceLookup
  let head: any SourceLookup
  let groups: [Group]

  /// What one owner may change.
  struct Group {
    /// nil: nobody is declared.
    let owner: Owner?
    let repository: String?
    let objects: [ObjectChange]

    var title: String { owner?.title ?? "no owner" }
  }

  /// - Parameters:
  ///   - base: where the base's places are; of models that were read together the same as `head`.
  public init(_ difference: ModelDifference, base: any SourceLookup, head: any SourceLookup) {
    self.difference = difference
    self.base = base
    self.head = head
    let owners = Dictionary(grouping: difference.objects, by: \.owner)
    groups = owners.map { owner, objects in
      Group(
        owner: owner,
        repository: owner.flatMap {
          difference.base?.repository(of: $0) ?? difference.head.repository(of: $0)
        }, objects: objects)
    }.sorted { Self.rank($0.owner) < Self.rank($1.owner) }
  }

  /// `3 changed, 1 added`; nil where nothing differs.
  public var summary: String? {
    let sorts: [ObjectChange.Sort] = [.added, .removed, .renamed, .changed]
    let parts = sorts.compactMap { sort -> String? in
      let count = difference.objects.count { $0.sort == sort }
      return count == 0 ? nil : "\(count) \(sort.rawValue)"
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The ecosystem, then zones, then teams, each by the bytes of its name.
  private static func rank(_ owner: Owner?) -> Rank {
    switch owner {
    case .ecosystem: Rank(kind: 0, name: "")
    case .zone(let name): Rank(kind: 1, name: name)
    case .team(let path): Rank(kind: 2, name: path)
    case nil: Rank(kind: 3, name: "")
    }
  }

  private struct Rank: Comparable {
    let kind: Int
    let name: String

    static func < (a: Rank, b: Rank) -> Bool {
      a.kind != b.kind
        ? a.kind < b.kind : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }
  }

  // MARK: words

  /// `dataset crm.orders`.
  func title(_ change: ObjectChange) -> String {
    change.kind == .ecosystem ? change.kind.title : change.kind.title + " " + change.path
  }

  /// What is known besides: another owner, or another object that looks like it.
  func remarks(_ change: ObjectChange) -> [String] {
    var remarks: [String] = []
    if let old = change.baseOwner, let new = change.headOwner, old != new {
      remarks.append("its owner would be \(new.title)")
    }
    if let twin = change.twin {
      let isRenameable = change.kind.fields.contains { $0.name == "was" }
      let name = twin.split(separator: ".").last.map(String.init) ?? twin
      if change.sort == .added {
        remarks.append(
          "has the content of \(twin), which is removed"
            + (isRenameable ? ": `was: \(name)` would keep what that was" : ""))
      } else {
        remarks.append("\(twin), which is new, has its content")
      }
    }
    return remarks
  }

  /// What a field says, or what holds where it says nothing.
  func words(_ value: FieldValue?, _ field: Field) -> String {
    if let value { return value.text }
    return field.defaultValue.map { "\($0) (left out)" } ?? "(left out)"
  }
}
