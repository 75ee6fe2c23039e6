internal import Change
internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import Model
internal import Synchronization

/// Two models read together, the base and the head of a change. A file that both have with the same
/// content is read once, and both models lie in one tree.
struct ModelPair: Sendable {
  /// The files of both: every place of either model leads here.
  let files: ModelFiles
  let headTree: any ModelTree
  /// nil where there is no base.
  let baseTree: (any ModelTree)?
  /// Why there is no base at all, in words; nil where there is one.
  let absence: String?
  /// nil where there is no base, or where a file could not be read.
  let base: LoadedModel?
  /// nil where a file could not be read.
  let head: LoadedModel?
  /// Files that could not be read.
  let problems: [Diagnostic]

  /// - Parameters:
  ///   - resolving: whether references that lead nowhere are told.
  /// - Throws: `Failure` where a model is not to be found, or the base cannot be told.
  init(_ context: Context, base: String, head: String?, resolving: Bool) throws {
    context.begin("find")
    let headTree = try ModelLocation.open(head, context)
    self.headTree = headTree
    let headFiles = try Discovery(headTree, goOn: context.progress.goOn)
    var baseTree: (any ModelTree)?
    switch try ModelLocation.find(base, context) {
    case .found(let tree):
      baseTree = tree
      absence = nil
    case .absent(let reason): absence = reason
    }
    self.baseTree = baseTree
    let baseFiles = try baseTree.map { try Discovery($0, goOn: context.progress.goOn) }
    context.begin("read")
    let files = ModelFiles(
      headTree,
      try Self.paired(
        baseTree.map { ($0, baseFiles?.files ?? []) }, (headTree, headFiles.files),
        jobs: context.settings.jobs),
      base: baseTree)
    self.files = files
    context.progress.expect(bytes: files.bytes)
    func decode(_ side: Frontend.Side?) throws -> (arenas: [Arena], problems: [Diagnostic]) {
      let chosen = files.files.indices.filter { files.files[$0].side == side }
      let reading = try files.decode(chosen, jobs: context.settings.jobs)
      return (reading.arenas, reading.problems)
    }
    let (shared, unreadShared) = try decode(nil)
    let (old, unreadOld) = try decode(.base)
    let (new, unreadNew) = try decode(.head)
    context.statistics.amount("files read", files.files.count)
    context.statistics.amount("bytes read", files.bytes)
    problems =
      (baseFiles?.problems ?? []) + headFiles.problems + unreadShared + unreadOld + unreadNew
    guard problems.isEmpty else {
      (self.base, self.head) = (nil, nil)
      return
    }
    context.begin("link")
    let loaded = Frontend.assemble(
      shared: consume shared, base: consume old, head: consume new,
      side: { files.files[Int($0.index)].side }, resolving: resolving)
    self.base = absence == nil ? loaded.base : nil
    self.head = loaded.head
  }

  /// What differs in meaning; nil where a model is missing that should be there.
  func difference() -> ModelDifference? {
    guard let head, absence != nil || base != nil else { return nil }
    let policies = Governance.rules.filter(\.isPolicy).map(\.code)
    return ModelDifference(base: base?.model, head: head.model, policyRules: Set(policies))
  }

  /// What was found while reading, in the order of places; a finding in a file of both is told once.
  var findings: [Diagnostic] {
    let inBase = base?.diagnostics.filter { finding in
      finding.span.map { files.files[Int($0.file.index)].side == .base } ?? false
    }
    return (problems + (inBase ?? []) + (head?.diagnostics ?? [])).inOrderOfPlace()
  }

  // MARK: files

  /// The files of both models by path, those that are the same as one.
  private static func paired(
    _ base: (tree: any ModelTree, files: [ModelFile])?,
    _ head: (tree: any ModelTree, files: [ModelFile]), jobs: Int
  ) throws -> [ModelFile] {
    guard let base else { return head.files.map { ModelFile($0, .head) } }
    let old = Dictionary(base.files.map { ($0.path, $0.size) }) { first, _ in first }
    let both = head.files.filter { old[$0.path] == $0.size }
    let same = Mutex<Set<String>>([])
    try Workers.each(both.count, jobs: jobs) { index in
      let path = both[index].path
      if isSame(path, base.tree, head.tree) { _ = same.withLock { $0.insert(path) } }
    }
    let shared = same.withLock { $0 }
    var files = head.files.map { ModelFile($0, shared.contains($0.path) ? nil : .head) }
    files += base.files.filter { !shared.contains($0.path) }.map { ModelFile($0, .base) }
    // The base's file before the head's of the same path.
    return files.sorted { a, b in
      Path.precedes(a.path, b.path) || a.path == b.path && a.side == .base && b.side == .head
    }
  }

  /// Two commits know by the name of the content; else the bytes are compared.
  private static func isSame(
    _ path: String, _ base: any ModelTree, _ head: any ModelTree
  ) -> Bool {
    if let old = base.contentName(path), let new = head.contentName(path) { return old == new }
    guard let old = try? base.read(path, limit: ModelFiles.sizeLimit),
      let new = try? head.read(path, limit: ModelFiles.sizeLimit)
    else { return false }
    return old == new
  }
}

extension ModelFile {
  fileprivate init(_ file: ModelFile, _ side: Frontend.Side?) {
    self.init(path: file.path, size: file.size, side: side)
  }
}
