internal import Diagnostics
internal import Emit
internal import IR
internal import Model

/// `OUT/dsgen-manifest.json`: marks an output folder, and says which command owns it.
struct FolderMark: Equatable, Sendable {
  var schemaVersion = Version.manifestFormat
  var command: String
  /// The platforms that have a folder in it, sorted.
  var platforms: [String]

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.field("schemaVersion", schemaVersion)
      object.field("command", command)
      object.array("platforms") { list in
        for platform in platforms { list.value(platform) }
      }
    }
    json.newline()
    return json.take()
  }
}

/// `OUT/<platform>/manifest/index.json`: everything written for a platform.
struct PlatformIndex: Sendable {
  enum State: String, Sendable {
    /// A run is writing, or was cut off: the next one completes it.
    case writing
    case complete
  }

  struct Slice: Sendable {
    /// Below the platform's folder: `manifest/crm/s0042.json`.
    var path: String
    /// The merge database; nil: the platform's first.
    var database: String?
    /// The hash of that file.
    var fingerprint: String
  }

  struct Root: Sendable {
    /// Below `terraform/`: `crm/s0042`.
    var path: String
    /// The PostgreSQL schema with its state.
    var schema: String
    /// Changes with any of its files.
    var fingerprint: String
  }

  var schemaVersion = Version.manifestFormat
  var state: State
  var platform: String
  /// The version of dsgen that has written it.
  var dsgen = Version.dsgen
  /// Terraform's root modules, sorted.
  var roots: [Root] = []
  /// One manifest a slice, sorted.
  var slices: [Slice] = []
  /// The files that belong to no slice, sorted.
  var files: [WrittenFile] = []

  mutating func sort() {
    roots.sort { Path.precedes($0.path, $1.path) }
    slices.sort { Path.precedes($0.path, $1.path) }
    files.sort { Path.precedes($0.path, $1.path) }
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.field("schemaVersion", schemaVersion)
      object.field("state", state.rawValue)
      object.field("platform", platform)
      object.field("dsgen", dsgen)
      writeLists(to: &object)
    }
    json.newline()
    return json.take()
  }

  func writeLists(to object: inout JSONWriter) {
    object.array("roots") { list in
      for root in roots {
        list.object(nil, .inline) {
          $0.field("path", root.path)
          $0.field("schema", root.schema)
          $0.field("fingerprint", root.fingerprint)
        }
      }
    }
    object.array("slices") { list in
      for slice in slices {
        list.object(nil, .inline) {
          $0.field("path", slice.path)
          if let database = slice.database { $0.field("database", database) }
          $0.field("fingerprint", slice.fingerprint)
        }
      }
    }
    WrittenFile.write(files, to: &object)
  }
}

/// `manifest/<store>/s0042.json`: the files of one slice.
struct SliceManifest: Sendable {
  struct Dataset: Sendable {
    var name: String
    /// Changes with the columns, their types, the key and the nullability.
    var fingerprint: String
  }

  var schemaVersion = Version.manifestFormat
  var platform: String
  var store: String
  var slice: Int
  var files: [WrittenFile]
  var datasets: [Dataset]

  /// Below the platform's folder.
  var path: String { "manifest/\(store)/\(PhysicalNames.sliceLabel(slice)).json" }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.field("schemaVersion", schemaVersion)
      object.field("platform", platform)
      object.field("store", store)
      object.field("slice", slice)
      WrittenFile.write(files, to: &object)
      object.array("datasets") { list in
        for dataset in datasets {
          list.object(nil, .inline) {
            $0.field("name", dataset.name)
            $0.field("fingerprint", dataset.fingerprint)
          }
        }
      }
    }
    json.newline()
    return json.take()
  }
}

/// A file that dsgen has written.
struct WrittenFile: Hashable, Sendable {
  /// Below the platform's folder.
  var path: String
  var size: Int
  /// `xxh128sum` prints the same.
  var hash: String

  static func write(_ files: [WrittenFile], to object: inout JSONWriter) {
    object.array("files") { list in
      for file in files {
        list.object(nil, .inline) {
          $0.field("path", file.path)
          $0.field("size", file.size)
          $0.field("hash", file.hash)
        }
      }
    }
  }
}

extension SliceManifest {
  init(platform: String, _ slice: Generated.SliceRecord, files: [WrittenFile]) {
    self.init(
      platform: platform, store: slice.store, slice: slice.number, files: files,
      datasets: slice.datasets)
  }

  /// What the index says of it.
  func entry(database: String?) -> PlatformIndex.Slice {
    PlatformIndex.Slice(path: path, database: database, fingerprint: ContentHash.hex(bytes))
  }
}

extension PlatformIndex.Root {
  /// - Parameter files: its own among others, in order.
  init(_ root: RootPlan, files: [WrittenFile]) {
    let prefix = "terraform/\(root.path)/"
    let own = files.filter { $0.path.hasPrefix(prefix) }.map { $0.path + " " + $0.hash }
    let fingerprint = ContentHash.hex(Array(own.joined(separator: "\n").utf8))
    self.init(path: root.path, schema: root.stateSchema, fingerprint: fingerprint)
  }
}
