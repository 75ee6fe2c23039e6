public enum PlatformField: UInt8, FieldSet {
  case name, type, description, environment, merge, namespace, location, serves, images
  case connectors, jobs, removal, postgres, kafka, airflow, git, slack, infrastructure
  case artifacts, credentials

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name.")
    case .type:
      Field(
        "type", .word(["kubernetes-postgres"]), required: true, "What it is built of.")
    case .description: Field("description", .text, "What it is for.")
    case .environment:
      Field(
        "environment", .label, "The environment whose values it takes from containers' `in`.")
    case .merge:
      Field(
        "merge", .word(MergeStrategy.allCases.map(\.rawValue)), required: true,
        "Whether merge tables keep the latest rows or every version.")
    case .namespace:
      Field("namespace", .text, required: true, "Its Kubernetes namespace.")
    case .location: Field("location", .reference(.location), "Where it runs.")
    case .serves:
      Field(
        "serves", .object(.abilities),
        "What it can do for its groups; what is left out is not judged."
      )
    case .images:
      Field("images", .object(.images), required: true, "The container images it runs.")
    case .connectors:
      Field(
        "connectors", .word(ConnectorGrain.allCases.map(\.rawValue)), default: "per-dataset",
        "One sink for each dataset, or one for each slice.")
    case .jobs:
      Field(
        "jobs", .word(JobGrain.allCases.map(\.rawValue)), default: "per-stream",
        "One task for each stream, or one for each slice.")
    case .removal:
      Field(
        "removal", .object(.removal), default: "report",
        "What happens to tables nobody needs.")
    case .postgres:
      Field("postgres", .object(.postgres), required: true, "Its PostgreSQL.")
    case .kafka: Field("kafka", .object(.kafka), required: true, "Its Kafka and Kafka Connect.")
    case .airflow: Field("airflow", .object(.airflow), required: true, "Its Airflow.")
    case .git: Field("git", .object(.git), required: true, "How it reads the model.")
    case .slack: Field("slack", .object(.slack), required: true, "Where it reports.")
    case .infrastructure:
      Field("infrastructure", .object(.infrastructure), "Its own upkeep.")
    case .artifacts:
      Field("artifacts", .object(.artifacts), "The volume that holds the generated files.")
    case .credentials:
      Field(
        "credentials", .map(.credential, bare: false), required: true,
        "Names and types; the values live in its secret store.")
    }
  }
}

/// What a platform can do, beside the history that its merges keep.
public enum AbilitiesField: UInt8, FieldSet {
  case latency, retention, regulators

  public var field: Field {
    switch self {
    case .latency:
      Field("latency", .word(Latency.allCases.map(\.rawValue)), "How new its data is at best.")
    case .retention: Field("retention", .duration, "How long it keeps what was.")
    case .regulators:
      Field("regulators", .scalars(.text, lone: true), "Whose demands it meets.")
    }
  }
}

public enum ImagesField: UInt8, FieldSet {
  case dsgen, postgres, kafka, connect, airflow

  public var field: Field {
    switch self {
    case .dsgen:
      Field("dsgen", .text, required: true, "dsgen with psql, git and Terraform.")
    case .postgres: Field("postgres", .text, required: true, "PostgreSQL 15 or newer.")
    case .kafka: Field("kafka", .text, required: true, "Apache Kafka.")
    case .connect:
      Field("connect", .text, required: true, "Kafka Connect with the Debezium plugins.")
    case .airflow: Field("airflow", .text, required: true, "Apache Airflow.")
    }
  }
}

public enum PostgresField: UInt8, FieldSet {
  case host, port, credential, storage, storageClass, connections, databases, external

  public var field: Field {
    switch self {
    case .host:
      Field("host", .text, required: true, "The Service's name; of an external one the server.")
    case .port: Field("port", .integer(1...65535), default: "5432", "The port.")
    case .credential:
      Field("credential", .reference(.platformCredential), required: true, "The merges' login.")
    case .storage: Field("storage", .size, default: "100Gi", "The volume's size.")
    case .storageClass:
      Field("storage_class", .text, otherwise: "the cluster's own", "The volume's class.")
    case .connections:
      Field("connections", .integer(10...262_143), default: "200", "Connections that it allows.")
    case .databases:
      Field(
        "databases", .scalars(.identifier, lone: true), default: "dsgen", "The merge databases."
      ).ordered
    case .external:
      Field("external", .boolean, default: "false", "Whether it exists already.")
    }
  }
}

public enum KafkaField: UInt8, FieldSet {
  case cluster, connect, credential, container, external

  public var field: Field {
    switch self {
    case .cluster: Field("cluster", .text, default: "kafka", "The cluster's Service.")
    case .connect:
      Field("connect", .text, default: "kafka-connect", "Kafka Connect's Service.")
    case .credential:
      Field(
        "credential", .reference(.platformCredential), required: true,
        "The login of Kafka Connect's REST interface.")
    case .container:
      Field(
        "container", .reference(.container), "Of an external cluster: the container that it is.")
    case .external:
      Field("external", .boolean, default: "false", "Whether the cluster exists already.")
    }
  }
}

