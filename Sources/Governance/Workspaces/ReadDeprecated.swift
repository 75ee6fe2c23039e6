import Diagnostics
import Model

extension Rule {
  static let readDeprecated = Rule(
    code: "read-deprecated", severity: .error, covers: ["88", "110"],
    summary: "A group reads what is deprecated.",
    why: """
      The owner wants readers to leave it and will remove it. Who must go on reading it for a while says so \
      with `deprecated: allowed`, and is then told with a warning.
      """,
    wrong: old + Example.workspace("[lint.events]"),
    right: old + Example.workspace("[{ dataset: lint.events, deprecated: allowed }]"))
}

extension Check {
  static let readDeprecated = Check.model(.readDeprecated) { facts, found in
    for (read, id) in facts.deprecatedReads where !read.allowsDeprecated {
      found.append(
        .notAllowed(
          facts.model.path(ofDataset: id), at: read.span, dataset: facts.deprecation(of: id)))
    }
  }
}

extension Facts {
  /// The reads of what is deprecated, each with the first such dataset.
  var deprecatedReads: [(Read, Int)] {
    reads.compactMap { read in
      if stores[read.store].deprecated {
        return read.datasets.isEmpty ? nil : (read, read.datasets.lowerBound)
      }
      return firstDeprecated(in: read.datasets).map { (read, $0) }
    }
  }

  /// Where a dataset, or its store, is declared deprecated.
  func deprecation(of id: Int) -> Span {
    let object = model.object(ofDataset: id)
    if object.has(DatasetField.deprecated) { return object.span(DatasetField.deprecated) }
    return stores[Int(model.datasets[id].store)].declared.object.span(DatastoreField.deprecated)
  }
}

extension Facts.Read {
  var allowsDeprecated: Bool { object.text(ReadField.deprecated) == "allowed" }
}

private let old =
  Example.store(
    """
      events:
        deprecated: true
        classification: IP
        columns: { id: bigint primary key }
    """) + "---\n"

extension Diagnostic {
  fileprivate static func notAllowed(
    _ dataset: String, at span: Span, dataset place: Span
  ) -> Diagnostic {
    Diagnostic(
      .readDeprecated, "`\(dataset)` is deprecated", at: span,
      labels: [Label(place, "deprecated here")],
      help: "read its successor; or, for a while, `{ dataset: \(dataset), deprecated: allowed }`")
  }
}
