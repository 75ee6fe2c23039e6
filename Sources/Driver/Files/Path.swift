internal import Glibc

/// Paths as text, with `/` between their parts.
enum Path {
  /// `name` below `folder`; an absolute name stays as it is.
  static func join(_ folder: String, _ name: String) -> String {
    if name.utf8.first == UInt8(ascii: "/") || folder.isEmpty || folder == "." { return name }
    if name.isEmpty || name == "." { return folder }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  /// The folder that holds a path; `.` for a bare name, `/` for the root.
  static func parent(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The part behind the last `/`.
  static func name(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(path[path.index(after: $0)...])
    } ?? path
  }

  /// The absolute path without `.`, `..` and links; nil where there is nothing.
  static func real(_ path: String) -> String? {
    guard let resolved = realpath(path.isEmpty ? "." : path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The absolute path of something that need not exist yet.
  static func absolute(_ path: String) -> String {
    if let real = real(path) { return real }
    let above = parent(path)
    return above == path ? path : join(absolute(above), name(path))
  }

  /// Whether `path` is `folder` or below it; both absolute.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || folder == "/" || path.hasPrefix(folder + "/")
  }

  /// Order by bytes: the same on every machine, whatever its locale.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
