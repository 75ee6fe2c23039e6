public import Diagnostics

/// One thing that a model of a data estate must hold, whoever checks it.
///
/// The numbers are lasting names: rules say which of them they see to (`Rule.covers`), and
/// `docs/catalogue.md` is made of both. A requirement is seen to by codes, or it says why it has no meaning
/// in this language.
public struct Requirement: Sendable {
  public let number: String
  /// One sentence.
  public let text: String
  /// How the language sees it, where that is not plain.
  public let remark: String?
  /// Why it has no meaning here; nil where codes see to it.
  public let reason: String?

  init(_ number: String, _ text: String, remark: String? = nil, because reason: String? = nil) {
    self.number = number
    self.text = text
    self.remark = remark
    self.reason = reason
  }

  /// All of them, by heading, in the order of their numbers.
  public static let headings: [(title: String, requirements: [Requirement])] = [
    ("Names", names),
    ("Ecosystem, repositories, vendors, locations", ecosystem),
    ("Zones and teams", zones),
    ("Datastores and datasets", datasets),
    ("Ingestion", ingestion),
    ("Keys and types", types),
    ("Workspaces", workspaces),
    ("Assignments", assignments),
    ("Platforms", platforms),
  ]

  public static var all: [Requirement] { headings.flatMap(\.requirements) }

  /// The codes that see to it, sorted.
  public func codes(among rules: [Rule]) -> [String] {
    rules.filter { $0.covers.contains(number) }.map(\.code).sorted()
  }
}
