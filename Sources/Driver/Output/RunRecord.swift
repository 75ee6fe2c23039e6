internal import Diagnostics
internal import Emit
internal import Glibc

/// `manifest/run.json`: which commit and which dsgen a platform's files were last changed by. The only
/// file that does not depend on the model alone; no check compares it.
struct RunRecord: Sendable {
  /// The commit of the model; nil where it is not in a git work tree.
  let commit: String?
  /// Seconds since 1970.
  let time: Int

  init(model: any ModelTree) {
    commit = model.commit
    time = Glibc.time(nil)
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.field("schemaVersion", Version.manifestFormat)
      object.field("dsgen", Version.dsgen)
      if let commit { object.field("commit", commit) } else { object.null("commit") }
      object.field("time", Self.text(time))
    }
    json.newline()
    return json.take()
  }

  /// ISO 8601, UTC.
  private static func text(_ seconds: Int) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
