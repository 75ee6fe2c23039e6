import Diagnostics
import Model

extension Rule {
  static let policyClassification = Rule(
    code: "policy-classification", severity: .error, covers: ["31", "39"], isPolicy: true,
    summary: "A zone holds data of a classification that its policy does not let it hold.",
    why: """
      A zone's `policies.classifications` say which data its teams may produce and its workspaces may read. \
      Of a read with `columns`, only those columns are judged. What a transformer makes is judged by what it \
      is declared to be, not by what it was made from: masking exists to change it. So the zone of a masking \
      team must be allowed to hold what it masks; those that read the masked store need not be.
      """,
    wrong: produced("PC3"), right: produced("PC2"))
}

extension Check {
  static let policyClassification = Check.model(.policyClassification) { facts, found in
    guard facts.zones.judgeClassifications else { return }
    let refused = facts.zones.policies.map { zone in
      zone?.classifications.map { facts.refused(by: $0) } ?? []
    }
    for (index, store) in facts.stores.enumerated() {
      guard let zone = facts.zones.ofStore[index], !refused[zone].isEmpty else { continue }
      produced(store.declared, zone, refused[zone], facts, &found)
    }
    for read in facts.reads {
      guard let zone = facts.zones.ofWorkspace[read.workspace], !refused[zone].isEmpty,
        // What is wrong with the zone's own data has been said where it is declared.
        facts.zones.ofStore[read.store] != zone, let hit = facts.refusals(refused[zone], in: read),
        let refusal = facts.zones.policies[zone]?.classifications?.refusal(of: hit.word)
      else { continue }
      found.append(
        .read(hit, facts.model.zones[zone].name, refusal, at: read.span))
    }
  }
}

/// What the teams of a zone declare, each place once however many datasets share it.
private func produced(
  _ store: Datastore, _ zone: Int, _ refused: Classes, _ facts: Facts, _ found: inout [Diagnostic]
) {
  var told: Set<Span> = []
  for id in store.datasets where !facts.classes[id].isDisjoint(with: refused) {
    for (word, span) in facts.places(of: refused, inDataset: id) where told.insert(span).inserted {
      guard let refusal = facts.zones.policies[zone]?.classifications?.refusal(of: word) else {
        continue
      }
      found.append(
        .produced(
          facts.model.path(ofDataset: id), word, facts.model.zones[zone].name, refusal, at: span))
    }
  }
}

private func produced(_ classification: String) -> String {
  Example.zoned("classifications: { deny: [PC3] }") + """
    ---
    kind: Datastore
    name: lint
    team: EU/core
    ingestion: { type: transformer, workspace: maker }
    datasets:
      events: { classification: \(classification), columns: { id: bigint primary key } }
    ---

    """
    + Example.maker(output: "lint").replacing("team: USA/sales", "team: EU/core")
    .replacing("---\n", "")
}

extension Diagnostic {
  fileprivate static func produced(
    _ dataset: String, _ word: String, _ zone: String, _ refusal: Policy.Refusal, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .policyClassification,
      "`\(dataset)` holds \(word), which zone `\(zone)` \(refusal.verb)", at: span,
      labels: [refusal.label("zone `\(zone)`")],
      help: "produce it in a zone that may hold it, or ask the owner of zone `\(zone)`")
  }

  fileprivate static func read(
    _ hit: ClassHit, _ zone: String, _ refusal: Policy.Refusal, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .policyClassification,
      "`\(hit.dataset)`\(hit.others) holds \(hit.word), which zone `\(zone)` \(refusal.verb)",
      at: span,
      labels: [
        Label(hit.span, "classified here"), refusal.label("zone `\(zone)`"),
      ],
      help: "read columns without it, or a store that masks it; or ask the owner of zone `\(zone)`")
  }
}
