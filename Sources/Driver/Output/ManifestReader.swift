/// What dsgen has written about its own output, and reads back.
protocol Manifest {
  init(_ fields: JSONFields) throws(JSONText.Fault)
}

/// Reads dsgen's own manifests back.
enum ManifestReader {
  /// What a manifest says; nil where there is none.
  static func read<M: Manifest>(_: M.Type, _ path: String) throws -> M? {
    guard try FileSystem.status(path) != nil, let bytes = try FileSystem.read(path) else {
      return nil
    }
    return try parse(M.self, bytes, path)
  }

  static func parse<M: Manifest>(_: M.Type, _ bytes: [UInt8], _ path: String) throws -> M {
    do throws(JSONText.Fault) {
      let fields = try JSONFields(JSONText.parse(bytes))
      if try fields.number("schemaVersion", from: 1) <= Version.manifestFormat {
        return try M(fields)
      }
    } catch {
      throw Failure.usage(
        "\(path) is damaged: it is not what dsgen wrote",
        help: "restore it, or move its folder away and run again")
    }
    throw Failure.usage(
      "\(path) was written by a newer dsgen than this one (\(Version.dsgen))",
      help: "use that dsgen, or another output folder")
  }
}

extension FolderMark: Manifest {
  init(_ fields: JSONFields) throws(JSONText.Fault) {
    command = try fields.text("command")
    platforms = try fields.texts("platforms")
  }
}

extension PlatformIndex: Manifest {
  init(_ fields: JSONFields) throws(JSONText.Fault) {
    state = try fields.text("state") == State.complete.rawValue ? .complete : .writing
    platform = try fields.text("platform")
    dsgen = try fields.text("dsgen")
    try readLists(fields)
  }

  mutating func readLists(_ fields: JSONFields) throws(JSONText.Fault) {
    roots = try fields.list("roots") { root throws(JSONText.Fault) in
      Root(
        path: try root.text("path"), schema: try root.text("schema"),
        fingerprint: try root.text("fingerprint"))
    }
    slices = try fields.list("slices") { slice throws(JSONText.Fault) in
      Slice(
        path: try slice.text("path"),
        database: slice.has("database") ? try slice.text("database") : nil,
        fingerprint: try slice.text("fingerprint"))
    }
    files = try WrittenFile.all(fields)
  }
}

extension SliceManifest: Manifest {
  init(_ fields: JSONFields) throws(JSONText.Fault) {
    platform = try fields.text("platform")
    store = try fields.text("store")
    slice = try fields.number("slice", from: 0)
    files = try WrittenFile.all(fields)
    datasets = try fields.list("datasets") { dataset throws(JSONText.Fault) in
      Dataset(name: try dataset.text("name"), fingerprint: try dataset.text("fingerprint"))
    }
  }
}

extension WrittenFile {
  fileprivate static func all(_ fields: JSONFields) throws(JSONText.Fault) -> [WrittenFile] {
    try fields.list("files") { file throws(JSONText.Fault) in
      WrittenFile(
        path: try file.text("path"), size: try file.number("size", from: 0),
        hash: try file.text("hash"))
    }
  }
}
