import Change
import Diagnostics
import Model

/// What a change means to those who read what it changes, and what of that they have agreed to.
struct Compatibility {
  private let facts: ChangeFacts
  private let base: Model
  private let data: AlteredData
  private var waivers: Waivers
  private var before: Readers
  private var after: Readers
  private(set) var findings: [Diagnostic] = []
  /// The shortest way for the whole change.
  private(set) var moves: Moves

  /// Nil: there is no base, so nobody relies on anything.
  init?(_ facts: ChangeFacts) {
    guard let base = facts.base, let data = AlteredData(facts.change.difference) else { return nil }
    self.facts = facts
    self.base = base
    self.data = data
    waivers = Waivers(facts.head, today: facts.today)
    moves = Moves(base)
    let makers = data.removedMakers.compactMap { base.workspaces[$0].output }
    let stores =
      data.removedStores.map { base.stores[$0].name } + makers
      + data.deprecatedStores.map { facts.head.stores[$0].name }
    let waived = waivers.items.map { $0.subject.split(separator: ".").prefix(2) }
    let datasets =
      data.datasets.flatMap { [$0.base.path, $0.head.path] }
      + data.removed.map(base.path(ofDataset:))
    before = Readers(base, datasets: datasets, stores: stores)
    after = Readers(
      facts.head, datasets: datasets + waived.map { $0.joined(separator: ".") },
      stores: stores + waived.compactMap { $0.count == 1 ? String($0[0]) : nil })
    judge()
  }

  private mutating func judge() {
    var merged: [String: Int] = [:]
    var told: [Told] = []
    for broken in breaks() {
      let hit = readers(of: broken.scope, allowing: broken.way)
      if hit.isEmpty, !broken.isAbsolute { continue }
      let numbers = waivers.use(broken.rule, broken.subject)
      let left = hit.filter { reader in !numbers.contains { agrees(reader, waivers.items[$0]) } }
      if left.isEmpty, !broken.isAbsolute { continue }
      for number in numbers { findings.append(refusal(waivers.items[number], left)) }
      let waiver = numbers.first.map { waivers.items[$0].name }
      moves.add(broken, left, waiver: waiver)
      let key = broken.cause.map { broken.rule.code + " " + $0 }
      if let key, let known = merged[key] {
        told[known].readers += left
        told[known].others += 1
      } else {
        if let key { merged[key] = told.count }
        told.append(Told(broken: broken, readers: left, waiver: waiver))
      }
    }
    findings += told.map(diagnostic)
    findings += waivers.expired.map(Diagnostic.waiverExpired)
    for waiver in waivers.items where !waiver.isUsed {
      let isKnown = Self.breaking.contains(waiver.rule)
      if isKnown, isRead(waiver) { continue }
      findings.append(.waiverUnused(waiver, isKnown: isKnown))
    }
  }

  // MARK: what changes

  static let contracts: [ContractCheck] = [
    .columnDropped, .columnRenamed, .columnNarrowed, .columnWidened, .typeStrict,
    .columnNullabilityChanged, .columnNotNullAdded, .keyChanged, .partitionChanged,
    .classificationChanged, .deprecationRefused,
  ]

  /// The codes that a waiver may name.
  static let breaking: Set<String> = Set(
    (contracts.map(\.rule) + [.datasetRemoved, .storeRemoved, .workspaceRemoved])
      .filter { $0.severity == .error }.map(\.code))

  private func breaks() -> [Break] {
    var found: [Break] = []
    for change in data.datasets {
      for check in Self.contracts { check.find(change, &found) }
      // Who reads it by a pattern does not follow its new name.
      if change.base.path != change.head.path {
        found.append(
          .removed(
            base, dataset: change.base.id, at: change.head.object.span, name: change.head.path)
        )
      }
    }
    for id in data.removed {
      let store = base.stores[Int(base.datasets[id].store)].name
      let place = facts.head.store(store).map { facts.head.stores[$0].object.span }
      found.append(
        .removed(base, dataset: id, at: place ?? base.object(ofDataset: id).span, name: nil))
    }
    found += data.removedStores.map { .removed(base.stores[$0]) }
    found += data.deprecatedStores.map { .deprecated(facts.head.stores[$0]) }
    for index in data.removedMakers {
      let workspace = base.workspaces[index]
      guard let store = workspace.output else { continue }
      let place = facts.head.workspace(workspace.name).map {
        facts.head.workspaces[$0].object.span
      }
      found.append(
        .removed(workspace, filling: store, at: place ?? workspace.object.span))
    }
    return found
  }

