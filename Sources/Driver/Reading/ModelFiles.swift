internal import DSLFrontend
internal import Diagnostics
internal import Synchronization

/// The model's files of one run. Their bytes are dropped once they are decoded, and read again when
/// a message needs a line.
final class ModelFiles: SourceLookup {
  /// Larger files are refused before they are read.
  static let sizeLimit = 64 << 20

  /// Where they are; of two models the head's.
  let tree: any ModelTree
  private let baseTree: any ModelTree
  let files: [ModelFile]
  private let recent = Mutex<[(id: FileID, source: SourceFile)]>([])

  /// - Parameter base: where the files of side `base` are.
  init(_ tree: any ModelTree, _ files: [ModelFile], base: (any ModelTree)? = nil) {
    self.tree = tree
    baseTree = base ?? tree
    self.files = files
  }

  var bytes: Int { files.reduce(0) { $0 + $1.size } }

  func path(of file: FileID) -> String {
    let file = files[Int(file.index)]
    return tree(of: file).shownPath(file.path)
  }

  private func tree(of file: ModelFile) -> any ModelTree {
    file.side == .base ? baseTree : tree
  }

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

  /// Reads and decodes all files of one model.
  func decode(jobs: Int) throws -> (arenas: [Arena], problems: [Diagnostic]) {
    try decode(Array(files.indices), jobs: jobs)
  }

  /// Reads and decodes files: runs of them, of about the same number of bytes, each into an arena of its
  /// own.
  func decode(
    _ chosen: [Int], jobs: Int
  ) throws -> (arenas: [Arena], problems: [Diagnostic]) {
    let runs = runs(chosen, jobs)
    let results = Mutex(
      [(arena: Arena, problems: [Diagnostic])?](repeating: nil, count: runs.count))
    try Workers.each(runs.count, jobs: jobs) { index in
      var arena = Arena()
      var problems: [Diagnostic] = []
      for file in runs[index] {
        try Signals.stopIfInterrupted()
        do {
          if let bytes = try read(file) {
            arena.decode(bytes, id: FileID(file))
          } else {
            problems.append(tooLarge(file))
          }
        } catch let error as Unreadable {
          problems.append(tree(of: files[file]).unreadable(files[file].path, error))
        }
      }
      results.withLock { $0[index] = (arena, problems) }
    }
    let all = results.withLock { $0.compactMap(\.self) }
    return (all.map(\.arena), all.flatMap(\.problems))
  }

  /// - Parameter side: of which of two models.
  func ecosystemMissing(_ side: Frontend.Side?) -> Diagnostic {
    let marker = files.firstIndex {
      $0.path == ModelFolder.marker && (side == nil || $0.side == nil || $0.side == side)
    }
    return Diagnostic(
      .ecosystemMissing, "the model has no `kind: Ecosystem` document",
      at: marker.map { Span(file: FileID($0), start: 0, end: 0) },
      path: (side == .base ? baseTree : tree).shownPath(ModelFolder.marker),
      help: "it belongs into \(ModelFolder.marker), with `name`, `repository` and `live`")
  }

  /// nil where the file is too large.
  private func read(_ file: Int) throws -> [UInt8]? {
    if files[file].size > Self.sizeLimit { return nil }
    return try tree(of: files[file]).read(files[file].path, limit: Self.sizeLimit)
  }

  private func tooLarge(_ file: Int) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, "the file is larger than \(Self.sizeLimit >> 20) MiB", at: nil,
      path: tree(of: files[file]).shownPath(files[file].path),
      help: "split it: a datastore may go on in `kind: Datasets` documents in further files")
  }

  private func runs(_ chosen: [Int], _ jobs: Int) -> [ArraySlice<Int>] {
    let bytes = chosen.reduce(0) { $0 + files[$1].size }
    let share = max(64 * 1024, bytes / max(1, jobs) + 1)
    var runs: [ArraySlice<Int>] = []
    var start = 0
    var size = 0
    for (index, file) in chosen.enumerated() {
      size += files[file].size
      if size >= share {
        runs.append(chosen[start...index])
        start = index + 1
        size = 0
      }
    }
    if start < chosen.count { runs.append(chosen[start...]) }
    return runs
  }
}
