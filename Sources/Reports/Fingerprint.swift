public import Diagnostics
internal import Model

/// What names a finding over time: baselines and the sites that show findings keep it, and know by it
/// what is new.
///
/// XXH3-128 over its code, its object (else its file), its message and, from the second of several
/// equal ones on, its number among them, with a zero byte after each part but the last. Lines are no part
/// of it: a finding keeps its name while it moves.
public enum Fingerprint {
  /// The fingerprints of a run's findings, each at its finding's index: 32 hex digits.
  /// - Parameter findings: in order of place, for the numbers of equal ones.
  public static func all(of findings: [Diagnostic], sources: any SourceLookup) -> [String] {
    var seen: [String: Int] = [:]
    return findings.map { finding in
      let base = bytes(of: finding, sources)
      let first = ContentHash.hex(base)
      let number = seen[first, default: 0] + 1
      seen[first] = number
      return number == 1 ? first : ContentHash.hex(base + [0] + Array(String(number).utf8))
    }
  }

  /// What equal findings have in common, whatever their number: the fingerprint of the first of them.
  public static func base(of finding: Diagnostic, sources: any SourceLookup) -> String {
    ContentHash.hex(bytes(of: finding, sources))
  }

  private static func bytes(of finding: Diagnostic, _ sources: any SourceLookup) -> [UInt8] {
    var bytes = Array(finding.code.utf8)
    bytes.append(0)
    let object = finding.subject?.object ?? finding.path(sources) ?? ""
    bytes.append(contentsOf: object.utf8)
    bytes.append(0)
    bytes.append(contentsOf: finding.message.utf8)
    return bytes
  }
}

extension Diagnostic {
  /// The path of the file that it is about.
  func path(_ sources: any SourceLookup) -> String? {
    span.map { sources.path(of: $0.file) } ?? path
  }
}
