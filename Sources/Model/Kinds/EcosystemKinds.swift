public enum EcosystemField: UInt8, FieldSet {
  case name, description, repository, live, zones, vendors, budgets, freeze, rules, ignore
  case sharedFiles, removals

  public var field: Field {
    switch self {
    case .name: Field("name", .text, required: true, "The company or estate.")
    case .description: Field("description", .text, "What the estate is.")
    case .repository:
      Field("repository", .repository, required: true, "Who may change this document.")
    case .live:
      Field(
        "live", .repository, required: true,
        "The branch that platforms run from; differs from the owner's.")
    case .zones:
      Field(
        "zones", .map(.zoneDeclaration, bare: false),
        "The zones, and the repository that owns each.")
    case .vendors:
      Field("vendors", .map(.vendor, bare: false), "Who runs the places that hold data.")
    case .budgets:
      Field("budgets", .object(.budgets), "How much one change may delete before it is stopped.")
    case .freeze: Field("freeze", .objects(.freeze), "Times without moves between platforms.")
    case .rules: Field("rules", .map(.ruleSetting, bare: false), "Severities of rules.")
    case .ignore:
      Field("ignore", .scalars(.text, lone: false), "Globs of files that are not model.")
    case .sharedFiles:
      Field(
        "shared_files", .scalars(.text, lone: false),
        "Globs of files beside the model that every owner may change, from the repository's root.")
    case .removals:
      Field(
        "removals", .scalars(.text, lone: true),
        "What is meant to go, whatever the budgets: stores, datasets, slices as `crm/s0003`, platforms."
      )
    }
  }
}

/// A zone or a team as its parent declares it.
public enum DeclarationField: UInt8, FieldSet {
  case name, repository

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name.")
    case .repository:
      Field("repository", .repository, required: true, "The repository that owns its document.")
    }
  }
}

public enum VendorField: UInt8, FieldSet {
  case name, cloud, description, locations

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name.")
    case .cloud: Field("cloud", .word(clouds), "The cloud vendor behind it, or `private`.")
    case .description: Field("description", .text, required: true, "Who the vendor is.")
    case .locations:
      Field(
        "locations", .map(.location, bare: true), "Its places, nested as they lie in each other.")
    }
  }
}

public enum LocationField: UInt8, FieldSet {
  case name, locations

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name.")
    case .locations: Field("locations", .map(.location, bare: true), "The places inside it.")
    }
  }
}

public enum BudgetsField: UInt8, FieldSet {
  case deleteTables, deleteSlices, deleteConnectors

  public var field: Field {
    switch self {
    case .deleteTables:
      Field("delete_tables", .integer(0...Int.max), "Tables that one change may remove.")
    case .deleteSlices:
      Field("delete_slices", .integer(0...Int.max), "Slices that one change may remove.")
    case .deleteConnectors:
      Field("delete_connectors", .integer(0...Int.max), "Connectors that one change may remove.")
    }
  }
}

public enum FreezeField: UInt8, FieldSet {
  case from, to, reason

  public var field: Field {
    switch self {
    case .from: Field("from", .date, required: true, "The first day.").identifying
    case .to: Field("to", .date, required: true, "The last day.")
    case .reason: Field("reason", .text, required: true, "Why.")
    }
  }
}

public enum RuleSettingField: UInt8, FieldSet {
  case name, severity

  public var field: Field {
    switch self {
    case .name: Field("name", .text, required: true, "The rule's code.")
    case .severity:
      Field("severity", .word(["error", "warning", "off"]), required: true, "Its severity here.")
    }
  }
}

public enum SuppressionsField: UInt8, FieldSet {
  case suppressions

  public var field: Field {
    switch self {
    case .suppressions:
      Field("suppressions", .objects(.suppression), required: true, "Findings to keep quiet about.")
    }
  }
}

public enum SuppressionField: UInt8, FieldSet {
  case rule, object, reason, owner, expires

  public var field: Field {
    switch self {
    case .rule: Field("rule", .text, required: true, "The rule's code.").identifying
    case .object:
      Field(
        "object", .reference(.object), required: true,
        "What the finding is about; covers what is inside it too."
      ).identifying
    case .reason: Field("reason", .text, required: true, "Why it may stay.")
    case .owner: Field("owner", .reference(.team), required: true, "The team that answers for it.")
    case .expires: Field("expires", .date, required: true, "The last day it holds.")
    }
  }
}

public enum WaiversField: UInt8, FieldSet {
  case waivers

  public var field: Field {
    switch self {
    case .waivers:
      Field(
        "waivers", .map(.waiver, bare: false), required: true, "Breaking changes to let through.")
    }
  }
}

public enum WaiverField: UInt8, FieldSet {
  case name, rule, object, consumers, reason, ticket, expires

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "What consumers accept it by.")
    case .rule: Field("rule", .text, required: true, "The rule's code.")
    case .object: Field("object", .text, required: true, "What changes; it may be gone already.")
    case .consumers:
      Field(
        "consumers", .scalars(.reference(.group), lone: true), required: true,
        "The groups that must accept.")
    case .reason: Field("reason", .text, required: true, "Why.")
    case .ticket: Field("ticket", .text, "Where it was agreed.")
    case .expires: Field("expires", .date, required: true, "The last day it holds.")
    }
  }
}
