/// Hosts as they are written in a model.
enum Address {
  /// The network of one address, where the host is a literal address: `10.1.2.3/32`; nil for a name.
  static func network(_ host: String) -> String? {
    if isIPv4(host) { return host + "/32" }
    if isIPv6(host) { return host + "/128" }
    return nil
  }

  /// A literal IPv6 address stands in brackets in a URL.
  static func inURL(_ host: String) -> String { isIPv6(host) ? "[\(host)]" : host }

  static func isIPv4(_ host: String) -> Bool {
    let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        let isNumber = part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        // A leading zero is octal to some readers, so it is no address here.
        guard isNumber, part.first != UInt8(ascii: "0") || part.count == 1 else { return false }
        return (Int(String(decoding: part, as: UTF8.self)) ?? 256) < 256
      }
  }

  /// Groups of hexadecimal digits, at most one `::`; no zone, no dotted tail.
  static func isIPv6(_ host: String) -> Bool {
    let groups = host.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard groups.count >= 3, groups.count <= 9 else { return false }
    var gaps = 0
    for (index, group) in groups.enumerated() {
      if group.isEmpty {
        let isEdge = index == 0 || index == groups.count - 1
        // `::` at an edge makes two empty groups, the inner of which is the gap.
        if !isEdge { gaps += 1 }
        if isEdge && !groups[index == 0 ? 1 : index - 1].isEmpty { return false }
      } else if group.count > 4 || !group.allSatisfy(isHex) {
        return false
      }
    }
    let filled = groups.count { !$0.isEmpty }
    return gaps == 0 ? filled == 8 : gaps == 1 && filled < 8
  }

  /// Host and port of a `https://host[:port]/…` URL; nil if it is none.
  static func ofURL(_ url: String) -> (host: String, port: Int)? {
    guard url.hasPrefix("https://") else { return nil }
    let authority = url.dropFirst("https://".count).prefix { $0 != "/" }
    return ofAuthority(String(authority), port: 443)
  }

  /// Host and port of `host:port`, `[address]:port` or `host`.
  static func ofAuthority(_ text: String, port: Int) -> (host: String, port: Int) {
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let host = String(text[text.index(after: text.startIndex)..<end])
      let rest = text[text.index(after: end)...].dropFirst()
      return (host, Int(rest) ?? port)
    }
    guard !isIPv6(text), let colon = text.lastIndex(of: ":") else { return (text, port) }
    guard let written = Int(text[text.index(after: colon)...]) else { return (text, port) }
    return (String(text[..<colon]), written)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
