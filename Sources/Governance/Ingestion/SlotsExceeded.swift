import Diagnostics
import Model

extension Rule {
  static let slotsExceeded = Rule(
    code: "slots-exceeded", severity: .error,
    summary: "More Debezium sources than the database has replication slots for.",
    why: """
      Each source holds a replication slot. When the database has none left, the connector that comes \
      last fails, and which one that is changes with every restart. All stores that are captured from a \
      container count together, and each platform that captures a store has slots of its own.
      """,
    wrong: captured(sources: 21), right: captured(sources: 20))
}

extension Check {
  static let slotsExceeded = Check.model(.slotsExceeded) { facts, found in
    var uses: [Server: Contributions] = [:]
    for (index, store) in facts.stores.enumerated() where store.type == .cdc {
      guard let container = store.container, let ingestion = store.ingestion else { continue }
      let sources = ingestion.int(IngestionField.sources) ?? 1
      for (environment, platforms) in environments(of: index, container, facts) {
        let values = container.object.objects(ContainerField.environments).first {
          $0.text(ContainerValuesField.name) == environment
        }
        guard
          let slots = values?.int(ContainerValuesField.slots)
            ?? container.object.int(ContainerField.slots)
        else { continue }
        let server = Server(container: container.object.span, environment: environment)
        var use = uses[server] ?? Contributions()
        use.add("`\(store.declared.name)`", sources * platforms)
        uses[server] = use
        guard use.sum > slots else { continue }
        let place =
          ingestion.has(IngestionField.sources) ? IngestionField.sources : IngestionField.container
        found.append(
          .exceeded(
            sources, platforms, use, slots, container.name, at: ingestion.span(place),
            slots: values.flatMap {
              $0.has(ContainerValuesField.slots) ? $0.span(ContainerValuesField.slots) : nil
            } ?? container.object.span(ContainerField.slots)))
      }
    }
  }
}

/// A database server: a container's own, or the one that it is in an environment.
private struct Server: Hashable {
  let container: Span
  let environment: String?
}

/// On how many platforms a store is captured, by the environments for which its container has values. A
/// store that nobody reads yet counts once.
private func environments(of store: Int, _ container: Facts.Container, _ facts: Facts)
  -> [(environment: String?, platforms: Int)]
{
  let known = Set(
    container.object.objects(ContainerField.environments).compactMap {
      $0.text(ContainerValuesField.name)
    })
  var counts: [(environment: String?, platforms: Int)] = []
  for platform in facts.capturing(store).sorted() {
    let name = facts.model.platforms[platform].environment.flatMap { known.contains($0) ? $0 : nil }
    if let at = counts.firstIndex(where: { $0.environment == name }) {
      counts[at].platforms += 1
    } else {
      counts.append((name, 1))
    }
  }
  return counts.isEmpty ? [(nil, 1)] : counts
}

private func captured(sources: Int) -> String {
  Example.store(
    Example.dataset,
    ingestion: "{ type: cdc, container: orders_db, credential: login, sources: \(sources) }")
}

extension Diagnostic {
  fileprivate static func exceeded(
    _ sources: Int, _ platforms: Int, _ use: Contributions, _ slots: Int, _ container: String,
    at span: Span, slots place: Span
  ) -> Diagnostic {
    let own = sources * platforms
    let each = platforms > 1 ? ", \(sources) for each of \(platforms) platforms" : ""
    let others = use.sum == own ? "" : ", other stores hold \(use.sum - own)"
    return Diagnostic(
      .slotsExceeded,
      "the store needs \(own) replication slot\(own == 1 ? "" : "s")\(each)\(others), and "
        + "container `\(container)` gives \(slots)", at: span,
      labels: [Label(place, "declared here")], notes: use.sum == own ? [] : [use.note(String.init)],
      help:
        "declare fewer sources, or more slots once the database has them; a primary captures for "
        + "all platforms")
  }
}
