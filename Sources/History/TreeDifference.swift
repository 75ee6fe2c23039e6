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
      let before = try next.old.map(listing) ?? []
      let after = try next.new.map(listing) ?? []
      let (known, kept) = (Set(before.map(Alike.init)), Set(after.map(Alike.init)))
      let gone = before.filter { !kept.contains(Alike($0)) }
      let come = after.filter { !known.contains(Alike($0)) }
      for entry in gone + come where entry.kind != .folder {
        found.append(join(next.path, entry.shownName))
      }
      var folders = come.filter { $0.kind == .folder }
      for folder in gone where folder.kind == .folder {
        let name = Array(folder.shownName.utf8)
        let twin = folders.firstIndex { name.elementsEqual($0.shownName.utf8) }
        waiting.append(
          (join(next.path, folder.shownName), folder.id, twin.map { folders.remove(at: $0).id }))
      }
      for folder in folders { waiting.append((join(next.path, folder.shownName), nil, folder.id)) }
    }
    found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return found.indices.filter { index in
      index == 0 || !found[index].utf8.elementsEqual(found[index - 1].utf8)
    }.map { found[$0] }
  }

  private func listing(_ tree: ObjectID) throws(HistoryError) -> [TreeEntry] {
    try entries(of: tree)
  }

  private func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder + "/" + name
  }
}

/// What two trees have in common. Names are compared by their bytes: text that only means the same is another.
private struct Alike: Hashable {
  let name: [UInt8]
  let id: ObjectID
  let mode: UInt32

  init(_ entry: TreeEntry) {
    name = Array(entry.shownName.utf8)
    id = entry.id
    mode = entry.mode
  }
}
