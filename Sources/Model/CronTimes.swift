/// When a schedule is due, over the years in which the calendar repeats.
extension Cron {
  /// How often it is due in a cycle of the calendar, and the longest time between two of them.
  public struct Times: Hashable, Sendable {
    /// In 28 years: after them, days of the week fall on the same dates again.
    public let count: Int
    /// Minutes.
    public let longestGap: Int

    /// The seconds of a cycle, 28 years with 7 leap days.
    public static let cycle = (28 * 365 + 7) * 24 * 60 * 60
  }

  public var times: Times {
    let hours = values(1, 0...23)
    let minutes = values(0, 0...59)
    let due = hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
    guard let first = due.first, let last = due.last, let days = dueDays() else {
      return Times(count: 0, longestGap: Times.cycle / 60)
    }
    let inDay = zip(due.dropFirst(), due).map { $0 - $1 }.max() ?? 0
    return Times(
      count: due.count * days.count,
      longestGap: max(inDay, days.longestGap * 24 * 60 - (last - first)))
  }

  private func values(_ field: Int, _ range: ClosedRange<Int>) -> [Int] {
    range.filter { fields[field] & (1 << UInt64($0)) != 0 }
  }

  /// How many days of a cycle it is due on, and the most days from one of them to the next; nil: on none.
  ///
  /// Days are counted from 1 January 2000, a Saturday.
  private func dueDays() -> (count: Int, longestGap: Int)? {
    let anyDay = values(2, 1...31).count == 31
    let weekdays = fields[4] & 0x7F | fields[4] >> 7
    let anyWeekday = weekdays == 0x7F
    if anyDay, anyWeekday, values(3, 1...12).count == 12 { return (Times.cycle / 86400, 1) }
    var found: (first: Int, last: Int, count: Int)?
    var gap = 0
    var number = 0
    for year in 2000..<2028 {
      for month in 1...12 {
        let length = length(of: month, in: year)
        if fields[3] & (1 << UInt64(month)) == 0 {
          number += length
          continue
        }
        for day in 1...length {
          let hasDay = fields[2] & (1 << UInt64(day)) != 0
          let hasWeekday = weekdays & (1 << UInt64((number + 6) % 7)) != 0
          // As in cron itself: where both are given, one of them is enough.
          if anyDay || anyWeekday ? hasDay && hasWeekday : hasDay || hasWeekday {
            if let known = found { gap = max(gap, number - known.last) }
            found = (found?.first ?? number, number, (found?.count ?? 0) + 1)
          }
          number += 1
        }
      }
    }
    return found.map { ($0.count, max(gap, $0.first + number - $0.last)) }
  }

  private func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
