public enum ZoneField: UInt8, FieldSet {
  case name, description, teams, policies

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name, as the ecosystem declares it.")
    case .description: Field("description", .text, "What the zone is.")
    case .teams:
      Field(
        "teams", .map(.teamDeclaration, bare: false),
        "The teams, and the repository that owns each.")
    case .policies:
      Field("policies", .object(.policies), "What the zone's data may touch.")
    }
  }
}

public enum PoliciesField: UInt8, FieldSet {
  case locations, vendors, clouds, platforms, classifications, storage

  public var field: Field {
    switch self {
    case .locations:
      Field(
        "locations", .object(.locationPolicy),
        "Where data may be; a location covers those below it.")
    case .vendors: Field("vendors", .object(.vendorPolicy), "Whose places may hold it.")
    case .clouds: Field("clouds", .object(.cloudPolicy), "Whose clouds may hold it.")
    case .platforms: Field("platforms", .object(.platformPolicy), "Which platforms may run it.")
    case .classifications:
      Field("classifications", .object(.classificationPolicy), "Which data the zone may hold.")
    case .storage: Field("storage", .object(.storagePolicy), "Which container types may hold it.")
    }
  }
}

public enum PolicyField: UInt8, CaseIterable, FieldSet {
  case allow, deny

  public var field: Field { field(of: .text) }

  func field(of scalar: Scalar) -> Field {
    switch self {
    case .allow:
      Field("allow", .scalars(scalar, lone: false), otherwise: "everything", "Only these.")
    case .deny: Field("deny", .scalars(scalar, lone: false), "None of these.")
    }
  }
}

public enum TeamField: UInt8, FieldSet {
  case name, zone, description, contacts, credentials, containers

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name, as its zone declares it.")
    case .zone: Field("zone", .reference(.zone), required: true, "The zone it belongs to.")
    case .description: Field("description", .text, "What the team does.")
    case .contacts: Field("contacts", .object(.contacts), "How to reach it.")
    case .credentials:
      Field(
        "credentials", .map(.credential, bare: false),
        "Names and types; the values live in each platform's secret store.")
    case .containers:
      Field("containers", .map(.container, bare: false), "Where its data is.")
    }
  }
}

public enum ContactsField: UInt8, FieldSet {
  case onCall, owner, email, slack

  public var field: Field {
    switch self {
    case .onCall: Field("on_call", .text, "Whom to call at night.")
    case .owner: Field("owner", .text, "Who answers for the team.")
    case .email: Field("email", .text, "The team's address.")
    case .slack: Field("slack", .text, "The team's channel.")
    }
  }
}

public enum CredentialField: UInt8, FieldSet {
  case name, type, secret

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name.")
    case .type:
      Field("type", .word(CredentialType.allCases.map(\.rawValue)), required: true, "What it is.")
    case .secret:
      Field(
        "secret", .text, otherwise: "`<zone>-<team>-<name>`",
        "The name of an existing Kubernetes Secret that holds it.")
    }
  }
}

public enum ContainerField: UInt8, FieldSet {
  case name, type, description, shared, locations, readOnly, environments
  case bootstrap, security, registry
  case host, port, database, slots, ca
  case account, warehouse, endpoint, bucket, prefix, url, driver
  case serverEncryption, clientEncryption

  public var field: Field {
    switch self {
    case .name: Field("name", .label, required: true, "The name; not `platform`.")
    case .type: Field("type", .word(containerTypes), required: true, "What holds the data.")
    case .description: Field("description", .text, "What it is.")
    case .shared:
      Field(
        "shared", .scalars(.text, lone: true), default: "false",
        "`true`, or the teams (`zone/team`) that may use it besides its own.")
    case .locations:
      Field(
        "locations", .scalars(.reference(.location), lone: true), "Every place that holds the data."
      )
    case .readOnly: Field("read_only", .boolean, default: "false", "Whether it can be written.")
    case .environments:
      Field(
        "in", .map(.containerValues, bare: false),
        "Values for each environment, in place of those written here."
      ).countingEmpty
    default: ContainerValuesField.fieldOfContainer(self)
    }
  }
}

/// The fields of a container that may differ from environment to environment.
public enum ContainerValuesField: UInt8, FieldSet {
  case name
  case bootstrap, security, registry
  case host, port, database, slots, ca
  case account, warehouse, endpoint, bucket, prefix, url, driver
  case locations

