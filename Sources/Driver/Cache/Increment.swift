internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import IR
internal import Model
internal import Packing

/// A run on a model of which an earlier run knows nearly all: what changed is read, what the change reaches is
/// judged and made.
///
/// Most of a model are datasets, and most changes are of a few of them. So a model is remembered without its
/// datasets; those of the stores that matter are read again, or taken from the cache. What is summed up over
/// all of them is remembered too.
struct Increment: Sendable {
  let changed: ChangedFiles
  let state: RunState
  /// Stores that are asked for, whether they have changed or not.
  let selected: Set<String>
  private let cache: Cache
  private let jobs: Int
  /// The model before and now, as far as they were read: every document is there, and all datasets of files that
  /// changed.
  let base: LoadedModel
  let head: LoadedModel
  /// What the change reaches; nil: it may reach everything.
  let reach: ReachedPart?
  /// The datasets that differ, as far as they were read; nil where something else does.
  let datasets: ChangedDatasets?

  /// nil where so little is known that everything is read.
  /// - Parameter selected: stores that are asked for; those that are not there do not matter.
  init?(
    _ state: RunState, _ source: ModelFiles, _ hashes: [ContentHash], _ cache: Cache,
    selected: Set<String> = [], _ context: Context
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
      changed, state, cache, jobs, selected,
      shared: [skeleton.leavingOut { !changed.isShared($0) }], old, new)
  }

  private init?(
    _ changed: ChangedFiles, _ state: RunState, _ cache: Cache, _ jobs: Int,
    _ selected: Set<String>, shared: [Arena], _ old: [Arena], _ new: [Arena]
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
    self.selected = selected
    self.base = base
    self.head = head
    let reach = ReachedPart(from: base.model, to: head.model)
    self.reach = reach
    datasets = reach.flatMap { reach in
      let stores = Set((reach.base.stores + reach.head.stores).map(\.name))
      return ChangedDatasets(from: base.model, to: head.model, in: stores)
    }
  }

  /// Changes of so many bytes are never too large to be looked at as changes.
  private static let small = 1 << 20

  // MARK: datasets alone

  /// A change of datasets, which nothing but their readers' views can follow: the same with all datasets of the
  /// stores that matter for it; nil where it is another.
  func completed() throws -> Increment? {
    guard !base.hasOrphans, !head.hasOrphans, datasets != nil,
      base.model.saysBesideStores(sameAs: head.model), areSuppressionsElsewhere
    else { return nil }
    guard let loaded = try loaded(), loaded.leavesRestAlone else { return nil }
    return loaded
  }

  /// The same with all datasets of the stores that matter; nil where they cannot be read.
  func loaded() throws -> Increment? {
    var wanted: Set<FileID> = []
    let names = neighbourhood.stores.union(surroundings.stores)
    for model in [base.model, head.model] {
      for store in names.compactMap(model.store).map({ model.stores[$0] }) {
        wanted.insert(store.object.file)
        wanted.formUnion(store.parts.map(\.file))
      }
    }
    wanted = wanted.filter(changed.isShared)
    if wanted.isEmpty { return self }
    var packed = Unpacker(state.skeleton)
    guard let more = try changed.shared(wanted, cache, jobs: jobs),
      let old = changed.oldArenas(cache), let new = try changed.newArenas(cache, jobs: jobs),
      let skeleton = try? Arena(packed: &packed, files: changed.numbers)
    else { return nil }
    let rest = skeleton.leavingOut { !changed.isShared($0) || more.files.contains($0) }
    return Increment(
      changed, state, cache, jobs, selected, shared: [rest] + more.arenas, old, new)
  }
}

extension Model {
  /// Whether all documents but those of stores and their datasets are written alike in both.
  fileprivate func saysBesideStores(sameAs other: Model) -> Bool {
    let (mine, theirs) = (besideStores, other.besideStores)
    return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isWrittenLike($1) }
  }

  private var besideStores: [Object] {
    [ecosystem].compactMap(\.self) + zones.compactMap(\.definition)
      + teams.compactMap(\.definition) + platforms.map(\.object) + workspaces.map(\.object)
      + assignments + suppressions + waivers
  }
}
