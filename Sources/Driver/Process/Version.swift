/// dsgen's version, and that of the files it writes about its own output.
enum Version {
  static let dsgen = "0.1.0"
  /// Of `dsgen-manifest.json` and what lies below `manifest/`.
  static let manifestFormat = 1
}
