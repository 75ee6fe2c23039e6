/// The fields of a JSON object.
struct JSONFields {
  private let start: Int
  private let entries: [(key: String, item: JSONText.Item)]

  init(_ item: JSONText.Item) throws(JSONText.Fault) {
    guard case .object(let entries) = item.value else {
      throw JSONText.Fault(message: "an object in { } is wanted here", start: item.start)
    }
    start = item.start
    self.entries = entries
  }

  func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

  func text(_ key: String) throws(JSONText.Fault) -> String {
    let item = try item(key)
    guard case .text(let text) = item.value else {
      throw JSONText.Fault(message: "`\(key)` is a text", start: item.start)
    }
    return text
  }

  /// - Parameter least: the smallest that is allowed.
  func number(_ key: String, from least: Int) throws(JSONText.Fault) -> Int {
    let item = try item(key)
    guard case .number(let text) = item.value, let number = Int(text), number >= least else {
      throw JSONText.Fault(
        message: "`\(key)` is a whole number of at least \(least)", start: item.start)
    }
    return number
  }

  func list(_ key: String) throws(JSONText.Fault) -> [JSONText.Item] {
    let item = try item(key)
    guard case .list(let items) = item.value else {
      throw JSONText.Fault(message: "`\(key)` is a list", start: item.start)
    }
    return items
  }

  /// A list of objects, each made into what it stands for.
  func list<T>(
    _ key: String, _ make: (JSONFields) throws(JSONText.Fault) -> T
  ) throws(JSONText.Fault) -> [T] {
    var made: [T] = []
    for item in try list(key) { made.append(try make(JSONFields(item))) }
    return made
  }

  func texts(_ key: String) throws(JSONText.Fault) -> [String] {
    var texts: [String] = []
    for item in try list(key) {
      guard case .text(let text) = item.value else {
        throw JSONText.Fault(message: "`\(key)` is a list of texts", start: item.start)
      }
      texts.append(text)
    }
    return texts
  }

  private func item(_ key: String) throws(JSONText.Fault) -> JSONText.Item {
    guard let entry = entries.first(where: { $0.key == key }) else {
      throw JSONText.Fault(message: "the field `\(key)` is missing", start: start)
    }
    return entry.item
  }
}
