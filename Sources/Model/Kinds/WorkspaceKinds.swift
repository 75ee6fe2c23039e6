public enum WorkspaceField: UInt8, FieldSet {
  case name, team, description, priority, production, deprecated, container, classifications
  case tags, groups, transformer, accepts, transfer

  public var field: Field {
    switch self {
    case .name: Field("name", .identifier, required: true, "The name, unique in the estate.")
    case .team: Field("team", .reference(.team), required: true, "The team that owns it.")
    case .description: Field("description", .text, "What it is for.")
    case .priority:
      Field(
        "priority", .word(Priority.allCases.reversed().map(\.rawValue)), default: "low",
        "How important its results are; flows back to everything that feeds it.")
    case .production:
      Field("production", .boolean, default: "false", "Whether production depends on it.")
    case .deprecated:
      Field("deprecated", .boolean, default: "false", "Whether it is about to go.")
    case .container:
      Field(
        "container", .text, default: "platform",
        "Where its data is put: `platform`, which decides, or a container.")
    case .classifications:
      Field(
        "classifications", .object(.classificationPolicy), "Which data its groups may read at all.")
    case .tags: Field("tags", .scalars(.text, lone: true), "Free words.")
    case .groups:
      Field("groups", .map(.group, bare: false), required: true, "What it reads, by use.")
    case .transformer:
      Field(
        "transformer", .object(.transformer), "A program that turns what it reads into a store.")
    case .accepts:
      Field(
        "accepts", .scalars(.reference(.waiver), lone: true), "Waivers that its readers agree to.")
    case .transfer:
      Field("transfer", .object(.transfer), "The team that it is handed over to.")
    }
  }
}

public enum GroupField: UInt8, FieldSet {
  case name, description, needs, reads

  public var field: Field {
    switch self {
    case .name: Field("name", .identifier, required: true, "The name, unique in the workspace.")
    case .description: Field("description", .text, "What it is for.")
    case .needs: Field("needs", .object(.needs), "What the platform must be able to do.")
    case .reads: Field("reads", .objects(.read), required: true, "The datasets it reads.")
    }
  }
}

public enum NeedsField: UInt8, FieldSet {
  case history, latency, regulator, retention

  public var field: Field {
    switch self {
    case .history:
      Field(
        "history", .word(History.allCases.map(\.rawValue)), default: "live",
        "The latest rows, every version, or both.")
    case .latency:
      Field("latency", .word(Latency.allCases.map(\.rawValue)), "How old data may be.")
    case .regulator: Field("regulator", .text, "Who asks for it.")
    case .retention: Field("retention", .duration, "How long it must be kept.")
    }
  }
}

public enum ReadField: UInt8, FieldSet {
  case dataset, datasets, columns, deprecated

  public var field: Field {
    switch self {
    case .dataset:
      Field("dataset", .reference(.dataset), "The dataset, `store.dataset`.").identifying
    case .datasets:
      Field(
        "datasets", .pattern, "In its place, all whose names start so: `store.prefix*`."
      ).identifying
    case .columns:
      Field("columns", .scalars(.text, lone: true), otherwise: "all", "The columns it reads.")
    case .deprecated:
      Field(
        "deprecated", .word(["allowed", "never"]), default: "never",
        "Whether it goes on reading what is deprecated.")
    }
  }
}

public enum TransformerField: UInt8, FieldSet {
  case image, command, credential, output, mode, schedule, description

  public var field: Field {
    switch self {
    case .image: Field("image", .text, required: true, "The container image.")
    case .command:
      Field(
        "command", .scalars(.text, lone: true), otherwise: "the image's own", "What it runs."
      ).ordered
    case .credential:
      Field("credential", .reference(.credential), "A login that the image needs.")
    case .output:
      Field(
        "output", .reference(.datastore), required: true,
        "The store it fills: of the same team, ingested from this workspace.")
    case .mode:
      Field(
        "mode", .word(TransformerMode.allCases.map(\.rawValue)), default: "snapshot",
        "What a run writes: everything, rows to insert or update, or changes with their kind.")
    case .schedule:
      Field(
        "schedule", .cron, otherwise: "when all its inputs have arrived", "When it runs by itself.")
    case .description: Field("description", .text, "What it does.")
    }
  }
}
