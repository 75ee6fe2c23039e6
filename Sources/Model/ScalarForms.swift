// The forms of scalars that are more than text: what is legal, and what it means.

/// Durations: `30s 5m 12h 30d 7y`.
public enum Duration {
  /// The seconds of a duration; a year has 365 days. Nil if the text is not one.
  public static func seconds(_ text: String) -> Int? {
    let unit: Int
    switch text.last {
    case "s": unit = 1
    case "m": unit = 60
    case "h": unit = 3600
    case "d": unit = 86400
    case "y": unit = 365 * 86400
    default: return nil
    }
    guard let number = wholeNumber(text.dropLast()), number > 0 else { return nil }
    let (seconds, over) = number.multipliedReportingOverflow(by: unit)
    return over ? nil : seconds
  }
}

/// Sizes: `512Mi 100Gi`, and `100G`, read as Gi.
public enum Size {
  /// The size as a Kubernetes quantity with a binary unit; nil if the text is not one.
  public static func quantity(_ text: String) -> String? {
    let trimmed = text.hasSuffix("i") ? text.dropLast() : text[...]
    guard let unit = trimmed.last, "KMGTP".contains(unit),
      let number = wholeNumber(trimmed.dropLast()), number > 0
    else { return nil }
    return "\(number)\(unit)i"
  }
}

/// Repositories: `owner/name@branch`, or `host/owner/name@branch` elsewhere than GitHub.
public struct Repository: Hashable, Sendable {
  public let host: String
  /// `owner/name`.
  public let path: String
  public let branch: String

  public init?(_ text: String) {
    guard Self.problem(text) == nil, let (before, branch) = text.cut(at: "@") else { return nil }
    let parts = before.parts(at: "/")
    self.branch = String(branch)
    host = parts.count == 2 ? "github.com" : String(parts[0])
    path = parts.suffix(2).joined(separator: "/")
  }

  /// What is wrong with a text as a repository; nil if nothing is.
  public static func problem(_ text: String) -> String? {
    guard let (before, branch) = text.cut(at: "@") else {
      return "a branch is missing: owner/name@branch"
    }
    let parts = before.parts(at: "/")
    guard parts.count == 2 || parts.count == 3 else { return "it has the form owner/name@branch" }
    if parts.count == 3, !isHost(String(parts[0])) { return "`\(parts[0])` is not a host" }
    for part in parts.suffix(2) {
      guard !part.isEmpty, part.utf8.count <= 100, part.utf8.allSatisfy({ isPathByte($0, false) }),
        !part.holds(".."), !part.hasPrefix("-"), !part.hasSuffix("-"), part != "."
      else {
        return "its parts have letters, digits, `_`, `.`, `-`, and no `-` at an end"
      }
    }
    if parts[parts.count - 1].hasSuffix(".git") {
      return "leave `.git` out: it is no part of the name"
    }
    return branchProblem(branch)
  }

  /// Source: git-check-ref-format, of which this takes the part that no shell and no URL must quote.
  private static func branchProblem(_ branch: Substring) -> String? {
    guard !branch.isEmpty, branch.utf8.count <= 200,
      branch.utf8.allSatisfy({ isPathByte($0, false) || $0 == UInt8(ascii: "/") })
    else {
      return "a branch has letters, digits, `_`, `.`, `-`, `/`"
    }
    if branch.hasPrefix("refs/") { return "a branch is written without `refs/heads/`" }
    if branch == "HEAD" { return "HEAD is whatever is checked out, not a branch" }
    guard !branch.holds(".."), !branch.hasSuffix("."), !branch.hasPrefix("-") else {
      return "a branch has no `..`, no `.` at its end and no `-` before it"
    }
    let parts = branch.parts(at: "/")
    guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".lock") }) else {
      return
        "between the `/` of a branch is something, which has no `.` before it and no `.lock` behind it"
    }
    return nil
  }
}

/// What is wrong with a text as a URL; nil if nothing is.
public func urlProblem(_ text: String) -> String? {
  guard let colon = text.range(of: "://") else { return "it starts with https://" }
  let scheme = text[..<colon.lowerBound]
  guard ["http", "https", "s3"].contains(scheme) else { return "it starts with https://" }
  guard text.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "\"") }) else {
    return "a URL has no blanks, quotes or control characters"
  }
  let host = text[colon.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  return host.isEmpty ? "it names a host behind ://" : nil
}

/// Whether a text is `host:port`.
public func isHostPort(_ text: String) -> Bool {
  guard let colon = text.lastIndex(of: ":"),
    let port = wholeNumber(text[text.index(after: colon)...]), (1...65535).contains(port)
  else { return false }
  return isHost(String(text[..<colon]))
}

/// Whether a text is a host: a name, an IPv4 address, or an IPv6 address in brackets.
public func isHost(_ text: String) -> Bool {
  if text.hasPrefix("["), text.hasSuffix("]") {
    let inside = text.dropFirst().dropLast()
    return inside.holds(":")
      && inside.utf8.allSatisfy {
        isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
      }
  }
  guard !text.isEmpty, text.utf8.count <= 253 else { return false }
  let parts = text.parts(at: ".")
  if parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) {
    return parts.count == 4
      && parts.allSatisfy { part in wholeNumber(part).map { $0 <= 255 } == true }
  }
  return parts.allSatisfy { part in
    !part.isEmpty && part.utf8.count <= 63 && part.utf8.allSatisfy { isPathByte($0, true) }
      && !part.hasPrefix("-") && !part.hasSuffix("-")
  }
}

/// Whether a text is a day of the Gregorian calendar: `2026-12-31`.
public func isDate(_ text: String) -> Bool {
  let parts = text.parts(at: "-")
  guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
    let year = wholeNumber(parts[0]), let month = wholeNumber(parts[1]),
    let day = wholeNumber(parts[2]), (1...12).contains(month)
  else { return false }
  let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return (1...days).contains(day)
}

private func wholeNumber(_ text: Substring) -> Int? {
  guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
  return Int(text)
}

private func isPathByte(_ byte: UInt8, _ host: Bool) -> Bool {
  switch byte {
  case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
  default: false
  }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
}

extension String {
  fileprivate func range(of text: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
      formIndex(after: &at)
    }
    return nil
  }
}
