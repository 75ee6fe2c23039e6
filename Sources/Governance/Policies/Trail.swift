import Diagnostics
import Model

/// All ways by which data gets to one reader on one platform: upwards, through transformers and from
/// platform to platform, to the stores that it is made from.
///
/// The cost is that of the stores above the reader, not of their datasets.
struct Trail {
  struct Step {
    let store: Int
    /// Whose read of it, in `Facts.reads`.
    let read: Int
    /// The platform on which it is read.
    let at: Int
    /// Where the data is, or what was made of it.
    let lands: Landing
    /// The declaration that brings it there.
    let landing: Span
    /// The step before, nearer to the reader.
    let previous: Int?
  }

  enum Landing: Hashable {
    case platform(Int)
    /// The container of the reader's workspace.
    case container
  }

  private struct Key: Hashable {
    let store: Int
    let at: Int
    let lands: Landing
  }

  private let facts: Facts
  let platform: Int
  private(set) var steps: [Step] = []
  private var seen: Set<Key> = []

  /// - Parameters:
  ///   - reads: what the reader reads, in `Facts.reads`.
  ///   - assigned: the place that puts the reader on the platform.
  ///   - container: where the workspace names a container of its own.
  init(of reads: Range<Int>, on platform: Int, assigned: Span, container: Span?, _ facts: Facts) {
    self.facts = facts
    self.platform = platform
    for read in reads {
      add(facts.reads[read].store, read, platform, .platform(platform), assigned, nil)
      if let container {
        add(facts.reads[read].store, read, platform, .container, container, nil)
      }
    }
    var next = 0
    while next < steps.count {
      follow(next)
      next += 1
    }
  }

  private mutating func follow(_ number: Int) {
    let step = steps[number]
    if let home = facts.flow.primary(of: step.store, readOn: step.at) {
      add(step.store, step.read, home.platform, .platform(home.platform), home.span, number)
      add(step.store, step.read, home.platform, step.lands, step.landing, number)
    } else if let maker = facts.flow.makers[step.store] {
      // What it is made from is on the platform where it is made. Elsewhere is only what was made of
      // it, and that is free of its source once it is public.
      if step.lands != .platform(step.at), isPublic(facts.reads[step.read]) { return }
      for read in facts.flow.inputs[maker] {
        add(facts.reads[read].store, read, step.at, step.lands, step.landing, number)
      }
    }
  }

  private mutating func add(
    _ store: Int, _ read: Int, _ at: Int, _ lands: Landing, _ landing: Span, _ previous: Int?
  ) {
    guard seen.insert(Key(store: store, at: at, lands: lands)).inserted else { return }
    steps.append(
      Step(store: store, read: read, at: at, lands: lands, landing: landing, previous: previous))
  }

  private func isPublic(_ read: Facts.Read) -> Bool {
    read.datasets.allSatisfy { facts.classes(ofDataset: $0) == facts.publicClass }
  }

  /// The way of a step's data to the reader: `crm.customers → masking → masked_crm.customers →
  /// reporting.live on prod_live`.
  func way(of number: Int, into container: String? = nil) -> String {
    var parts: [String] = []
    var at: Int? = number
    var last: Step?
    while let number = at {
      let step = steps[number]
      at = step.previous
      // A store that another platform captures has two steps; the first one is where it is made.
      if last?.store == step.store, last?.read == step.read { continue }
      if let last { parts.append(facts.model.workspaces[facts.reads[last.read].workspace].name) }
      let elsewhere = step.at == platform ? "" : " on \(facts.model.platforms[step.at].name)"
      parts.append(facts.reads[step.read].text + elsewhere)
      last = step
    }
    guard let last else { return "" }
    let reader = facts.reads[last.read]
    let workspace = facts.model.workspaces[reader.workspace]
    let group = workspace.transformer == nil ? "." + (reader.group.text(GroupField.name) ?? "") : ""
    let place = container.map { " in " + $0 } ?? " on " + facts.model.platforms[platform].name
    parts.append(workspace.name + group + place)
    return parts.joined(separator: " → ")
  }

  /// The step from which the reader itself reads what comes by this one.
  func first(of number: Int) -> Step {
    var step = steps[number]
    while let previous = step.previous { step = steps[previous] }
    return step
  }
}

extension Facts.Read {
  /// What it reads, as it is written.
  var text: String {
    object.text(ReadField.dataset) ?? object.text(ReadField.datasets) ?? ""
  }
}