  // MARK: whom it hits

  /// Those who relied on it and still do after the change; who leaves in this very change is not broken.
  private func readers(of scope: Break.Scope, allowing way: Break.Way) -> [Reader] {
    switch scope {
    case .store(let name):
      let left = after.of(store: name)
      if case .allow = way { return left.filter { !$0.allowsDeprecated } }
      let groups = Set(left.map(\.group))
      return before.of(store: name).filter { groups.contains($0.group) }
    case .dataset(let old, let new, let column):
      let left = after.of(dataset: old) + (old == new ? [] : after.of(dataset: new))
      if case .allow = way { return left.filter { !$0.allowsDeprecated } }
      func reads(_ reader: Reader) -> Bool { column.map(reader.reads) ?? true }
      let groups = Set(left.filter(reads).map(\.group))
      return before.of(dataset: old).filter { reads($0) && groups.contains($0.group) }
    case .pattern(let old, let new):
      let groups = Set(after.of(dataset: old).map(\.group))
        .subtracting(after.of(dataset: new).map(\.group))
      return before.of(dataset: old).filter { $0.isPattern && groups.contains($0.group) }
    }
  }

  private func agrees(_ reader: Reader, _ waiver: Waivers.Item) -> Bool {
    waiver.consumers.contains(reader.group) && accepts(reader, waiver)
  }

  private func accepts(_ reader: Reader, _ waiver: Waivers.Item) -> Bool {
    let name = reader.workspace.name
    return [base, facts.head].contains { model in
      model.workspace(name).map {
        model.workspaces[$0].object.texts(WorkspaceField.accepts).contains(waiver.name)
      } ?? false
    }
  }

  private func refusal(_ waiver: Waivers.Item, _ left: [Reader]) -> Diagnostic {
    .waiverNotAccepted(
      waiver, silent: left.filter { waiver.consumers.contains($0.group) },
      unnamed: left.filter { !waiver.consumers.contains($0.group) })
  }

  /// Whether a consumer that a waiver names reads what it is about.
  private func isRead(_ waiver: Waivers.Item) -> Bool {
    let parts = waiver.subject.split(separator: ".").map(String.init)
    guard let store = parts.first else { return false }
    guard parts.count > 1 else {
      return after.of(store: store).contains { waiver.consumers.contains($0.group) }
    }
    let path = store + "." + parts[1]
    guard let id = facts.head.dataset(path: path) else { return false }
    if parts.count > 2 {
      let names = facts.head.columns(ofDataset: id).map { facts.head.tree.string($0.name) }
      if !names.contains(parts[2]) { return false }
    }
    return after.of(dataset: path).contains { reader in
      waiver.consumers.contains(reader.group) && (parts.count < 3 || reader.reads([parts[2]]))
    }
  }

  // MARK: words

  private struct Told {
    let broken: Break
    var readers: [Reader]
    let waiver: String?
    /// Datasets beside the first that the same change of their shape breaks.
    var others = 0
  }

  private func diagnostic(_ told: Told) -> Diagnostic {
    let broken = told.broken
    var what = broken.what
    if told.others > 0 {
      what += ", in \(counted(told.others, "more dataset")) of its shape too"
    }
    var own = Moves(base)
    own.add(broken, told.readers, waiver: told.waiver)
    let impact = Impact(base, told.readers)
    return Diagnostic(
      broken.rule, what + impact.words(broken), at: broken.span,
      labels: broken.labels + impact.labels, notes: broken.notes + impact.downstream + own.lines,
      help: broken.help, about: broken.subject)
  }
}

extension Workspace {
  /// The store that its transformer fills.
  var output: String? { transformer?.text(TransformerField.output) }
}
