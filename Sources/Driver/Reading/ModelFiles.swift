internal import DSLFrontend
internal import Diagnostics
internal import Synchronization

/// The model's files of one run. Their bytes are dropped once they are decoded, and read again when
/// a message needs a line.
final class ModelFiles: SourceLookup {
  /// Larger files are refused before they are read.
  static let sizeLimit = 64 << 20

  let tree: any ModelTree
  let files: [ModelFile]
  private let recent = Mutex<[(id: FileID, source: SourceFile)]>([])

  init(_ tree: any ModelTree, _ files: [ModelFile]) {
    self.tree = tree
    self.files = files
  }

  var bytes: Int { files.reduce(0) { $0 + $1.size } }

  func path(of file: FileID) -> String { tree.shownPath(files[Int(file.index)].path) }

  func source(_ file: FileID) -> SourceFile? {
    if let known = recent.withLock({ kept in kept.first { $0.id == file }?.source }) {
      return known
    }
    guard let bytes = try? read(Int(file.index)) else { return nil }
    let source = SourceFile(path: files[Int(file.index)].path, bytes: bytes)
    recent.withLock { kept in
      if kept.count == 8 { kept.removeFirst() }
      kept.append((file, source))
    }
    return source
  }

  /// Reads and decodes all files: contiguous runs of them, of about the same number of bytes, each
  /// into an arena of its own.
  func decode(jobs: Int) throws -> (arenas: [Arena], problems: [Diagnostic]) {
    let runs = runs(jobs)
    let results = Mutex(
      [(arena: Arena, problems: [Diagnostic])?](repeating: nil, count: runs.count))
    try Workers.each(runs.count, jobs: jobs) { index in
      var arena = Arena()
      var problems: [Diagnostic] = []
      for file in runs[index] {
        try Signals.stopIfInterrupted()
        do {
          if let bytes = try read(file) {
            arena.decode(SourceFile(path: files[file].path, bytes: bytes), id: FileID(file))
          } else {
            problems.append(tooLarge(file))
          }
        } catch let error as Unreadable {
          problems.append(tree.unreadable(files[file].path, error))
        }
      }
      results.withLock { $0[index] = (arena, problems) }
    }
    let all = results.withLock { $0.compactMap(\.self) }
    return (all.map(\.arena), all.flatMap(\.problems))
  }

  var ecosystemMissing: Diagnostic {
    let marker = files.firstIndex { $0.path == ModelFolder.marker }
    return Diagnostic(
      .ecosystemMissing, "the model has no `kind: Ecosystem` document",
      at: marker.map { Span(file: FileID($0), start: 0, end: 0) },
      path: tree.shownPath(ModelFolder.marker),
      help: "it belongs into \(ModelFolder.marker), with `name`, `repository` and `live`")
  }

  /// nil where the file is too large.
  private func read(_ file: Int) throws -> [UInt8]? {
    if files[file].size > Self.sizeLimit { return nil }
    return try tree.read(files[file].path, limit: Self.sizeLimit)
  }

  private func tooLarge(_ file: Int) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, "the file is larger than \(Self.sizeLimit >> 20) MiB", at: nil,
      path: tree.shownPath(files[file].path),
      help: "split it: a datastore may go on in `kind: Datasets` documents in further files")
  }

  private func runs(_ jobs: Int) -> [Range<Int>] {
    let share = max(64 * 1024, bytes / max(1, jobs) + 1)
    var runs: [Range<Int>] = []
    var start = 0
    var size = 0
    for (index, file) in files.enumerated() {
      size += file.size
      if size >= share {
        runs.append(start..<index + 1)
        start = index + 1
        size = 0
      }
    }
    if start < files.count { runs.append(start..<files.count) }
    return runs
  }
}
