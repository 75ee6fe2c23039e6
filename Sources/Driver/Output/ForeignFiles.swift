internal import Emit

/// Nothing that somebody else wrote is replaced.
extension PlatformWriter {
  /// Whether a piece may have to go where files are that dsgen did not write.
  /// - Parameter isKnown: it was made before.
  func mayConflict(isKnown: Bool) -> Bool {
    before.isScanned ? !before.foreign.isEmpty : !isKnown
  }

  /// The foreign files that stand where `generated` must go and hold something else.
  func conflicts(_ generated: Generated) throws -> [String] {
    func isForeign(_ path: String) throws -> Bool { try before.isForeign(path, below: folder) }
    var found: [String] = []
    for file in generated.files {
      let path = local(file)
      if try isForeign(path) {
        let isSame = try same(path, file.bytes)
        let isCutOff = try before.wasCutOff && size(path) == 0
        if !isSame && !isCutOff { found.append(path) }
      }
      var above = Path.parent(path)
      while above != "." {
        if try isForeign(above) { found.append(above) }
        above = Path.parent(above)
      }
    }
    return found
  }
}
