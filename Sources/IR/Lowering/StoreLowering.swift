internal import Diagnostics
internal import Model

/// Decides what one platform runs for one store.
struct StoreLowering {
  let model: Model
  let plan: PlatformPlan
  let store: Datastore
  let index: Int
  let share: StoreShare
  /// By `store` or `store/s0003` the merge database; the first one where nothing is said.
  let places: [String: String]
  /// The same of the primary that the store is mirrored from.
  let primaryPlaces: [String: String]
  private let source: StoreSource
  private let lowered: DatasetLowering
  /// Whether one stream merges the whole store.
  private let isWhole: Bool

  init(
    model: Model, types: ColumnTypes, plan: PlatformPlan, store: Datastore, index: Int,
    share: StoreShare, places: [String: String], primaryPlaces: [String: String] = [:]
  ) {
    self.model = model
    self.plan = plan
    self.store = store
    self.index = index
    self.share = share
    self.places = places
    self.primaryPlaces = primaryPlaces
    source = StoreSource(store, environment: plan.environment, in: model)
    isWhole = store.consistency == .store
    let isMirror = share.primary != nil
    let topics: DatasetLowering.Topics =
      switch source.type {
      case .kafka where !isMirror: .template(TopicTemplate(of: store.ingestion))
      case .cdc where !isMirror: .captured(prefix: "\(plan.name).\(store.name)")
      default: .none
      }
    let isWatermarked = source.type == .sqlWatermark && !isMirror
    lowered = DatasetLowering(
      model: model, types: types, topics: topics,
      watermark: isWatermarked ? store.ingestion?.symbol(IngestionField.watermark) : nil)
  }

  private var isMirror: Bool { share.primary != nil }
  private var topicPrefix: String { "\(plan.name).\(store.name)" }
  private var hasConnectors: Bool { !isMirror && (source.type == .kafka || source.type == .cdc) }

  private var schedule: String? {
    source.type == .transformer && !isMirror
      ? nil : store.ingestion?.text(IngestionField.schedule) ?? "*/5 * * * *"
  }

  func storePlan() -> StorePlan {
    let isScheduled = isWhole && schedule != nil
    var result = StorePlan(
      name: store.name, description: store.object.text(DatastoreField.description),
      team: store.team, ingestion: source.type, format: source.format,
      consistency: store.consistency,
      schedule: schedule.map { Staggered.schedule($0, by: "\(plan.name).\(store.name)") },
      slices: share.slices.keys.sorted(), sliceCount: store.sliceCount, source: sourceRoot(),
      stream: isWhole ? wholeStream() : nil,
      dag: isScheduled ? PhysicalNames.dag("\(plan.name).\(store.name)") : nil,
      primary: share.primary.map { model.platforms[$0].name }, origin: store.object.span)
    result.stagingKeep = store.ingestion?.object(IngestionField.staging)?.text(StagingField.keep)
      .flatMap(Duration.seconds)
    result.output = isMirror ? nil : output
    result.primaryMerge = share.primary.map { model.platforms[$0].merge }
    return result
  }

  /// The tables of the transformer that fills the store.
  private var output: TransformOutput? {
    guard source.type == .transformer,
      let workspace = store.ingestion?.text(IngestionField.workspace).flatMap(model.workspace)
    else { return nil }
    let mode: TransformerMode? = model.workspaces[workspace].transformer?.word(
      TransformerField.mode)
    return TransformOutput(
      schema: PhysicalNames.fitted(model.workspaces[workspace].name, suffix: "__output"),
      mode: mode ?? .snapshot)
  }

  func slicePlan(_ number: Int) -> SlicePlan {
    let label = PhysicalNames.sliceLabel(number)
    let positions = share.slices[number] ?? []
    let datasets = positions.map(dataset)
    let name = "\(plan.name).\(store.name).\(label)"
    let database = database(label)
    return SlicePlan(
      store: store.name, number: number, label: label,
      root: hasConnectors ? root(label) : nil,
      sinks: hasConnectors ? sinks(datasets, label, name, database) : [],
      dag: isWhole ? nil : PhysicalNames.dag(name),
      schedule: isWhole ? nil : schedule.map { Staggered.schedule($0, by: name) },
      streams: isWhole ? [] : streams(positions, datasets, label, database),
      datasets: datasets, database: database, origin: store.object.span)
  }

  private func root(_ name: String) -> RootPlan {
    RootPlan(
      path: store.name + "/" + name,
      stateSchema: PhysicalNames.stateSchema(platform: plan.name, store: store.name, root: name))
  }

  /// The merge database of a dataset.
  func database(slice: Int) -> String {
    if places.isEmpty { return plan.postgres.databases[0] }
    return isWhole ? database(nil) : database(PhysicalNames.sliceLabel(slice))
  }

  private func database(_ label: String?) -> String {
    placed(label, in: places) ?? plan.postgres.databases[0]
  }

