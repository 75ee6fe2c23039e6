/// A schedule of five fields: minute, hour, day of the month, month, day of the week.
///
/// Each is `*`, a number, a range `a-b`, a step `*/n` or `a-b/n`, or a list of these. Names of months
/// and days, `@daily`, `?`, `L`, `W` and `#` are refused: not every scheduler reads them alike.
public struct Cron: Hashable, Sendable {
  /// The values of each field, as bits.
  public let fields: [UInt64]
  /// The `n` of a schedule `*/n * * * *`, or 1 for `* * * * *`; nil for any other.
  public let everyMinutes: Int?

  public static func parse(_ text: String) -> Result<Cron, CronError> {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    if text.hasPrefix("@") { return .failure(.nickname(text)) }
    guard parts.count == 5 else { return .failure(.fieldCount(parts.count)) }
    var fields: [UInt64] = []
    do throws(CronError) {
      for (part, field) in zip(parts, CronField.allCases) {
        fields.append(try values(String(part), field))
      }
    } catch {
      return .failure(error)
    }
    if parts[4] == "*", !hasDay(fields[2], in: fields[3]) { return .failure(.neverDue) }
    var every: Int?
    if parts[1...].allSatisfy({ $0 == "*" }) {
      if parts[0] == "*" { every = 1 }
      if parts[0].hasPrefix("*/") { every = Int(parts[0].dropFirst(2)) }
    }
    return .success(Cron(fields: fields, everyMinutes: every))
  }

  private static func values(_ text: String, _ field: CronField) throws(CronError) -> UInt64 {
    var bits: UInt64 = 0
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = item.split(separator: "/", omittingEmptySubsequences: false)
      guard let base = halves.first, !base.isEmpty, halves.count <= 2 else {
        throw .notUnderstood(field, String(item))
      }
      var range = field.range
      if base != "*" {
        let ends = base.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2, let low = number(ends[0]), let high = number(ends[ends.count - 1])
        else { throw .notUnderstood(field, String(item)) }
        guard range.contains(low), range.contains(high) else {
          throw .outOfRange(field, String(item))
        }
        guard low <= high else { throw .backwards(field, String(item)) }
        guard halves.count == 1 || ends.count == 2 else {
          throw .notUnderstood(field, String(item))
        }
        range = low...high
      }
      var step = 1
      if halves.count == 2 {
        guard let written = number(halves[1]) else { throw .notUnderstood(field, String(item)) }
        guard written >= 1, written <= field.range.upperBound else {
          throw .step(field, String(item))
        }
        step = written
      }
      for value in stride(from: range.lowerBound, through: range.upperBound, by: step) {
        bits |= 1 << UInt64(value)
      }
    }
    return bits
  }

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 3, text.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(text)
  }

  /// Whether any of the months has any of the days; 29 February counts.
  private static func hasDay(_ days: UInt64, in months: UInt64) -> Bool {
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return lengths.indices.contains { month in
      months & (1 << UInt64(month + 1)) != 0
        && days & ((1 << UInt64(lengths[month] + 1)) - 1) != 0
    }
  }
}

public enum CronField: String, CaseIterable, Sendable {
  case minute, hour
  case day = "day of the month"
  case month
  case weekday = "day of the week"

  public var range: ClosedRange<Int> {
    switch self {
    case .minute: 0...59
    case .hour: 0...23
    case .day: 1...31
    case .month: 1...12
    case .weekday: 0...7
    }
  }
}

/// Why a text is not a schedule.
public enum CronError: Error, Hashable, Sendable {
  case fieldCount(Int)
  /// `@daily` and its like.
  case nickname(String)
  case notUnderstood(CronField, String)
  case outOfRange(CronField, String)
  case backwards(CronField, String)
  /// A step of 0, or one that is wider than the field.
  case step(CronField, String)
  /// No month has the day.
  case neverDue
}
