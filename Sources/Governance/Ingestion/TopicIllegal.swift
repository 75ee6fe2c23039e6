import Diagnostics
import Model

extension Rule {
  static let topicIllegal = Rule(
    code: "topic-illegal", severity: .error, covers: ["67"],
    summary: "A topic's name is not one that Kafka takes.",
    why: """
      Kafka's topics are named with letters, digits, `.`, `_` and `-`, at most 249 of them. In a model \
      `{dataset}` stands for the dataset's name; there is no other hole.
      """,
    wrong: Example.store(
      Example.dataset,
      ingestion:
        #"{ type: kafka, container: crm_events, credential: crm_kafka, topic: "lint.{table}" }"#),
    right: Example.store(Example.dataset, ingestion: Example.kafka))
}

extension Check {
  static let topicIllegal = Check(
    rules: [.topicIllegal],
    model: { facts, found in
      for store in facts.stores where store.type == .kafka {
        let template = TopicTemplate(of: store.ingestion)
        guard let ingestion = store.ingestion else { continue }
        if let problem = template.problem {
          found.append(.illegal(problem, at: ingestion.span(IngestionField.topic)))
          continue
        }
        guard template.length(128) > TopicTemplate.longest else { continue }
        // Only with so long a template can a dataset's name make the topic too long.
        for id in store.declared.datasets {
          let dataset = facts.model.datasets[id]
          let length = facts.model.tree.text.withBytes(dataset.name) { $0.count }
          guard template.length(length) > TopicTemplate.longest else { continue }
          let object = facts.model.object(ofDataset: id)
          guard !object.has(DatasetField.topic) else { continue }
          found.append(.tooLong(template.length(length), at: object.span))
        }
      }
    },
    dataset: { dataset, facts, found in
      guard let cell = dataset[.topic], let symbol = cell.symbol else { return }
      let template = TopicTemplate(dataset.tree.string(symbol))
      let length = dataset.tree.text.withBytes(dataset.name) { $0.count }
      if let problem = template.problem {
        found.append(.illegal(problem, at: dataset.span(cell)))
      } else if template.length(length) > TopicTemplate.longest {
        found.append(.tooLong(template.length(length), at: dataset.span(cell)))
      }
    })
}

extension Diagnostic {
  fileprivate static func illegal(_ problem: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .topicIllegal, problem, at: span,
      help: "letters, digits, `.`, `_` and `-`, with `{dataset}` for the dataset's name")
  }

  fileprivate static func tooLong(_ length: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .topicIllegal,
      "the topic's name has \(length) characters, Kafka takes \(TopicTemplate.longest)", at: span,
      help: "give the dataset a shorter `topic:` of its own")
  }
}
