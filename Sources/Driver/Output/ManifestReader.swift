internal import FoundationEssentials

/// Reads dsgen's own manifests back.
enum ManifestReader {
  /// What a manifest says; nil where there is none.
  static func read<M: Decodable>(_: M.Type, _ path: String) throws -> M? {
    guard try FileSystem.status(path) != nil, let bytes = try FileSystem.read(path) else {
      return nil
    }
    let decoder = JSONDecoder()
    guard let header = try? decoder.decode(Header.self, from: Data(bytes)) else {
      throw damaged(path)
    }
    if header.schemaVersion > Version.manifestFormat {
      throw Failure.usage(
        "\(path) was written by a newer dsgen than this one (\(Version.dsgen))",
        help: "use that dsgen, or another output folder")
    }
    guard let manifest = try? decoder.decode(M.self, from: Data(bytes)) else {
      throw damaged(path)
    }
    return manifest
  }

  private struct Header: Decodable { let schemaVersion: Int }

  private static func damaged(_ path: String) -> Failure {
    Failure.usage(
      "\(path) is damaged: it is not what dsgen wrote",
      help: "restore it, or move its folder away and run again")
  }
}
