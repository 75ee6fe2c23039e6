internal import Emit
internal import IR
internal import Model

/// What differs between the files that two models give. Files are made and compared a slice at a time;
/// what is surely the same is not made at all.
struct ArtifactDifference {
  /// One file that differs.
  struct File {
    enum Sort: String { case created, changed, removed }

    let path: String
    let sort: Sort
    /// As `git diff` shows it.
    let difference: [UInt8]
  }

  private let base: Estate?
  private let head: Estate

  /// - Parameter base: nil: there are no files yet.
  init(from base: Estate?, to head: Estate) {
    self.base = base
    self.head = head
  }

  /// Hands on each file that differs: by platform, stores, slices, then by path.
  func each(_ emit: (File) throws -> Void) throws {
    for twins in PlatformTwins.all(base, head, by: .text) {
      for owner in [OutputFolder.Owner.bootstrap, .render] {
        let old = twins.old.flatMap { old in
          base.map { Generator($0, platform: old, owner: owner) }
        }
        let new = twins.new.map { Generator(head, platform: $0, owner: owner) }
        for pair in owner == .bootstrap ? [(.bootstrap, .bootstrap)] : pieces(twins) {
          try Signals.stopIfInterrupted()
          try compare(
            files(old, pair.old), files(new, pair.new), below: owner.defaultFolder, emit)
        }
      }
    }
  }

  private typealias Pair = (old: Piece?, new: Piece?)

  private func pieces(_ twins: PlatformTwins) -> [Pair] {
    var pairs: [Pair] = []
    for store in twins.stores {
      let (old, new) = twins.indices(of: store)
      if !twins.isSame(store: store) {
        pairs.append((old.map { .store($0) }, new.map { .store($0) }))
      }
      for number in twins.slices(of: store) where !twins.isSame(slice: number, of: store) {
        let (isOld, isNew) = twins.has(slice: number, of: store)
        pairs.append(
          (
            isOld ? old.map { .slice(store: $0, number: number) } : nil,
            isNew ? new.map { .slice(store: $0, number: number) } : nil
          ))
      }
    }
    pairs.append((.shared, .shared))
    pairs += transforms(twins)
    for workspace in twins.workspaces where !twins.isSame(workspace: workspace) {
      let (old, new) = twins.nodes(of: workspace)
      pairs.append(
        (old.isEmpty ? nil : .workspaces([old]), new.isEmpty ? nil : .workspaces([new])))
    }
    return pairs
  }

  /// By the names of their workspaces.
  private func transforms(_ twins: PlatformTwins) -> [Pair] {
    func named(_ estate: Estate?, _ platform: Int?) -> [String: Piece] {
      guard let estate, let platform else { return [:] }
      let own = estate.transformers(platform: platform)
      return Dictionary(
        uniqueKeysWithValues: own.map {
          (estate.model.workspaces[$0].name, .transform(workspace: $0))
        })
    }
    let (old, new) = (named(base, twins.old), named(head, twins.new))
    return Set(old.keys).union(new.keys).sorted(by: Path.precedes).map { (old[$0], new[$0]) }
  }

  private func files(_ generator: Generator?, _ piece: Piece?) -> [String: [UInt8]] {
    guard let generator, let piece else { return [:] }
    return Dictionary(generator.generate(piece).files.map { ($0.path, $0.bytes) }) { a, _ in a }
  }

  private func compare(
    _ old: [String: [UInt8]], _ new: [String: [UInt8]], below folder: String,
    _ emit: (File) throws -> Void
  ) throws {
    for path in Set(old.keys).union(new.keys).sorted(by: Path.precedes) {
      let (a, b) = (old[path], new[path])
      if a == b { continue }
      let shown = folder + "/" + path
      let text = try FileDifference.text(old: a, new: b, path: shown)
      let sort: File.Sort = a == nil ? .created : b == nil ? .removed : .changed
      try emit(File(path: shown, sort: sort, difference: text))
    }
  }
}
