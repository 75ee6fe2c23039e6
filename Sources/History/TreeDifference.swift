extension GitRepository {
  /// The paths of all files, links and submodules that two trees do not have alike, sorted by bytes.
  /// Folders that are the same are not looked into.
  /// - Throws: also where there are more than `limit` folders to look into.
  public func differences(
    from old: ObjectID, to new: ObjectID, limit: Int = 200_000
  ) throws(HistoryError) -> [String] {
    var found: [String] = []
    var waiting: [(path: String, old: ObjectID?, new: ObjectID?)] = [("", old, new)]
    var seen = 0
    while let next = waiting.popLast() {
      seen += 1
      if seen > limit { throw HistoryError("more than \(limit) folders differ") }
      var before: [String: TreeEntry] = [:]
      for entry in try next.old.map(listing) ?? [] { before[entry.shownName] = entry }
      func differs(_ old: TreeEntry?, _ new: TreeEntry?) {
        let name = (old ?? new)?.shownName ?? ""
        let path = next.path.isEmpty ? name : next.path + "/" + name
        let folders = [old, new].map { $0?.kind == .folder ? $0?.id : nil }
        if folders[0] != nil || folders[1] != nil { waiting.append((path, folders[0], folders[1])) }
        if [old, new].contains(where: { $0.map { $0.kind != .folder } ?? false }) {
          found.append(path)
        }
      }
      for entry in try next.new.map(listing) ?? [] {
        let other = before.removeValue(forKey: entry.shownName)
        if let other, other.id == entry.id, other.mode == entry.mode { continue }
        differs(other, entry)
      }
      for entry in before.values { differs(entry, nil) }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func listing(_ tree: ObjectID) throws(HistoryError) -> [TreeEntry] {
    try entries(of: tree)
  }
}
