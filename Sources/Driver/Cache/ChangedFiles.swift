internal import DSLFrontend
internal import Diagnostics
internal import IR
internal import Model

/// What of a model's files is not as the last run read it, by packs: both versions in one list of files, in
/// which the files of the model have the numbers that they have alone.
struct ChangedFiles: Sendable {
  let files: ModelFiles
  /// The packs that were, and those that are.
  let old: [FilePack]
  let new: [FilePack]
  /// By its place in the last run's list the number of each file.
  let numbers: [FileID]
  private let state: RunState
  private let hashes: [ContentHash]

  /// - Parameter hashes: of the model's files now.
  init(_ state: RunState, _ source: ModelFiles, _ hashes: [ContentHash]) {
    self.state = state
    self.hashes = hashes
    let now = source.files
    let before = FilePack.cut(Array(state.files.indices), of: state.files)
    let packs = FilePack.cut(Array(now.indices), of: now)
    func name(_ pack: FilePack, _ files: [ModelFile], _ hashes: [ContentHash]) -> ContentHash {
      RunState.content(pack.files.map { files[$0] }, pack.files.map { hashes[$0] })
    }
    let known = Set(before.map { name($0, state.files, state.hashes) })
    let here = Set(packs.map { name($0, now, hashes) })
    old = before.filter { !here.contains(name($0, state.files, state.hashes)) }
    new = packs.filter { !known.contains(name($0, now, hashes)) }
    // The files of both come first, by the numbers that they have in the model; then those that were.
    let places = Dictionary(uniqueKeysWithValues: now.enumerated().map { ($1.path, $0) })
    var list = now
    for file in new.flatMap(\.files) { list[file].side = .head }
    var numbers: [FileID?] = state.files.map { places[$0.path].map { FileID($0) } }
    for file in old.flatMap(\.files) {
      numbers[file] = FileID(list.count)
      var was = state.files[file]
      was.side = .base
      list.append(was)
    }
    // A file that is gone was in a pack that is gone.
    self.numbers = numbers.map { $0! }
    files = ModelFiles(source.tree, list)
  }

  /// What is remembered of the model now.
  func state(
    _ findings: [Diagnostic], _ model: LoadedModel, _ census: Census, roles: [PlatformRole]?
  ) -> RunState {
    var now = Array(files.files[..<count])
    for index in now.indices { now[index].side = nil }
    return RunState(
      files: now, hashes: hashes, findings: findings, model: model, census: census, roles: roles)
  }

  /// The files of the model now.
  var count: Int { hashes.count }

  /// The bytes of what there is to read.
  var size: Int { new.reduce(0) { $0 + $1.files.reduce(0) { $0 + files.files[$1].size } } }

  /// Whether a file is as it was, for all that packs tell.
  func isShared(_ file: FileID) -> Bool { files.files[Int(file.index)].side == nil }

  /// A place of the last run as one of this list. What is in a file that has not changed itself is the
  /// same place now, whatever its pack.
  func now(_ file: FileID) -> FileID {
    let number = numbers[Int(file.index)]
    if isShared(number) { return number }
    let was = state.files[Int(file.index)]
    let same = new.lazy.flatMap(\.files).first {
      files.files[$0].path == was.path && hashes[$0] == state.hashes[Int(file.index)]
    }
    return same.map { FileID($0) } ?? number
  }

  // MARK: reading

  /// What was, from the cache; nil where it is not there.
  func oldArenas(_ cache: Cache) -> [Arena]? {
    let arenas = old.map { pack in
      pack.kept(
        in: cache, pack.files.map { state.hashes[$0] }, ids: pack.files.map { numbers[$0] })
    }
    return arenas.contains { $0 == nil } ? nil : arenas.compactMap(\.self)
  }

  /// What is now; nil where anything is wrong with it.
  func newArenas(_ cache: Cache, jobs: Int) throws -> [Arena]? {
    try read(new, cache, jobs: jobs)
  }

  /// The packs that hold any of some files that both models have; nil where anything is wrong with them.
  func shared(_ wanted: Set<FileID>, _ cache: Cache, jobs: Int) throws
    -> (arenas: [Arena], files: Set<FileID>)?
  {
    let own = FilePack.cut(Array(hashes.indices), of: files.files).filter { pack in
      pack.files.contains { isShared(FileID($0)) && wanted.contains(FileID($0)) }
    }
    let read = Set(own.flatMap { $0.files.map { FileID($0) } })
    return try self.read(own, cache, jobs: jobs).map { ($0, read) }
  }

  /// Packs side by side are cut as they were.
  private func read(_ packs: [FilePack], _ cache: Cache, jobs: Int) throws -> [Arena]? {
    let reading = try files.decode(packs.flatMap(\.files), jobs: jobs, keeping: .all(cache))
    let isRight = reading.problems.isEmpty && reading.arenas.allSatisfy(\.isFaultless)
    return isRight ? reading.arenas : nil
  }
}
