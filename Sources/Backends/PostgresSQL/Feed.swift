internal import IR
internal import Model

/// How rows come to a merge.
enum Feed: Hashable {
  /// Connectors write every change into a staging table.
  case staged(MessageFormat)
  /// The producer's tables, or the primary's merge tables, are read as a whole.
  case snapshot(openOnly: Bool)
  /// The producer's tables are read from a watermark on.
  case watermark
  /// A transformer fills tables of its own.
  case output(TransformOutput)

  init(_ store: StorePlan) {
    if store.primary != nil {
      self = .snapshot(openOnly: store.primaryMerge == .milestoned)
    } else if let output = store.output {
      self = .output(output)
    } else {
      switch store.ingestion {
      case .sqlSnapshot: self = .snapshot(openOnly: false)
      case .sqlWatermark: self = .watermark
      default: self = .staged(store.format)
      }
    }
  }

  var isStaged: Bool { if case .staged = self { true } else { false } }

  /// Whether rows are asked for in another database.
  var isPulled: Bool {
    switch self {
    case .snapshot, .watermark: true
    case .staged, .output: false
    }
  }

  /// Whether a batch holds all rows, so that what it lacks is gone.
  var isComplete: Bool {
    switch self {
    case .snapshot: true
    case .output(let output): output.mode == .snapshot
    case .staged, .watermark: false
    }
  }

  /// Whether a batch says which rows are gone.
  var tellsDeletes: Bool {
    switch self {
    case .staged(let format): format == .debezium
    case .output(let output): output.mode == .changes
    case .snapshot, .watermark: false
    }
  }

  /// A part of a schema's fingerprint: tables of another feed have other columns of dsgen's own.
  var tag: String {
    switch self {
    case .staged(let format): format.rawValue
    case .snapshot: "snapshot"
    case .watermark: "watermark"
    case .output(let output): "output-" + output.mode.rawValue
    }
  }
}
