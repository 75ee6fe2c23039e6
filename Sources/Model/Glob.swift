/// Patterns of files, as in `.gitignore`: `*` and `?` stay within a part of the path, `**` goes over
/// parts; without a `/` a pattern is for names at any depth; a folder that matches is left out whole.
public struct Glob: Sendable {
  private let parts: [[UInt8]]
  private let onlyFolders: Bool

  public init(_ pattern: String) {
    onlyFolders = pattern.utf8.last == UInt8(ascii: "/")
    var parts = pattern.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    let anchored = parts.count > 1 || pattern.utf8.first == UInt8(ascii: "/")
    if !anchored { parts.insert(Self.anyDepth, at: 0) }
    self.parts = parts
  }

  /// - Parameter path: below the model's root, with `/` between its parts.
  public func matches(_ path: String, isFolder: Bool) -> Bool {
    if onlyFolders, !isFolder { return false }
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    return Self.match(parts[...], names[...])
  }

  private static let anyDepth = Array("**".utf8)

  private static func match(_ parts: ArraySlice<[UInt8]>, _ names: ArraySlice<[UInt8]>) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    if part == anyDepth {
      if match(parts.dropFirst(), names) { return true }
      return !names.isEmpty && match(parts, names.dropFirst())
    }
    guard let name = names.first, matchName(part[...], name[...]) else { return false }
    return match(parts.dropFirst(), names.dropFirst())
  }

  /// Greedy with one point of return: linear in practice, whatever the pattern.
  private static func matchName(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var p = pattern.startIndex
    var n = name.startIndex
    var star: (pattern: Int, name: Int)?
    while n < name.endIndex {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        star = (p, n)
        p += 1
      } else if p < pattern.endIndex, pattern[p] == UInt8(ascii: "?") || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let (starPattern, starName) = star {
        star = (starPattern, starName + 1)
        p = starPattern + 1
        n = starName + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
