internal import Synchronization

/// What an earlier run has left in a platform's folder.
struct KeptPieces: Sendable {
  let record: TreeRecord.Platform
  /// The pieces of which somebody has changed or removed a file.
  let damaged: Set<String>
  /// All but a few pieces stay: what else is in the folder is looked at only where a new one must go.
  let isComplete: Bool

  /// - Parameter rehash: files are read again; else their sizes, times and inodes tell.
  /// - Returns: nil where a run has written since, or was cut off.
  init?(
    _ record: TreeRecord.Platform, below folder: String, isComplete: Bool, rehash: Bool, jobs: Int
  ) throws {
    guard record.index.isIntact(below: folder, rehash: rehash), try !Bookkeeping.isOpen(folder)
    else { return nil }
    let pieces = record.pieces
    let found = Mutex<Set<String>>([])
    let share = 256
    try Workers.each((pieces.count + share - 1) / share, jobs: jobs) { part in
      for piece in pieces[(part * share)..<min(pieces.count, (part + 1) * share)]
      where !piece.isIntact(below: folder, rehash: rehash) {
        _ = found.withLock { $0.insert(piece.key) }
      }
    }
    damaged = found.withLock { $0 }
    if isComplete, !damaged.isEmpty { return nil }
    self.record = record
    self.isComplete = isComplete
  }

  /// The files that are as they were left.
  var intact: [TreeRecord.File] {
    record.pieces.filter { !damaged.contains($0.key) }.flatMap(\.files)
      + record.pieces.filter { !damaged.contains($0.key) }.compactMap(\.manifest) + [record.index]
  }

  /// The pieces that are as they were left, by what they are of.
  var pieces: [String: TreeRecord.Piece] {
    Dictionary(record.pieces.filter { !damaged.contains($0.key) }.map { ($0.key, $0) }) { a, _ in a
    }
  }
}
