public enum DatastoreField: UInt8, FieldSet {
  case name, team, description, production, deprecated, strict, tags, slices
  case ingestion, approvals, shapes, datasets, transfer

  public var field: Field {
    switch self {
    case .name: Field("name", .identifier, required: true, "The name, unique in the estate.")
    case .team: Field("team", .reference(.team), required: true, "The team that owns it.")
    case .description: Field("description", .text, "What it holds.")
    case .production:
      Field("production", .boolean, default: "false", "Whether production depends on it.")
    case .deprecated:
      Field("deprecated", .boolean, default: "false", "Whether readers should leave all of it.")
    case .strict: Field("strict", .boolean, default: "false", "Refuse every change of a type.")
    case .tags: Field("tags", .scalars(.text, lone: true), "Free words.")
    case .slices:
      Field(
        "slices", .integer(1...100_000), default: "1",
        "How many slices its datasets are sharded into, about 100 each.")
    case .ingestion:
      Field("ingestion", .object(.ingestion), required: true, "How its data is captured.")
    case .approvals:
      Field(
        "approvals", .objects(.approval),
        "Who may read it; left out: everybody; present, even empty: only those listed."
      ).countingEmpty
    case .shapes:
      Field("shapes", .map(.shape, bare: false), "Column lists shared inside this store.")
    case .datasets: Field("datasets", .map(.dataset, bare: false), "Its datasets.")
    case .transfer:
      Field("transfer", .object(.transfer), "The team that it is handed over to.")
    }
  }
}

public enum DatasetsField: UInt8, FieldSet {
  case datastore, shapes, datasets

  public var field: Field {
    switch self {
    case .datastore:
      Field("datastore", .reference(.datastore), required: true, "The store they belong to.")
    case .shapes:
      Field("shapes", .map(.shape, bare: false), "Column lists shared inside the store.")
    case .datasets: Field("datasets", .map(.dataset, bare: false), "More of its datasets.")
    }
  }
}

public enum TransferField: UInt8, FieldSet {
  case to

  public var field: Field {
    switch self {
    case .to: Field("to", .reference(.team), required: true, "The new owner.")
    }
  }
}

public enum IngestionField: UInt8, FieldSet {
  case type, container, credential, format, encoding, topic, consistency, schedule
  case sources, signals, staging, watermark, workspace

  public var field: Field {
    let topics = ["kafka"]
    let pulled = ["sql-snapshot", "sql-watermark"]
    switch self {
    case .type:
      return Field(
        "type", .word(IngestionType.allCases.map(\.rawValue)), required: true,
        "How data gets from the producer to the platform.")
    case .container:
      return Field(
        "container", .reference(.container), onlyFor: topics + pulled + ["cdc"],
        "Where the producer's data is.")
    case .credential:
      return Field(
        "credential", .reference(.credential), onlyFor: topics + pulled + ["cdc"],
        "The login to the container.")
    case .format:
      return Field(
        "format", .word(MessageFormat.allCases.map(\.rawValue)), onlyFor: topics,
        default: "debezium", "The messages: Debezium's envelopes, or rows to insert or update.")
    case .encoding:
      return Field(
        "encoding", .word(Encoding.allCases.map(\.rawValue)), onlyFor: topics + ["cdc"],
        otherwise: "avro where the container has a registry, else json-with-schema",
        "How keys and values are written; a sink needs schemas.")
    case .topic:
      return Field(
        "topic", .text, onlyFor: topics, default: "{dataset}",
        "The topics' names; {dataset} is the only hole.")
    case .consistency:
      return Field(
        "consistency", .word(Consistency.allCases.map(\.rawValue)),
        onlyFor: topics + pulled + ["cdc"],
        default: "dataset", "What is merged in one transaction.")
    case .schedule:
      return Field(
        "schedule", .cron, onlyFor: topics + pulled + ["cdc"], default: "*/5 * * * *",
        "When merges run.")
    case .sources:
      return Field(
        "sources", .integer(1...100), onlyFor: ["cdc"], default: "1",
        "Debezium sources, each a replication slot.")
    case .signals:
      return Field(
        "signals", .text, onlyFor: ["cdc"],
        "The source's signal table, `schema.table`, to snapshot a dataset that joins later.")
    case .staging:
      return Field("staging", .object(.staging), "How long arrived records are kept.")
    case .watermark:
      return Field(
        "watermark", .identifier, onlyFor: ["sql-watermark"],
        "The column that grows with every change.")
    case .workspace:
      return Field(
        "workspace", .reference(.workspace), onlyFor: ["transformer"],
        "The workspace whose transformer fills the store.")
    }
  }

