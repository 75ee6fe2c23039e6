import DSLFrontend
import Diagnostics
import IR
import Model
import Testing

/// What a change reaches is told the same by the part that it reaches as by the whole.
@Suite struct ReachedPartTests {
  @Test(arguments: 0..<60) func thePartTellsWhatTheWholeTells(_ seed: Int) {
    var random = SplitMix(seed: seed)
    let estate = RandomEstate(seed: seed)
    var other = estate
    for _ in 0...random.below(3) { other.edit(&random) }
    let (base, head) = read(estate.documents, other.documents)
    guard Estate.check(base).isEmpty, Estate.check(head).isEmpty else { return }
    guard let part = ReachedPart(from: base, to: head) else {
      Issue.record("\(seed): a platform or the ecosystem differs")
      return
    }
    let whole = EstateDifference(from: Estate.lower(base), to: Estate.lower(head))
    let some = EstateDifference(from: Estate.lower(part.base), to: Estate.lower(part.head))
    #expect(some.lines == whole.lines, "\(seed)")
    // Nor does it matter what is known to be the same.
    let apart = EstateDifference(
      from: Estate.lower(estate.model), to: Estate.lower(other.model))
    #expect(apart.lines == whole.lines, "\(seed)")
  }

  /// Of stores in which datasets alone differ, and these in place, nothing else is looked at.
  @Test(arguments: 0..<60) func datasetsAlone(_ seed: Int) throws {
    var random = SplitMix(seed: seed)
    let documents = RandomEstate(seed: seed).documents
    let wider = documents.map { text in
      guard text.hasPrefix("kind: Datastore"), random.once(in: 2) else { return text }
      let dataset = "d\(random.below(3)): { classification: PUB, columns: {"
      return text.replacing(dataset, with: dataset + " more: integer,")
    }
    let (base, head) = read(documents, wider)
    guard Estate.check(base).isEmpty, documents != wider else { return }
    let part = try #require(ReachedPart(from: base, to: head))
    let whole = EstateDifference(from: Estate.lower(base), to: Estate.lower(head))
    let some = EstateDifference(from: Estate.lower(part.base), to: Estate.lower(part.head))
    #expect(some.lines == whole.lines, "\(seed)")
  }

