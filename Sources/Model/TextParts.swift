// References are taken apart at ASCII characters, by bytes. Characters, as Unicode joins them, cost many
// times more to find, and no reference means anything else by them.

extension Substring {
  /// What stands between the places of an ASCII character; empty parts too.
  public func parts(at separator: Unicode.Scalar) -> [Substring] {
    utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// What stands before and behind the first of an ASCII character; nil where there is none.
  public func cut(at separator: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
    guard let at = utf8.firstIndex(of: UInt8(ascii: separator)) else { return nil }
    return (self[..<at], self[utf8.index(after: at)...])
  }

  /// Whether an ASCII text stands in it.
  public func holds(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      var rest = utf8
      while let at = rest.firstIndex(of: wanted[0]) {
        if rest[at...].starts(with: wanted) { return true }
        rest = rest[rest.index(after: at)...]
      }
      return false
    }
  }
}

extension String {
  /// What stands between the places of an ASCII character; empty parts too.
  public func parts(at separator: Unicode.Scalar) -> [Substring] {
    self[...].parts(at: separator)
  }

  /// What stands before and behind the first of an ASCII character; nil where there is none.
  public func cut(at separator: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
    self[...].cut(at: separator)
  }

  /// Whether an ASCII text stands in it.
  public func holds(_ text: StaticString) -> Bool { self[...].holds(text) }
}
