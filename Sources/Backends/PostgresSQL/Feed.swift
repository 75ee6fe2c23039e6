internal import IR
internal import Model

/// How rows come to a merge.
enum Feed: Hashable {
  /// Connectors write every change into a staging table.
  case staged(MessageFormat)
  /// The producer's tables, or a primary's tables of live rows, are read as a whole.
  case snapshot
  /// Of a primary's tables, the versions that were opened or closed since they were last read.
  case versions
  /// The producer's tables are read from a watermark on.
  case watermark
  /// A transformer fills tables of its own.
  case output(TransformOutput)

  init(_ store: StorePlan) {
    if store.primary != nil {
      self = store.primaryMerge == .milestoned ? .versions : .snapshot
    } else if let output = store.output {
      self = .output(output)
    } else {
      switch store.ingestion {
      case .sqlSnapshot: self = .snapshot
      case .sqlWatermark: self = .watermark
      default: self = .staged(store.format)
      }
    }
  }

  var isStaged: Bool { if case .staged = self { true } else { false } }

  /// Whether rows are asked for in another database.
  var isPulled: Bool {
    switch self {
    case .snapshot, .versions, .watermark: true
    case .staged, .output: false
    }
  }

  /// Whether the other database is asked for what came since it was last asked.
  var isBounded: Bool { self == .watermark || self == .versions }

  /// Whether a batch holds all rows, so that what it lacks is gone.
  var isComplete: Bool {
    switch self {
    case .snapshot: true
    case .output(let output): output.mode == .snapshot
    case .staged, .versions, .watermark: false
    }
  }

  /// Whether a batch says which rows are gone.
  var tellsDeletes: Bool {
    switch self {
    case .staged(let format): format == .debezium
    case .output(let output): output.mode == .changes
    case .versions: true
    case .snapshot, .watermark: false
    }
  }

  /// A part of a schema's fingerprint: tables of another feed have other columns of dsgen's own.
  var tag: String {
    switch self {
    case .staged(let format): format.rawValue
    case .snapshot: "snapshot"
    case .versions: "versions"
    case .watermark: "watermark"
    case .output(let output): "output-" + output.mode.rawValue
    }
  }
}
