internal import Diagnostics

/// Findings as people can take them in: equal ones are one entry, and there is an end.
///
/// Equal are findings of one rule and severity whose messages and help differ in names alone, that is
/// in what stands in backquotes. Different faults are never put together.
struct Digest {
  /// One finding, or the first of many equal ones.
  struct Entry {
    /// Its index among the findings.
    let first: Int
    /// How many it stands for.
    var count = 1
    /// The indices of two more of them.
    var examples: [Int] = []
    /// Whose objects they are about, sorted; only for more than one.
    var teams: [String] = []
  }

  /// What the caps cut off.
  struct Rest {
    let code: String
    let count: Int
  }

  /// In order of place.
  private(set) var entries: [Entry] = []
  /// The most frequent first.
  private(set) var rest: [Rest] = []

  init(_ findings: [Diagnostic], _ limits: ReportLimits) {
    let all = Self.group(findings, from: limits.grouped)
    cut(all, findings, limits)
  }

  var left: Int { rest.reduce(0) { $0 + $1.count } }

  /// `1300 more findings: 800 of key-missing, 500 of read-form`; nil where all are shown.
  /// - Parameter most: this many rules are named at most.
  func restText(naming most: Int = .max) -> String? {
    if rest.isEmpty { return nil }
    var parts = rest.prefix(most).map { "\($0.count) of \($0.code)" }
    if rest.count > most {
      let others = rest.dropFirst(most)
      let count = others.reduce(0) { $0 + $1.count }
      parts.append("\(count) of \(Report.count(others.count, "more rule"))")
    }
    return Report.count(left, "more finding") + ": " + parts.joined(separator: ", ")
  }

  private static func group(_ findings: [Diagnostic], from least: Int) -> [Entry] {
    var numbers: [[UInt8]: Int] = [:]
    var counts: [Int] = []
    var skeleton: [UInt8] = []
    let numberOf = findings.map { finding in
      skeleton.removeAll(keepingCapacity: true)
      append(finding, to: &skeleton)
      let number = numbers[skeleton] ?? counts.count
      if number == counts.count {
        numbers[skeleton] = number
        counts.append(0)
      }
      counts[number] += 1
      return number
    }
    var entries: [Entry] = []
    var entryOf: [Int?] = Array(repeating: nil, count: counts.count)
    var teams: [Int: Set<String>] = [:]
    for (index, number) in numberOf.enumerated() {
      guard counts[number] >= least else {
        entries.append(Entry(first: index))
        continue
      }
      if let team = findings[index].subject?.team { teams[number, default: []].insert(team) }
      if let entry = entryOf[number] {
        if entries[entry].examples.count < 2 { entries[entry].examples.append(index) }
      } else {
        entryOf[number] = entries.count
        entries.append(Entry(first: index, count: counts[number]))
      }
    }
    for (number, entry) in entryOf.enumerated() {
      if let entry { entries[entry].teams = teams[number, default: []].sorted() }
    }
    return entries
  }

  /// Errors before warnings; what stays is in order of place.
  private mutating func cut(_ all: [Entry], _ findings: [Diagnostic], _ limits: ReportLimits) {
    var shown: [Int] = []
    var shownOf: [String: Int] = [:]
    var cutOf: [String: Int] = [:]
    for severity in [Severity.error, .warning, .note] {
      for (index, entry) in all.enumerated() where findings[entry.first].severity == severity {
        let code = findings[entry.first].code
        if shown.count < limits.entries, shownOf[code, default: 0] < limits.entriesOfRule {
          shown.append(index)
          shownOf[code, default: 0] += 1
        } else {
          cutOf[code, default: 0] += entry.count
        }
      }
    }
    entries = shown.sorted().map { all[$0] }
    rest = cutOf.map { Rest(code: $0.key, count: $0.value) }.sorted {
      ($1.count, $0.code) < ($0.count, $1.code)
    }
  }

  /// All that must be the same for two findings to be equal, each part ended by a zero byte.
  private static func append(_ finding: Diagnostic, to bytes: inout [UInt8]) {
    bytes.append(finding.severity.rawValue)
    bytes.append(contentsOf: finding.code.utf8)
    bytes.append(0)
    appendWithoutNames(finding.message, to: &bytes)
    bytes.append(0)
    if let help = finding.help { appendWithoutNames(help, to: &bytes) }
  }

  private static func appendWithoutNames(_ text: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "`")
    var rest = text.utf8[...]
    while let open = rest.firstIndex(of: quote),
      let close = rest[rest.index(after: open)...].firstIndex(of: quote)
    {
      bytes.append(contentsOf: rest[...open])
      rest = rest[rest.index(after: close)...]
    }
    bytes.append(contentsOf: rest)
  }
}

extension Digest.Entry {
  /// What is to be said of the findings that it stands for besides the first.
  func remarks(_ report: Report) -> [String] {
    if count == 1 { return [] }
    var text = "\(count) findings like this one"
    if !teams.isEmpty {
      let more = teams.count > 5 ? " and \(teams.count - 5) more" : ""
      let names = teams.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
      text += ", of \(teams.count == 1 ? "team" : "teams") \(names)\(more)"
    }
    let others = examples.compactMap { index -> String? in
      let finding = report.findings[index]
      guard let place = report.sources.placeText(of: finding) else { return nil }
      return finding.subject.map { "\(place) (`\($0.object)`)" } ?? place
    }
    return [
      text, "others are at " + others.joined(separator: " and "), "`--format json` lists all",
    ]
  }
}