public enum AirflowField: UInt8, FieldSet {
  case name, credential, slots, taskRate, dagFiles, external

  public var field: Field {
    switch self {
    case .name: Field("name", .text, default: "airflow", "The start of its Services' names.")
    case .credential:
      Field(
        "credential", .reference(.platformCredential), required: true,
        "Its database role and first administrator.")
    case .slots:
      Field("slots", .integer(1...100_000), default: "32", "Tasks that may run at once.")
    case .taskRate:
      Field("task_rate", .integer(1...10000), default: "2", "Tasks a second that it manages.")
    case .dagFiles:
      Field("dag_files", .integer(1...1_000_000), default: "1000", "DAG files that it manages.")
    case .external:
      Field("external", .boolean, default: "false", "Whether it exists already.")
    }
  }
}

public enum GitField: UInt8, FieldSet {
  case credential

  public var field: Field {
    switch self {
    case .credential:
      Field("credential", .reference(.platformCredential), required: true, "The model's token.")
    }
  }
}

public enum SlackField: UInt8, FieldSet {
  case channel, credential

  public var field: Field {
    switch self {
    case .channel: Field("channel", .text, required: true, "The channel.")
    case .credential:
      Field("credential", .reference(.platformCredential), required: true, "The token.")
    }
  }
}

public enum InfrastructureField: UInt8, FieldSet {
  case schedule, shards

  public var field: Field {
    switch self {
    case .schedule:
      Field("schedule", .cron, default: "*/15 * * * *", "When the infrastructure DAG runs.")
    case .shards:
      Field(
        "shards", .integer(1...1000), default: "1",
        "Tasks that render the model, each its part of it.")
    }
  }
}

public enum RemovalField: UInt8, FieldSet {
  case mode, after

  public var field: Field {
    switch self {
    case .mode:
      Field("mode", .word(["report"]), default: "report", "Report them and leave them.")
    case .after:
      Field("after", .duration, "Move them to the trash after this time out of the graph.")
    }
  }
}

public enum ArtifactsField: UInt8, FieldSet {
  case storage, storageClass

  public var field: Field {
    switch self {
    case .storage: Field("storage", .size, default: "20Gi", "The volume's size.")
    case .storageClass:
      Field("storage_class", .text, otherwise: "the cluster's own", "A ReadWriteMany class.")
    }
  }
}

public enum AssignmentsField: UInt8, FieldSet {
  case groups, primary, placement

  public var field: Field {
    switch self {
    case .groups:
      Field("groups", .map(.assignedGroup, bare: false), "Which platforms serve which group.")
    case .primary:
      Field(
        "primary", .map(.primary, bare: false),
        "Stores captured on these platforms only; others read their merge tables.")
    case .placement:
      Field(
        "placement", .map(.placement, bare: false), otherwise: "all on the first database",
        "By platform, which merge database holds which stores and slices.")
    }
  }
}

public enum PlacementField: UInt8, FieldSet {
  case platform, places

  public var field: Field {
    switch self {
    case .platform: Field("platform", .reference(.platform), required: true, "The platform.")
    case .places:
      Field("places", .map(.place, bare: false), required: true, "Stores or slices, and databases.")
    }
  }
}

public enum PlaceField: UInt8, FieldSet {
  case store, database

  public var field: Field {
    switch self {
    case .store:
      Field("store", .text, required: true, "A store, or one slice of it: `crm` or `crm/s0003`.")
    case .database:
      Field("database", .identifier, required: true, "One of the platform's merge databases.")
    }
  }
}

public enum AssignedGroupField: UInt8, FieldSet {
  case group, platforms

  public var field: Field {
    switch self {
    case .group: Field("group", .reference(.group), required: true, "The group.")
    case .platforms:
      Field("platforms", .objects(.assignment), required: true, "Where it runs.")
    }
  }
}

public enum AssignmentField: UInt8, FieldSet {
  case platform, status, reason

  public var field: Field {
    switch self {
    case .platform:
      Field("platform", .reference(.platform), required: true, "The platform.").identifying
    case .status:
      Field(
        "status", .word(AssignmentStatus.allCases.map(\.rawValue)), required: true,
        "How far the move is.")
    case .reason: Field("reason", .text, "Why.")
    }
  }
}

public enum PrimaryField: UInt8, FieldSet {
  case store, platforms

  public var field: Field {
    switch self {
    case .store: Field("store", .reference(.datastore), required: true, "The store.")
    case .platforms:
      Field(
        "platforms", .scalars(.reference(.platform), lone: true), required: true,
        "The platforms that capture it.")
    }
  }
}