  @Test(arguments: [
    ("a: { classification: PUB", "a: { description: x, classification: PUB", true),
    ("a: { classification: PUB", "a: { topic: other, classification: PUB", false),
    ("a: { classification: PUB", "a: { as: other, classification: PUB", false),
    ("a: { classification: PUB", "c: { was: a, classification: PUB", false),
    ("a: { classification: PUB", "c: { classification: PUB", false),
    ("slices: 2", "slices: 3", false),
    ("name: one\nzone: Z", "name: one\ndescription: x\nzone: Z", false),
    ("secret: s1", "secret: s2", false), ("first: [p]", "first: [q]", false),
  ]) func whatIsInPlace(_ old: String, _ new: String, _ isInPlace: Bool) throws {
    let documents = Self.documents
    let (base, head) = read(
      documents, documents.map { $0.contains("name: second") ? $0 : $0.replacing(old, with: new) })
    let part = try #require(ReachedPart(from: base, to: head))
    #expect(part.isOfDatasets == isInPlace)
    if isInPlace { #expect(part.head.datasets.count == 1) }
  }

  @Test func whatNothingReachesIsLeftOut() throws {
    let documents = Self.documents
    let (base, head) = read(
      documents,
      documents.map {
        $0.replacing("b: { classification", with: "b: { description: x, classification")
      })
    let part = try #require(ReachedPart(from: base, to: head))
    #expect(part.head.stores.map(\.name) == ["first"])
    #expect(part.base.stores.map(\.name) == ["first"])
    #expect(part.head.workspaces.map(\.name) == ["one"])
  }

  /// What another object may make wrong, or change everywhere, is not left out.
  @Test(arguments: [
    ("location: here", "location: there"), ("live: a/b@d", "live: a/b@e"),
    ("namespace: ns-p", "namespace: ns-q"),
  ]) func whatReachesEverything(_ old: String, _ new: String) {
    let documents = Self.documents
    let (base, head) = read(documents, documents.map { $0.replacing(old, with: new) })
    #expect(ReachedPart(from: base, to: head) == nil)
  }

  /// What a store does not say itself, but names.
  @Test(arguments: [
    ("bootstrap: \"one:9092\"", "bootstrap: \"two:9092\"", ["first"]),
    ("secret: s3", "secret: s4", ["second"]),
    ("first: [p]", "first: [q]", ["first"]),
    ("second/s0000: b1", "second/s0000: b2", ["second"]),
    ("one.g: [{ platform: p, status: provisioned }]", "one.g: []", ["first"]),
    ("priority: low", "priority: high", ["second"]),
  ]) func whatIsReachedByName(_ old: String, _ new: String, _ stores: [String]) throws {
    let documents = Self.documents
    #expect(documents.contains { $0.contains(old) })
    let (base, head) = read(documents, documents.map { $0.replacing(old, with: new) })
    let part = try #require(ReachedPart(from: base, to: head))
    #expect(part.head.stores.map(\.name) == stores)
    let whole = EstateDifference(from: Estate.lower(base), to: Estate.lower(head))
    let some = EstateDifference(from: Estate.lower(part.base), to: Estate.lower(part.head))
    #expect(!whole.changes.isEmpty)
    #expect(some.lines == whole.lines)
  }

  private static let documents = [
    """
    kind: Ecosystem
    name: E
    repository: a/b@c
    live: a/b@d
    zones: { Z: a/b@z }
    vendors: { v: { cloud: private, locations: { A: [here] } } }
    ---
    kind: Zone
    name: Z
    teams: { one: a/b@t, two: a/b@t, three: a/b@t }
    policies: { locations: { allow: ["v:A"] } }

    """.replacing(
      "locations: { A: [here] } }",
      with: "locations: { A: [here] }, description: \"location: here\" }"),
    """
    kind: Team
    name: one
    zone: Z
    credentials: { login: { type: user-password, secret: s1 } }
    containers:
      events:
        type: kafka
        bootstrap: "one:9092"
        shared: true

    """,
    """
    kind: Team
    name: three
    zone: Z
    credentials: { key: { type: user-password, secret: s3 } }

    """,
    """
    kind: Team
    name: two
    zone: Z
    credentials: { login: user-password }
    containers:
      events:
        type: kafka
        bootstrap: "three:9092"
        security: { protocol: sasl_ssl, mechanism: plain, credential: Z/three.key }

    """,
    platformDocument("p"), platformDocument("q"),
    """
    kind: Datastore
    name: first
    team: Z/one
    slices: 2
    ingestion: { type: kafka, container: events, credential: login, topic: "first.{dataset}" }
    datasets:
      a: { classification: PUB, columns: { id: bigint primary key } }
      b: { classification: PUB, columns: { id: bigint primary key } }

    """,
    """
    kind: Datastore
    name: second
    team: Z/two
    ingestion: { type: kafka, container: events, topic: "second.{dataset}" }
    datasets:
      a: { classification: PUB, columns: { id: bigint primary key } }

    """,
    """
    kind: Workspace
    name: one
    team: Z/one
    groups: { g: { reads: [first.a] } }

    """,
    """
    kind: Workspace
    name: two
    team: Z/two
    priority: low
    groups: { g: { reads: [second.a] } }

    """,
    """
    kind: Assignments
    groups:
      one.g: [{ platform: p, status: provisioned }]
      two.g: [{ platform: p, status: provisioned }]
    primary: { first: [p] }
    placement: { p: { second/s0000: b1 } }

    """,
  ]
}

extension EstateDifference {
  fileprivate var lines: [String] {
    changes.map {
      "\($0.platform) \($0.kind) \($0.name) \($0.effect) \($0.slice ?? "-") \($0.reasons) \($0.statements)"
    }
  }
}

/// Two models over one tree; documents that are equal are read once, as the driver does with files.
private func read(_ base: [String], _ head: [String]) -> (base: Model, head: Model) {
  var arenas: [Arena] = (0..<3).map { _ in Arena() }
  var sides: [Frontend.Side?] = []
  func decode(_ text: String, _ side: Frontend.Side?, _ arena: Int) {
    let file = SourceFile(path: "\(sides.count).yaml", bytes: Array(text.utf8))
    arenas[arena].decode(file, id: FileID(sides.count))
    sides.append(side)
  }
  for text in base where head.contains(text) { decode(text, nil, 0) }
  for text in base where !head.contains(text) { decode(text, .base, 1) }
  for text in head where !base.contains(text) { decode(text, .head, 2) }
  let loaded = Frontend.assemble(
    shared: [arenas[0]], base: [arenas[1]], head: [arenas[2]],
    side: { sides[Int($0.index)] }, resolving: false)
  return (loaded.base.model, loaded.head.model)
}

extension RandomEstate {
  fileprivate var documents: [String] {
    yaml.split(separator: "---\n").map(String.init)
  }

  /// One change as people make them.
  fileprivate mutating func edit(_ random: inout SplitMix) {
    let store = random.below(stores.count)
    let workspace = random.below(workspaces.count)
    switch random.below(8) {
    case 0: stores[store].datasets.append("e\(random.below(100))")
    case 1 where stores[store].datasets.count > 1: stores[store].datasets.removeLast()
    case 2: stores[store].slices = 1 + random.below(4)
    case 3: workspaces[workspace].priority = random.pick(Priority.allCases)
    case 4 where stores[store].maker == nil: stores[store].isWhole.toggle()
    case 5:
      let group = random.below(workspaces[workspace].groups.count)
      workspaces[workspace].groups[group].assigned = random.some(platforms, upTo: platforms.count)
        .map { (platform: $0, live: !random.once(in: 5)) }
    case 6:
      let group = random.below(workspaces[workspace].groups.count)
      workspaces[workspace].groups[group].reads.append(stores[store].name + ".d0")
    default: stores[store].primary = random.some(platforms, upTo: 2)
    }
  }
}
