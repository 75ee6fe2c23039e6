/// A kind's fields with the two that have a special part.
struct FieldTable {
  let fields: [Field]
  let name: UInt8?
  let short: UInt8?

  init<F: FieldSet>(_: F.Type, name: F? = nil, short: F? = nil) {
    fields = F.allCases.map(\.field)
    self.name = name?.rawValue
    self.short = short?.rawValue
  }

  init(policyOf scalar: Scalar) {
    fields = PolicyField.allCases.map { $0.field(of: scalar) }
    name = nil
    short = nil
  }
}

extension ObjectKind {
  /// The one place that joins kinds and their fields.
  var fieldSet: FieldTable {
    switch self {
    case .ecosystem: FieldTable(EcosystemField.self, name: .name)
    case .zone: FieldTable(ZoneField.self, name: .name)
    case .team: FieldTable(TeamField.self, name: .name)
    case .datastore: FieldTable(DatastoreField.self, name: .name)
    case .datasets: FieldTable(DatasetsField.self)
    case .workspace: FieldTable(WorkspaceField.self, name: .name)
    case .platform: FieldTable(PlatformField.self, name: .name)
    case .assignments: FieldTable(AssignmentsField.self)
    case .suppressions: FieldTable(SuppressionsField.self)
    case .waivers: FieldTable(WaiversField.self)
    case .zoneDeclaration, .teamDeclaration:
      FieldTable(DeclarationField.self, name: .name, short: .repository)
    case .vendor: FieldTable(VendorField.self, name: .name)
    case .location: FieldTable(LocationField.self, name: .name, short: .locations)
    case .budgets: FieldTable(BudgetsField.self)
    case .freeze: FieldTable(FreezeField.self)
    case .ruleSetting: FieldTable(RuleSettingField.self, name: .name, short: .severity)
    case .policies: FieldTable(PoliciesField.self)
    case .locationPolicy: FieldTable(policyOf: .reference(.location))
    case .vendorPolicy: FieldTable(policyOf: .reference(.vendor))
    case .cloudPolicy: FieldTable(policyOf: .word(clouds))
    case .platformPolicy: FieldTable(policyOf: .reference(.platform))
    case .classificationPolicy: FieldTable(policyOf: .word(classifications))
    case .storagePolicy: FieldTable(policyOf: .word(containerTypes))
    case .contacts: FieldTable(ContactsField.self)
    case .credential: FieldTable(CredentialField.self, name: .name, short: .type)
    case .container: FieldTable(ContainerField.self, name: .name)
    case .containerValues: FieldTable(ContainerValuesField.self, name: .name)
    case .security: FieldTable(SecurityField.self)
    case .registry: FieldTable(RegistryField.self)
    case .encryption: FieldTable(EncryptionField.self)
    case .ingestion: FieldTable(IngestionField.self)
    case .staging: FieldTable(StagingField.self)
    case .shape: FieldTable(ShapeField.self, name: .name)
    case .dataset: FieldTable(DatasetField.self, name: .name, short: .shape)
    case .source: FieldTable(SourceField.self)
    case .column: FieldTable(ColumnField.self, name: .name, short: .type)
    case .approval: FieldTable(ApprovalField.self)
    case .transfer: FieldTable(TransferField.self)
    case .group: FieldTable(GroupField.self, name: .name)
    case .needs: FieldTable(NeedsField.self)
    case .read: FieldTable(ReadField.self, short: .dataset)
    case .transformer: FieldTable(TransformerField.self)
    case .abilities: FieldTable(AbilitiesField.self)
    case .images: FieldTable(ImagesField.self)
    case .postgres: FieldTable(PostgresField.self)
    case .kafka: FieldTable(KafkaField.self)
    case .airflow: FieldTable(AirflowField.self)
    case .git: FieldTable(GitField.self)
    case .slack: FieldTable(SlackField.self)
    case .infrastructure: FieldTable(InfrastructureField.self)
    case .removal: FieldTable(RemovalField.self, short: .mode)
    case .artifacts: FieldTable(ArtifactsField.self)
    case .assignedGroup: FieldTable(AssignedGroupField.self, name: .group, short: .platforms)
    case .assignment: FieldTable(AssignmentField.self)
    case .primary: FieldTable(PrimaryField.self, name: .store, short: .platforms)
    case .placement: FieldTable(PlacementField.self, name: .platform, short: .places)
    case .place: FieldTable(PlaceField.self, name: .store, short: .database)
    case .suppression: FieldTable(SuppressionField.self)
    case .waiver: FieldTable(WaiverField.self, name: .name)
    }
  }
}

/// What data is: how carefully it must be kept.
public let classifications = ["PUB", "IP", "PC1", "PC2", "PC3", "CPI", "MNPI", "CSI", "PII"]

let clouds = [
  "private", "aws", "azure", "gcp", "ibm", "oracle", "alibaba", "aws-china", "azure-china",
  "tencent", "huawei",
]

/// The types of containers. Those of `sqlContainerTypes` have a host, a port and a database.
let containerTypes =
  ["kafka", "kafka-connect", "object-storage", "snowflake", "odbc"] + sqlContainerTypes
let sqlContainerTypes = ["postgres", "mysql", "oracle", "sqlserver", "db2"]