  /// Where a slice, or the whole store, is said to live.
  private func placed(_ label: String?, in places: [String: String]) -> String? {
    label.flatMap { places["\(store.name)/\($0)"] } ?? places[store.name]
  }

  // MARK: datasets

  private func dataset(at position: Int) -> DatasetPlan {
    let id = share.datasets[position]
    var result = lowered.plan(id, priority: share.exportPriorities[position])
    result.pulled = pulled(id, result)
    result.captured = source.type == .cdc && !isMirror ? lowered.capturedTable(id) : nil
    return result
  }

  /// The producer's table; for a mirror the primary's merge table.
  private func pulled(_ id: Int, _ plan: DatasetPlan) -> SourceTable? {
    if isMirror {
      return SourceTable(
        schema: "merge", table: plan.table, columns: plan.columns.names, key: plan.key,
        origin: plan.origin)
    }
    return isPulled ? lowered.sourceTable(id) : nil
  }

  // MARK: streams

  private func streams(
    _ positions: [Int], _ datasets: [DatasetPlan], _ label: String, _ database: String
  ) -> [StreamPlan] {
    let sqlFile = "sql/\(store.name)/\(label)/merge.sql"
    let secrets = sourceSecrets
    let settings = sourceSettings(label)
    let prefix = store.name + "."
    let assets = asset(nil) + "/"
    return zip(positions, datasets).map { position, dataset in
      StreamPlan(
        name: String(joining: prefix, dataset.name), task: dataset.name, section: dataset.name,
        sqlFile: sqlFile,
        priority: share.streamPriorities[share.datasets[position]] ?? dataset.priority,
        asset: String(joining: assets, dataset.name), fingerprint: dataset.fingerprint,
        datasets: [dataset.name],
        database: database, sourceSecrets: secrets, sourceSettings: settings,
        origin: dataset.origin)
    }
  }

  func wholeStream() -> StreamPlan {
    return StreamPlan(
      name: store.name, task: store.name, section: store.name,
      sqlFile: "sql/\(store.name)/merge.sql", priority: share.streamPriorities[-1] ?? .low,
      asset: asset(nil), fingerprint: nil,
      datasets: share.datasets.map { model.name(ofDataset: $0) }, database: database(nil),
      sourceSecrets: sourceSecrets, sourceSettings: sourceSettings(nil), origin: store.object.span)
  }

  func asset(_ dataset: String?) -> String {
    "dsgen://\(plan.name)/\(store.name)" + (isWhole ? "" : dataset.map { "/" + $0 } ?? "")
  }

  private var isPulled: Bool { source.type == .sqlSnapshot || source.type == .sqlWatermark }

  private var sourceSecrets: [SecretReference] {
    if let primary = share.primary {
      let other = model.platforms[primary]
      let name = other.object.object(PlatformField.postgres)?.text(PostgresField.credential)
      return name.flatMap { model.credential($0, of: other) }
        .map { postgresLogin($0.secret, prefix: "SOURCE_") } ?? []
    }
    guard isPulled, let credential = source.credential else { return [] }
    return postgresLogin(credential.secret, prefix: "SOURCE_")
  }

  private func sourceSettings(_ label: String?) -> [Setting] {
    let address: (host: String, port: Int, database: String)
    if let primary = share.primary {
      let (host, port) = primaryAddress(model.platforms[primary])
      let object = model.platforms[primary].object.object(PlatformField.postgres)
      let first = object?.texts(PostgresField.databases).first ?? "dsgen"
      address = (host, port, placed(label, in: primaryPlaces) ?? first)
    } else if isPulled, let container = source.container {
      address = (container.host, container.port, container.database)
    } else {
      return []
    }
    return [
      Setting(variable: "SOURCE_PGHOST", value: address.host),
      Setting(variable: "SOURCE_PGPORT", value: String(address.port)),
      Setting(variable: "SOURCE_PGDATABASE", value: address.database),
    ]
  }

  // MARK: connectors

  private func sinks(
    _ datasets: [DatasetPlan], _ label: String, _ sliceName: String, _ database: String
  ) -> [SinkConnector] {
    let routes = datasets.map { dataset in
      SinkRoute(
        topic: dataset.topic ?? "", table: dataset.table, columns: dataset.columns,
        origin: dataset.origin)
    }
    let whole = sink(sliceName, label, routes, database, store.object.span)
    if plan.connectors == .perSlice { return [whole] }
    let prefix = "\(plan.name).\(store.name)."
    return zip(datasets, routes).map { dataset, route in
      var sink = whole
      sink.name = String(joining: prefix, dataset.name)
      sink.label = dataset.name
      sink.routes = [route]
      sink.deadLetterTopic = PhysicalNames.topic(String(joining: "dlq.", sink.name))
      sink.origin = dataset.origin
      return sink
    }
  }

