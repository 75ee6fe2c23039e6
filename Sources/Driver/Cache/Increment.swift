internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import IR
internal import Model
internal import Packing

/// A run on a model of which an earlier run knows nearly all: what changed is read, what the change reaches is
/// judged and made.
///
/// Most of a model are datasets, and most changes are in a few of them. So a model is remembered without its
/// datasets; those of the stores that matter are read again, or taken from the cache.
struct Increment: Sendable {
  let changed: ChangedFiles
  private let state: RunState
  private let cache: Cache
  private let jobs: Int
  /// The model before and now, as far as they were read: every document is there, and all datasets of files that
  /// changed.
  private let base: LoadedModel
  private let head: LoadedModel
  /// What the change reaches; nil: it may reach everything.
  let reach: ReachedPart?

  /// nil where so little is known that everything is read.
  init?(
    _ state: RunState, _ source: ModelFiles, _ hashes: [ContentHash], _ cache: Cache,
    _ context: Context
  ) throws {
    guard !state.skeleton.isEmpty else { return nil }
    let changed = ChangedFiles(state, source, hashes)
    guard changed.size <= max(Self.small, source.bytes / 4) else { return nil }
    let jobs = context.settings.jobs
    context.begin("read")
    var packed = Unpacker(state.skeleton)
    guard let old = changed.oldArenas(cache), let new = try changed.newArenas(cache, jobs: jobs),
      let skeleton = try? Arena(packed: &packed, files: changed.numbers)
    else { return nil }
    context.begin("link")
    self.init(
      changed, state, cache, jobs,
      shared: [skeleton.leavingOut { !changed.isShared($0) }], old, new)
  }

  private init?(
    _ changed: ChangedFiles, _ state: RunState, _ cache: Cache, _ jobs: Int, shared: [Arena],
    _ old: [Arena], _ new: [Arena]
  ) {
    let (base, head) = Frontend.assemble(
      shared: shared, base: old, head: new,
      side: { changed.files.files[Int($0.index)].side }, resolving: false)
    guard base.diagnostics.isEmpty, head.diagnostics.isEmpty, !base.isPartial, !head.isPartial
    else {
      return nil
    }
    self.changed = changed
    self.state = state
    self.cache = cache
    self.jobs = jobs
    self.base = base
    self.head = head
    reach = ReachedPart(from: base.model, to: head.model)
  }

  /// Changes of so many bytes are never too large to be looked at as changes.
  private static let small = 1 << 20

  // MARK: datasets alone

  /// A change of what is in some datasets, which nothing but their readers' views can follow: the same with all
  /// datasets of the stores that matter for it; nil where it is another.
  func completed() throws -> Increment? {
    guard let reach, reach.isOfDatasets, !base.hasOrphans, !head.hasOrphans,
      base.model.saysBesideStores(sameAs: head.model), !state.hasSuppressions,
      head.model.suppressions.isEmpty,
      reach.head.stores.allSatisfy({ $0.ingestionType != .transformer }),
      reach.head.workspaces.allSatisfy({ $0.transformer == nil })
    else { return nil }
    var wanted: Set<FileID> = []
    for store in neighbourhood.stores.compactMap(head.model.store).map({ head.model.stores[$0] }) {
      wanted.insert(store.object.file)
      wanted.formUnion(store.parts.map(\.file))
    }
    wanted = wanted.filter(changed.isShared)
    if wanted.isEmpty { return self }
    var packed = Unpacker(state.skeleton)
    guard let more = try changed.shared(wanted, cache, jobs: jobs),
      let old = changed.oldArenas(cache), let new = try changed.newArenas(cache, jobs: jobs),
      let skeleton = try? Arena(packed: &packed, files: changed.numbers)
    else { return nil }
    let rest = skeleton.leavingOut { !changed.isShared($0) || more.files.contains($0) }
    return Increment(changed, state, cache, jobs, shared: [rest] + more.arenas, old, new)
  }

  /// What a change in some datasets has to do with, by names: its stores, who reads them, what else these
  /// read, and what all that is made of.
  private var neighbourhood: (stores: Set<String>, workspaces: Set<String>) {
    guard let part = reach?.head else { return ([], []) }
    let model = head.model
    var stores = Set(part.stores.map(\.name))
    var waiting = part.workspaces
    var workspaces = Set(waiting.map(\.name))
    while let workspace = waiting.popLast() {
      for store in workspace.storesRead where stores.insert(store).inserted {
        guard let maker = model.maker(of: store), workspaces.insert(maker.name).inserted else {
          continue
        }
        waiting.append(maker)
      }
    }
    return (stores, workspaces)
  }

