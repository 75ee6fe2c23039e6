/// Every kind of object that a model may hold: the documents first, then their parts.
public enum ObjectKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case ecosystem, zone, team, datastore, datasets, workspace, platform
  case assignments, suppressions, waivers
  case zoneDeclaration, teamDeclaration, vendor, location, budgets, freeze, ruleSetting
  case policies, locationPolicy, vendorPolicy, cloudPolicy, platformPolicy
  case classificationPolicy, storagePolicy
  case contacts, credential, container, containerValues, security, registry, encryption
  case ingestion, staging, shape, dataset, source, column, approval, transfer
  case group, needs, read, transformer
  case abilities, images, postgres, kafka, airflow, git, slack, infrastructure, removal, artifacts
  case assignedGroup, assignment, primary, placement, place, suppression, waiver

  /// How a document of this kind starts: `kind: Ecosystem`; nil for parts of documents.
  public var documentName: String? {
    switch self {
    case .ecosystem: "Ecosystem"
    case .zone: "Zone"
    case .team: "Team"
    case .datastore: "Datastore"
    case .datasets: "Datasets"
    case .workspace: "Workspace"
    case .platform: "Platform"
    case .assignments: "Assignments"
    case .suppressions: "Suppressions"
    case .waivers: "Waivers"
    default: nil
    }
  }

  /// How a person calls such an object in a message.
  public var title: String { documentName?.lowercased() ?? Self.titles[Int(rawValue)] }

  /// The article before its title.
  public var article: String { "aeio".contains(title.prefix(1)) ? "an" : "a" }

  /// Whether its title speaks of several: `budgets`, `contacts`.
  public var isPlural: Bool { title.hasSuffix("s") && self != .postgres }

  /// Its title with the article before it, where it has one.
  public var phrase: String { isPlural ? title : article + " " + title }

  /// The documents, in the order of the reference page.
  public static let documents = allCases.filter { $0.documentName != nil }

  /// The fields, indexed by field number.
  public var fields: [Field] { Self.tables[Int(rawValue)].fields }

  /// The field that holds the object's name, as a field or as the key of the map it is in.
  public var nameField: UInt8? { Self.tables[Int(rawValue)].name }

  /// The field that a scalar or a list in place of the object sets.
  public var shortField: UInt8? { Self.tables[Int(rawValue)].short }

  /// The fields that must be there, a bit for each by its number.
  public var requiredFields: UInt64 { Self.tables[Int(rawValue)].required }

  /// Whether it has fields that belong to some of its `type`s only.
  public var hasTypedFields: Bool { Self.tables[Int(rawValue)].isTyped }

  private struct Table: Sendable {
    let fields: [Field]
    let name: UInt8?
    let short: UInt8?
    let required: UInt64
    let isTyped: Bool
  }

  private static let tables: [Table] = allCases.map { kind in
    let set = kind.fieldSet
    return Table(
      fields: set.fields, name: set.name, short: set.short,
      required: set.fields.enumerated().reduce(0) {
        $0 | ($1.element.required ? 1 << UInt64($1.offset) : 0)
      },
      isTyped: set.fields.contains { !$0.onlyFor.isEmpty })
  }

  private static let titles: [String] = allCases.map { kind in
    var words = ""
    for letter in "\(kind)" {
      if letter.isUppercase { words += " " }
      words += letter.lowercased()
    }
    return words
  }
}