  public var field: Field {
    let sql = sqlContainerTypes
    switch self {
    case .name: return Field("name", .label, required: true, "The environment.")
    case .bootstrap:
      return Field(
        "bootstrap", .scalars(.hostPort, lone: true), onlyFor: ["kafka"],
        "The brokers to ask first."
      ).ordered
    case .security:
      return Field(
        "security", .object(.security), onlyFor: ["kafka"], "How to speak to the brokers.")
    case .registry:
      return Field(
        "registry", .object(.registry), onlyFor: ["kafka"], "The schema registry of its topics.")
    case .host: return Field("host", .text, onlyFor: sql, "The server.")
    case .port:
      return Field(
        "port", .integer(1...65535), onlyFor: sql, otherwise: "5432 for postgres",
        "The server's port.")
    case .database: return Field("database", .text, onlyFor: sql + ["snowflake"], "The database.")
    case .slots:
      return Field(
        "slots", .integer(1...10000), onlyFor: ["postgres"], "Replication slots that it may give.")
    case .ca:
      return Field(
        "ca", .reference(.credential), onlyFor: sql, "The authority that signed its certificate.")
    case .account: return Field("account", .text, onlyFor: ["snowflake"], "The account.")
    case .warehouse: return Field("warehouse", .text, onlyFor: ["snowflake"], "The warehouse.")
    case .endpoint: return Field("endpoint", .url, onlyFor: ["object-storage"], "The service.")
    case .bucket: return Field("bucket", .text, onlyFor: ["object-storage"], "The bucket.")
    case .prefix: return Field("prefix", .text, onlyFor: ["object-storage"], "The keys' start.")
    case .url: return Field("url", .url, onlyFor: ["kafka-connect"], "Its REST interface.")
    case .driver: return Field("driver", .text, onlyFor: ["odbc"], "The ODBC driver.")
    case .locations:
      return Field(
        "locations", .scalars(.reference(.location), lone: true), "Every place that holds the data."
      )
    }
  }

  static func fieldOfContainer(_ field: ContainerField) -> Field {
    switch field {
    case .bootstrap: Self.bootstrap.field
    case .security: Self.security.field
    case .registry: Self.registry.field
    case .host: Self.host.field
    case .port: Self.port.field
    case .database: Self.database.field
    case .slots: Self.slots.field
    case .ca: Self.ca.field
    case .account: Self.account.field
    case .warehouse: Self.warehouse.field
    case .endpoint: Self.endpoint.field
    case .bucket: Self.bucket.field
    case .prefix: Self.prefix.field
    case .url: Self.url.field
    case .driver: Self.driver.field
    case .serverEncryption:
      Field("server_encryption", .object(.encryption), "Who encrypts the data at rest.")
    case .clientEncryption:
      Field("client_encryption", .object(.encryption), "Who encrypts the data before it arrives.")
    case .name, .type, .description, .shared, .locations, .readOnly, .environments:
      preconditionFailure("declared by ContainerField itself")
    }
  }
}

public enum EncryptionField: UInt8, FieldSet {
  case name, keys, thirdParty

  public var field: Field {
    switch self {
    case .name: Field("name", .text, required: true, "The system.")
    case .keys: Field("keys", .text, "Where its keys are.")
    case .thirdParty:
      Field("third_party", .boolean, default: "false", "Whether an outsider can use the keys.")
    }
  }
}

public enum SecurityField: UInt8, FieldSet {
  case `protocol`, mechanism, ca, certificate, credential

  public var field: Field {
    switch self {
    case .protocol:
      Field(
        "protocol", .word(SecurityProtocol.allCases.map(\.rawValue)), required: true,
        "How connections are protected.")
    case .mechanism:
      Field("mechanism", .word(SASLMechanism.allCases.map(\.rawValue)), "How clients log in.")
    case .ca: Field("ca", .reference(.credential), "The authority that signed the certificates.")
    case .certificate:
      Field("certificate", .reference(.credential), "The client's certificate.")
    case .credential:
      Field(
        "credential", .reference(.credential),
        "The login of those who read the cluster without an ingestion's own credential.")
    }
  }
}

public enum RegistryField: UInt8, FieldSet {
  case url, credential

  public var field: Field {
    switch self {
    case .url: Field("url", .url, required: true, "Where it is.")
    case .credential: Field("credential", .reference(.credential), "The login.")
    }
  }
}