  private func sink(
    _ name: String, _ label: String, _ routes: [SinkRoute], _ database: String, _ origin: Span
  ) -> SinkConnector {
    SinkConnector(
      name: name, label: label, routes: routes, format: source.format, encoding: source.encoding,
      registry: source.registry,
      jdbcURL: "jdbc:postgresql://\(plan.postgres.host):\(plan.postgres.port)/\(database)",
      secret: plan.postgres.credential[0].secret, captured: source.type == .cdc,
      consumerSecurity: consumerSecurity, deadLetterTopic: PhysicalNames.topic("dlq." + name),
      origin: origin)
  }

  /// Whether the store's topics are on the external cluster that is the platform's own.
  private var isReadDirectly: Bool {
    source.type == .kafka && plan.kafka.external && plan.kafka.cluster == source.container?.path
  }

  /// Topics of an external cluster are read by the store's own login, not by the worker's.
  private var consumerSecurity: KafkaSecurityPlan? {
    isReadDirectly && source.security != plan.kafka.security ? source.security : nil
  }

  private func sourceRoot() -> SourceRoot? {
    guard hasConnectors else { return nil }
    let sources = source.type == .cdc ? captures() : []
    let replicators = source.type == .kafka ? replicators() : []
    if sources.isEmpty, replicators.isEmpty { return nil }
    var result = SourceRoot(root: root("source"), sources: sources, replicators: replicators)
    if isWhole, source.type == .cdc { result.transactions = transactions }
    return result
  }

  /// The sink of the topic in which Debezium tells where transactions begin and end, and of how many
  /// changes; those of the signal table are among its records, with the transaction's number. No
  /// dataset has a `-` in its name.
  private var transactions: SinkConnector {
    let table = PhysicalNames.fitted(store.name, suffix: "__-transactions")
    let columns = [
      ("status", ColumnType.varchar(nil)), ("id", .varchar(nil)), ("event_count", .bigint),
      ("__source_txId", .bigint),
    ]
    let route = SinkRoute(
      topic: SourceConnector.transactions(prefix: topicPrefix), table: table,
      columns: ColumnPlans(
        columns.map {
          ColumnPlan(
            name: $0.0, sourceName: $0.0, type: $0.1, nullable: true, origin: store.object.span)
        }), origin: store.object.span)
    var sink = sink(
      "\(plan.name).\(store.name).transactions-0", "transactions_0", [route], database(nil),
      store.object.span)
    sink.format = .upsert
    return sink
  }

  private func captures() -> [SourceConnector] {
    let count = store.ingestion?.int(IngestionField.sources) ?? 1
    var tables = [[SourceTable]](repeating: [], count: count)
    for id in share.datasets {
      tables[model.slice(ofDataset: id, count: count)].append(lowered.sourceTable(id))
    }
    return tables.enumerated().filter { !$0.element.isEmpty }.map { number, tables in
      let slot = PhysicalNames.slot(platform: plan.name, store: store.name, number: number)
      return SourceConnector(
        name: "\(plan.name).\(store.name).source-\(number)", label: "source_\(number)",
        host: source.container?.host ?? "", port: source.container?.port ?? 5432,
        database: source.container?.database ?? "", secret: source.credential?.secret ?? "",
        caSecret: source.caSecret, slot: slot, publication: slot,
        topicPrefix: topicPrefix,
        tables: tables.sorted { ($0.schema, $0.table) < ($1.schema, $1.table) },
        signals: store.ingestion?.text(IngestionField.signals), transactional: isWhole,
        origin: store.object.span)
    }
  }

  private func replicators() -> [ReplicatorConnector] {
    if isReadDirectly { return [] }
    let topics = share.datasets.map { lowered.topic($0) ?? "" }
    return [
      ReplicatorConnector(
        name: "\(plan.name).\(store.name).replicator-0", label: "replicator_0",
        sourceBootstrap: source.container?.bootstrap ?? [], sourceSecurity: source.security,
        targetBootstrap: plan.kafka.bootstrap, targetSecurity: plan.kafka.security,
        topics: topics.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
        origin: store.object.span)
    ]
  }
}

/// Schedules of the form `*/n` shifted by a hash, so that not all slices start in one minute; any
/// other cron is what its owner asked for and is never shifted.
enum Staggered {
  static func schedule(_ cron: String, by name: String) -> String {
    let fields = cron.split(separator: " ").map(String.init)
    guard fields.count == 5, fields[1...].allSatisfy({ $0 == "*" }), fields[0].hasPrefix("*/"),
      let step = Int(fields[0].dropFirst(2)), (2...59).contains(step)
    else { return cron }
    var name = name
    let shift = name.withUTF8 { Int(ContentHash.number($0) % UInt64(step)) }
    return shift == 0 ? cron : "\(shift)-59/\(step) * * * *"
  }
}
