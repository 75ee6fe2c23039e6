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
    let file = try Fields(item)
    let version = try file.number("schemaVersion")
    guard version == format else {
      throw JSONText.Fault(
        message: "its schemaVersion is \(version), this dsgen knows \(format)", start: item.start)
    }
    let list = try file.item("findings")
    guard case .list(let items) = list.value else {
      throw JSONText.Fault(message: "`findings` is a list", start: list.start)
    }
    var entries: [Baseline.Entry] = []
    for item in items {
      let entry = try Fields(item)
      entries.append(
        Baseline.Entry(
          fingerprint: try entry.text("fingerprint"), code: try entry.text("code"),
          object: try entry.text("object"), message: try entry.text("message"),
          count: try entry.number("count")))
    }
    return Baseline(entries: entries)
  }

  /// The fields of an object.
  private struct Fields {
    let start: Int
    let entries: [(key: String, item: JSONText.Item)]

    init(_ item: JSONText.Item) throws(JSONText.Fault) {
      guard case .object(let entries) = item.value else {
        throw JSONText.Fault(message: "an object in { } is wanted here", start: item.start)
      }
      start = item.start
      self.entries = entries
    }

    func item(_ key: String) throws(JSONText.Fault) -> JSONText.Item {
      guard let entry = entries.first(where: { $0.key == key }) else {
        throw JSONText.Fault(message: "the field `\(key)` is missing", start: start)
      }
      return entry.item
    }

    func text(_ key: String) throws(JSONText.Fault) -> String {
      let item = try item(key)
      guard case .text(let text) = item.value else {
        throw JSONText.Fault(message: "`\(key)` is a text", start: item.start)
      }
      return text
    }

    func number(_ key: String) throws(JSONText.Fault) -> Int {
      let item = try item(key)
      guard case .number(let text) = item.value, let number = Int(text), number > 0 else {
        throw JSONText.Fault(message: "`\(key)` is a number above 0", start: item.start)
      }
      return number
    }
  }
}