  /// The ingestion types that cannot do without a field.
  public var requiredFor: [IngestionType] {
    switch self {
    case .container, .credential: [.kafka, .cdc, .sqlSnapshot, .sqlWatermark]
    case .watermark: [.sqlWatermark]
    case .workspace: [.transformer]
    default: []
    }
  }
}

public enum StagingField: UInt8, FieldSet {
  case keep

  public var field: Field {
    switch self {
    case .keep: Field("keep", .duration, required: true, "How long; left out: for ever.")
    }
  }
}

public enum ShapeField: UInt8, FieldSet {
  case name, description, classification, columns, key, partition

  public var field: Field {
    switch self {
    case .name: Field("name", .identifier, required: true, "The name, unique in the store.")
    case .description: Field("description", .text, "What such datasets hold.")
    case .classification:
      Field("classification", .scalars(.word(classifications), lone: true), "What the data is.")
    case .columns:
      Field("columns", .map(.column, bare: false), required: true, "The columns, in order.")
        .ordered
    case .key: Field("key", .scalars(.reference(.column), lone: true), "The key's columns.").ordered
    case .partition:
      Field("partition", .scalars(.reference(.column), lone: true), "The partition's columns.")
        .ordered
    }
  }
}

public enum DatasetField: UInt8, FieldSet {
  case name, shape, description, classification, source, topic, columns, key, partition
  case was, `as`, deprecated, tags

  public var field: Field {
    switch self {
    case .name: Field("name", .identifier, required: true, "The name, unique in the store.")
    case .shape:
      Field("shape", .reference(.shape), "Takes columns, key, partition, classification from it.")
    case .description: Field("description", .text, "One row is what.")
    case .classification:
      Field("classification", .scalars(.word(classifications), lone: true), "What the data is.")
    case .source:
      Field("source", .object(.source), "The producer's own names, where they differ.")
    case .topic: Field("topic", .text, "Its topic, where it does not follow the store's.")
    case .columns:
      Field("columns", .map(.column, bare: false), "The columns, in order.").ordered
    case .key:
      Field(
        "key", .scalars(.reference(.column), lone: true),
        otherwise: "the columns marked `primary key`, in order", "The key's columns."
      ).ordered
    case .partition:
      Field("partition", .scalars(.reference(.column), lone: true), "The partition's columns.")
        .ordered
    case .was:
      Field(
        "was", .scalars(.identifier, lone: true),
        "Its earlier name, or all of them, first one first; slice and tables stay the first's."
      ).ordered
    case .as: Field("as", .physicalName, "A fixed physical name.")
    case .deprecated:
      Field("deprecated", .boolean, default: "false", "Whether readers should leave it.")
    case .tags: Field("tags", .scalars(.text, lone: true), "Free words.")
    }
  }
}

public enum SourceField: UInt8, FieldSet {
  case schema, table

  public var field: Field {
    switch self {
    case .schema: Field("schema", .text, default: "public", "The schema.")
    case .table: Field("table", .text, otherwise: "the dataset's name", "The table.")
    }
  }
}

public enum ColumnField: UInt8, FieldSet {
  case name, type, nullable, key, partition, classification, description, deprecated
  case unit, from, was, `as`, collation

  public var field: Field {
    switch self {
    case .name: Field("name", .identifier, required: true, "The name, unique in the dataset.")
    case .type: Field("type", .columnDefinition, required: true, "The type, in SQL's spelling.")
    case .nullable: Field("nullable", .boolean, default: "true", "Whether it may be null.")
    case .key: Field("key", .boolean, default: "false", "Part of the key; implies not null.")
    case .partition:
      Field("partition", .boolean, default: "false", "Part of the ingestion's partition.")
    case .classification:
      Field(
        "classification", .scalars(.word(classifications), lone: true),
        "What the data is, where columns differ.")
    case .description: Field("description", .text, "What it means.")
    case .deprecated:
      Field("deprecated", .boolean, default: "false", "Whether readers should leave it.")
    case .unit: Field("unit", .text, "What is counted: EUR, km, percent.")
    case .from: Field("from", .text, "The producer's name of it, where it differs.")
    case .was:
      Field("was", .scalars(.identifier, lone: true), "Its earlier name, or all of them.").ordered
    case .as: Field("as", .physicalName, "A fixed physical name.")
    case .collation: Field("collation", .text, "How its text sorts; kept for the record.")
    }
  }
}

public enum ApprovalField: UInt8, FieldSet {
  case group, datasets

  public var field: Field {
    switch self {
    case .group:
      Field("group", .text, required: true, "The group (`workspace.group`); it may not exist yet.")
        .identifying
    case .datasets:
      Field("datasets", .scalars(.text, lone: true), otherwise: "all", "The datasets it may read.")
    }
  }
}
