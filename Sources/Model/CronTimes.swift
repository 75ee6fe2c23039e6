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
    let days = dueDays()
    guard let first = due.first, let last = due.last, let firstDay = days.first,
      let lastDay = days.last
    else { return Times(count: 0, longestGap: Times.cycle / 60) }
    let inDay = zip(due.dropFirst(), due).map { $0 - $1 }.max() ?? 0
    let again = firstDay + Times.cycle / 86400 - lastDay
    let betweenDays = zip(days.dropFirst(), days).map { $0 - $1 }.max().map { max($0, again) }
    return Times(
      count: due.count * days.count,
      longestGap: max(inDay, (betweenDays ?? again) * 24 * 60 - (last - first)))
  }

  private func values(_ field: Int, _ range: ClosedRange<Int>) -> [Int] {
    range.filter { fields[field] & (1 << UInt64($0)) != 0 }
  }

  /// The days of a cycle on which it is due, counted from 1 January 2000, a Saturday.
  private func dueDays() -> [Int] {
    let anyDay = values(2, 1...31).count == 31
    let weekdays = Set(values(4, 0...7).map { $0 % 7 })
    var due: [Int] = []
    var number = 0
    for year in 2000..<2028 {
      for month in 1...12 {
        for day in 1...length(of: month, in: year) {
          let hasDay = fields[2] & (1 << UInt64(day)) != 0
          let hasWeekday = weekdays.contains((number + 6) % 7)
          // As in cron itself: where both are given, one of them is enough.
          let isDay =
            anyDay || weekdays.count == 7 ? hasDay && hasWeekday : hasDay || hasWeekday
          if isDay, fields[3] & (1 << UInt64(month)) != 0 { due.append(number) }
          number += 1
        }
      }
    }
    return due
  }

  private func length(of month: Int, in year: Int) -> Int {
    month == 2 ? (year % 4 == 0 ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
