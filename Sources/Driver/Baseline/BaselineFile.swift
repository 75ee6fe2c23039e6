internal import Diagnostics
internal import Emit

/// A baseline on the disk: JSON, an entry a line.
enum BaselineFile {
  static let format = 1

  static func write(_ baseline: Baseline, to path: String) throws {
    var json = JSONWriter()
    json.object { file in
      file.field("schemaVersion", format)
      file.array("findings") { list in
        for entry in baseline.entries {
          list.object(nil, .inline) {
            $0.field("code", entry.code)
            $0.field("object", entry.object)
            $0.field("message", entry.message)
            $0.field("count", entry.count)
            $0.field("fingerprint", entry.fingerprint)
          }
        }
      }
    }
    json.newline()
    try AtomicFile.replace(path, with: json.take(), durable: true)
  }

  /// - Parameter shown: how messages call the file.
  /// - Throws: a `Failure` with the place of what is not understood.
  static func read(_ path: String, shown: String) throws -> Baseline {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path) ?? []
    } catch let error as SystemError {
      throw Failure.usage(
        "the baseline \(shown) cannot be read: \(error.reason)",
        help: "`dsgen check --write-baseline \(shown)` writes it")
    }
    do throws(JSONText.Fault) {
      return try baseline(try JSONText.parse(bytes))
    } catch {
      let place = SourceFile(path: shown, bytes: bytes).position(of: error.start)
      throw Failure.usage(
        "\(shown):\(place.line):\(place.column): this is no baseline: \(error.message)",
        help: "restore it, or write it anew with `dsgen check --write-baseline \(shown)`")
    }
  }

  private static func baseline(_ item: JSONText.Item) throws(JSONText.Fault) -> Baseline {
    let file = try JSONFields(item)
    let version = try file.number("schemaVersion", from: 1)
    guard version == format else {
      throw JSONText.Fault(
        message: "its schemaVersion is \(version), this dsgen knows \(format)", start: item.start)
    }
    var entries: [Baseline.Entry] = []
    for item in try file.list("findings") {
      let entry = try JSONFields(item)
      entries.append(
        Baseline.Entry(
          fingerprint: try entry.text("fingerprint"), code: try entry.text("code"),
          object: try entry.text("object"), message: try entry.text("message"),
          count: try entry.number("count", from: 1)))
    }
    return Baseline(entries: entries)
  }
}
