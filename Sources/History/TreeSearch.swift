extension GitRepository {
  /// The folder at a path below a tree; nil where there is none. A link on the way is none.
  public func folder(_ path: String, below tree: ObjectID) throws(HistoryError) -> ObjectID? {
    var at = tree
    for part in path.split(separator: "/") {
      let next = try entries(of: at).first { $0.name.map { $0 == part } ?? false }
      guard let next, next.kind == .folder else { return nil }
      at = next.id
    }
    return at
  }

  /// Every folder below a tree, itself included, that holds an entry of that name, sorted by git's
  /// order of their paths; the root is the empty path.
  /// - Throws: also where the tree has more than `limit` folders.
  public func folders(
    holding name: String, below tree: ObjectID, limit: Int = 200_000
  ) throws(HistoryError) -> [String] {
    var found: [String] = []
    var waiting: [(path: String, id: ObjectID)] = [("", tree)]
    var seen = 0
    while let next = waiting.popLast() {
      seen += 1
      if seen > limit { throw HistoryError("it has more than \(limit) folders") }
      let entries = try entries(of: next.id)
      if entries.contains(where: { $0.name == name }) { found.append(next.path) }
      for entry in entries.reversed() where entry.kind == .folder {
        let path = next.path.isEmpty ? entry.shownName : next.path + "/" + entry.shownName
        waiting.append((path, entry.id))
      }
    }
    return found
  }
}