  /// What is told of the model now: what was told before, but for what is judged anew; nil where that cannot
  /// be told apart. Only of what `completed` gives.
  func findings(_ settings: Settings) -> [Diagnostic]? {
    let before = judge(base, .base, settings)
    var left = KnownFindings(before)
    var told: [Diagnostic] = []
    for finding in state.findings {
      if left.remove(finding.moved { changed.numbers[Int($0.index)] }) { continue }
      let moved = finding.moved(changed.now)
      // Where it is now is not known: its file is another.
      guard moved.files.allSatisfy({ Int($0.index) < changed.count }) else { return nil }
      told.append(moved)
    }
    guard left.isEmpty else { return nil }
    return (told + judge(head, .head, settings)).inOrderOfPlace()
  }

  private func judge(
    _ loaded: LoadedModel, _ side: Frontend.Side, _ settings: Settings
  ) -> [Diagnostic] {
    let names = neighbourhood
    let part = loaded.model.part(
      stores: { names.stores.contains($0.name) },
      workspaces: { names.workspaces.contains($0.name) })
    return Judged.findings(
      of: loaded, resolving: part, isAlone: true, lacksDatasets: true, in: changed.files,
      side: side, settings)
  }

  /// What is remembered of the model now.
  func state(_ findings: [Diagnostic]) -> RunState {
    changed.state(findings, head, roles: state.roles)
  }

  /// The pieces of output that may differ, by what they are of. Only of what `completed` gives.
  var pieces: Set<String> {
    guard let part = reach?.head else { return [] }
    var keys = Set(part.workspaces.map { PieceKey.workspace($0.name) })
    for store in part.stores {
      keys.insert(PieceKey.store(store.name))
      for dataset in store.datasets {
        let number = part.slice(ofDataset: dataset, count: store.sliceCount)
        keys.insert(PieceKey.slice(store.name, number))
      }
    }
    return keys
  }

  /// What platforms run of the stores that changed, as if the rest of the model were there. Only of what
  /// `completed` gives, and without errors.
  func estate() -> Estate? {
    guard let roles = state.roles else { return nil }
    let workspaces = neighbourhood.workspaces
    let part = head.model.part(
      stores: { _ in true }, workspaces: { workspaces.contains($0.name) })
    return Estate.lower(part, roles: roles)
  }
}

extension Workspace {
  /// The names of the stores that any of its groups reads.
  fileprivate var storesRead: [String] {
    groups.flatMap { group in
      group.objects(GroupField.reads).compactMap { read in
        (read.text(ReadField.dataset) ?? read.text(ReadField.datasets)).map { path in
          String(path.prefix { $0 != "." })
        }
      }
    }
  }
}

extension Model {
  /// Whether all documents but those of stores, their datasets and workspaces are written alike in both.
  fileprivate func saysBesideStores(sameAs other: Model) -> Bool {
    let (mine, theirs) = (besideStores, other.besideStores)
    return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isWrittenLike($1) }
  }

  private var besideStores: [Object] {
    [ecosystem].compactMap(\.self) + zones.compactMap(\.definition)
      + teams.compactMap(\.definition) + platforms.map(\.object)
      + assignments + suppressions + waivers
  }

  /// The workspace whose transformer fills a store.
  fileprivate func maker(of name: String) -> Workspace? {
    guard let store = store(name), stores[store].ingestionType == .transformer,
      let maker = stores[store].ingestion?.text(IngestionField.workspace)
    else { return nil }
    return workspace(maker).map { workspaces[$0] }
  }
}

/// Findings, as often as they were found.
private struct KnownFindings {
  private var counts: [[UInt8]: Int] = [:]

  init(_ findings: [Diagnostic]) {
    for finding in findings { counts[Self.key(finding), default: 0] += 1 }
  }

  var isEmpty: Bool { counts.isEmpty }

  /// Whether it was there; it is gone then.
  mutating func remove(_ finding: Diagnostic) -> Bool {
    let key = Self.key(finding)
    guard let count = counts[key] else { return false }
    counts[key] = count > 1 ? count - 1 : nil
    return true
  }

  private static func key(_ finding: Diagnostic) -> [UInt8] {
    var packer = Packer()
    finding.pack(into: &packer)
    return packer.bytes
  }
}
