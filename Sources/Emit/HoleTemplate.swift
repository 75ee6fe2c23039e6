internal import Templates

/// A constant whole file with `{{ name | escaper }}` holes: no loops, no conditions.
///
/// Every hole names its escaper, so no user text can become code. A hole without a value, a value
/// without a hole, or an unknown escaper is a bug in dsgen and stops it; a test fills every template.
public enum HoleTemplate {
  /// The text of the template with its holes filled.
  /// - Parameters:
  ///   - name: the file's name in `Templates/`.
  ///   - values: the holes' values, by name.
  ///   - escapers: what a hole may name after its `|`, by name.
  public static func fill(
    _ name: String, _ values: KeyValuePairs<String, String> = [:],
    escapers: KeyValuePairs<String, @Sendable (String) -> String> = [:]
  ) -> String {
    var unused = Set(values.map(\.key))
    var result = ""
    var rest = Substring(text(name))
    while let open = rest.range(of: "{{ ") {
      result += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let close = rest.range(of: " }}") else { fatalError("\(name): a hole has no end") }
      let parts = rest[..<close.lowerBound].split(separator: "|").map { trimmed($0) }
      rest = rest[close.upperBound...]
      guard parts.count == 2 else { fatalError("\(name): a hole is `name | escaper`") }
      guard let value = values.first(where: { $0.key == parts[0] })?.value else {
        fatalError("\(name): no value for the hole \(parts[0])")
      }
      guard let escape = escapers.first(where: { $0.key == parts[1] })?.value else {
        fatalError("\(name): no escaper \(parts[1])")
      }
      unused.remove(parts[0])
      result += escape(value)
    }
    guard unused.isEmpty else { fatalError("\(name): unused values \(unused.sorted())") }
    return result + rest
  }

  /// The names of all embedded templates, sorted.
  public static var names: [String] { table.map(\.name) }

  /// The raw text of a template.
  public static func text(_ name: String) -> String {
    guard let found = table.first(where: { $0.name == name }) else {
      fatalError("no template \(name)")
    }
    return found.text
  }

  private static let table: [(name: String, text: String)] = {
    var count = 0
    guard let first = dsgen_templates(&count) else { return [] }
    return (0..<count).map { index in
      let entry = first[index]
      let bytes = UnsafeRawBufferPointer(start: entry.text, count: entry.size)
      return (String(cString: entry.name), String(decoding: bytes, as: UTF8.self))
    }
  }()
}

private func trimmed(_ text: Substring) -> String {
  String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
      formIndex(after: &at)
    }
    return nil
  }
}
