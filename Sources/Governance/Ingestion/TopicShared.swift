import Diagnostics
import Model

extension Rule {
  static let topicShared = Rule(
    code: "topic-shared", severity: .error, covers: ["67"],
    summary: "Two datasets of one container, or of one platform, have the same topic.",
    why: """
      A topic carries the rows of one dataset: a sink writes each record into one staging table, and \
      records of another table would be merged as if they were this one's. A platform copies topics \
      into its own cluster under their own names, so there topics of two containers must differ as well.
      """,
    wrong: two("lint.all"), right: two("lint.{dataset}"))
}

extension Check {
  static let topicShared = Check.model(.topicShared) { facts, found in
    var byContainer: [Span: [Int]] = [:]
    for (index, store) in facts.stores.enumerated() where store.type == .kafka {
      guard let container = store.container, let ingestion = store.ingestion else { continue }
      byContainer[container.object.span, default: []].append(index)
      let template = TopicTemplate(of: ingestion)
      if !template.hasHole, template.problem == nil, followers(index, facts) > 1 {
        found.append(
          .noHole(store.declared.name, at: ingestion.span(IngestionField.topic)))
      }
    }
    for (_, stores) in byContainer { compare(stores, facts, &found, report) }
    guard byContainer.count > 1 else { return }
    compare(byContainer.values.joined().sorted(), facts, &found, reportOnPlatform)
  }
}

/// How many datasets of a store have no topic of their own.
private func followers(_ store: Int, _ facts: Facts) -> Int {
  facts.stores[store].declared.datasets.count {
    !facts.model.object(ofDataset: $0).has(DatasetField.topic)
  }
}

/// Finds equal topics of the stores of one container. Names are compared by their hash first, so that
/// no text is made for those that differ.
private func compare(
  _ stores: [Int], _ facts: Facts, _ found: inout [Diagnostic],
  _ report: (Int, Int, Facts, inout [Diagnostic]) -> Void
) {
  let templates = stores.compactMap { store in
    let template = TopicTemplate(of: facts.stores[store].ingestion)
    return template.problem == nil ? (store: store, template: template) : nil
  }
  var topics: [(hash: UInt64, id: Int)] = []
  var buffer: [UInt8] = []
  // A topic of a dataset's own may be anybody's.
  let anyOwn = stores.contains { facts.hasOwnTopics[$0] }
  for (store, template) in anyOwn ? templates : entangled(templates) {
    for id in facts.stores[store].declared.datasets {
      if facts.hasOwnTopics[store],
        let own = facts.model.object(ofDataset: id).text(DatasetField.topic)
      {
        TopicTemplate(own).fill(&buffer, facts.model.datasets[id].name, facts.model.tree.text)
      } else if template.hasHole {
        template.fill(&buffer, facts.model.datasets[id].name, facts.model.tree.text)
      } else {
        buffer = template.parts[0]
      }
      topics.append((Fold.hash(exact: buffer), id))
    }
  }
  topics.sort { ($0.hash, $0.id) < ($1.hash, $1.id) }
  var start = 0
  for end in topics.indices.dropFirst() {
    if topics[end].hash != topics[start].hash {
      start = end
      continue
    }
    report(topics[start].id, topics[end].id, facts, &found)
  }
}

/// The stores that may have a topic in common with another one. Topics of two stores are equal only if what
/// one template begins with is the beginning of what the other begins with; in one store, names differ
/// and so do topics.
private func entangled(
  _ templates: [(store: Int, template: TopicTemplate)]
) -> [(store: Int, template: TopicTemplate)] {
  let sorted = templates.sorted {
    $0.template.parts[0].lexicographicallyPrecedes($1.template.parts[0])
  }
  var found: [(store: Int, template: TopicTemplate)] = []
  var root = 0
  var isRootFound = false
  // All that begin as one does come right behind it.
  for index in sorted.indices.dropFirst() {
    guard sorted[index].template.parts[0].starts(with: sorted[root].template.parts[0]) else {
      root = index
      isRootFound = false
      continue
    }
    if !isRootFound { found.append(sorted[root]) }
    isRootFound = true
    found.append(sorted[index])
  }
  return found
}

private func report(_ a: Int, _ b: Int, _ facts: Facts, _ found: inout [Diagnostic]) {
  let model = facts.model
  let first = topic(a, facts)
  let second = topic(b, facts)
  guard first.name == second.name else { return }
  // Datasets of one store without a hole in its template have been reported there.
  if model.datasets[a].store == model.datasets[b].store, !first.own, !second.own { return }
  let (early, late) = first.span < second.span ? (first, second) : (second, first)
  found.append(.shared(late.name, at: late.span, first: early.span))
}

/// Topics of two containers meet where one platform captures both.
private func reportOnPlatform(_ a: Int, _ b: Int, _ facts: Facts, _ found: inout [Diagnostic]) {
  let model = facts.model
  let (one, two) = (Int(model.datasets[a].store), Int(model.datasets[b].store))
  guard facts.stores[one].container?.object.span != facts.stores[two].container?.object.span,
    let both = facts.capturing(one).intersection(facts.capturing(two)).min()
  else { return }
  let (first, second) = (topic(a, facts), topic(b, facts))
  guard first.name == second.name else { return }
  let (early, late) = first.span < second.span ? (first, second) : (second, first)
  found.append(
    .sharedOnPlatform(late.name, model.platforms[both].name, at: late.span, first: early.span))
}

private func topic(_ id: Int, _ facts: Facts) -> (name: String, span: Span, own: Bool) {
  let object = facts.model.object(ofDataset: id)
  let store = facts.stores[Int(facts.model.datasets[id].store)]
  let own = object.text(DatasetField.topic)
  let template = own.map { TopicTemplate($0) } ?? TopicTemplate(of: store.ingestion)
  var buffer: [UInt8] = []
  template.fill(&buffer, facts.model.datasets[id].name, facts.model.tree.text)
  return (
    String(decoding: buffer, as: UTF8.self),
    own == nil ? object.span : object.span(DatasetField.topic), own != nil
  )
}

private func two(_ topic: String) -> String {
  Example.store(
    """
      orders: { classification: IP, columns: { id: bigint primary key } }
      parts: { classification: IP, columns: { id: bigint primary key } }
    """,
    ingestion:
      "{ type: kafka, container: crm_events, credential: crm_kafka, topic: \"\(topic)\" }")
}

extension Diagnostic {
  fileprivate static func sharedOnPlatform(
    _ topic: String, _ platform: String, at span: Span, first: Span
  ) -> Diagnostic {
    Diagnostic(
      .topicShared,
      "platform `\(platform)` captures topic `\(topic)` of another container as well, under one name",
      at: span, labels: [Label(first, "this one's")],
      help: "give one of the topics another name, or capture one of the stores on another platform")
  }

  fileprivate static func noHole(_ store: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .topicShared, "all datasets of `\(store)` would share this one topic", at: span,
      help: "put `{dataset}` into the name, or give each dataset a `topic:` of its own")
  }

  fileprivate static func shared(_ topic: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .topicShared, "topic `\(topic)` is another dataset's already", at: span,
      labels: [Label(first, "this one's")],
      help: "give one of them another `topic:`; to read one dataset twice, let two groups read it")
  }
}
