internal import Diagnostics
internal import Reports

/// Findings that a model had when it began to be checked: they are not told, new ones are.
///
/// A finding is known by its code, its object and its message, wherever it stands; of equal ones the number
/// counts.
struct Baseline: Equatable {
  struct Entry: Equatable {
    let fingerprint: String
    let code: String
    let object: String
    let message: String
    var count: Int
  }

  /// Sorted by code, object and fingerprint, so that the file's differences are read with ease.
  private(set) var entries: [Entry]

  /// - Parameter findings: in order of place.
  init(_ findings: [Diagnostic], sources: any SourceLookup) {
    var numbers: [String: Int] = [:]
    var entries: [Entry] = []
    for finding in findings {
      let fingerprint = Fingerprint.base(of: finding, sources: sources)
      if let number = numbers[fingerprint] {
        entries[number].count += 1
        continue
      }
      numbers[fingerprint] = entries.count
      entries.append(
        Entry(
          fingerprint: fingerprint, code: finding.code, object: finding.subject?.object ?? "",
          message: finding.message, count: 1))
    }
    self.init(entries: entries)
  }

  init(entries: [Entry]) {
    self.entries = entries.sorted {
      ($0.code, $0.object, $0.fingerprint) < ($1.code, $1.object, $1.fingerprint)
    }
  }

  /// Tells new findings from those that it holds.
  /// - Parameter findings: in order of place; of more equal ones than it holds the last are new.
  /// - Returns: what is new, and what it holds beyond what was found.
  func split(
    _ findings: [Diagnostic], sources: any SourceLookup
  ) -> (new: [Diagnostic], stale: [Entry]) {
    var left = Dictionary(
      entries.map { ($0.fingerprint, $0.count) }, uniquingKeysWith: { $0 + $1 })
    let new = findings.filter { finding in
      let fingerprint = Fingerprint.base(of: finding, sources: sources)
      guard let count = left[fingerprint], count > 0 else { return true }
      left[fingerprint] = count - 1
      return false
    }
    let stale = entries.compactMap { entry -> Entry? in
      guard let count = left.removeValue(forKey: entry.fingerprint), count > 0 else { return nil }
      var entry = entry
      entry.count = count
      return entry
    }
    return (new, stale)
  }
}
