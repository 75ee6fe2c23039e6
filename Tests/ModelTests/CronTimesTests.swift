import Model
import Testing

@Suite struct CronTimesTests {
  /// The longest gap in minutes, and how often a schedule is due in 28 years, 10,227 days.
  static let schedules: [(text: String, gap: Int, count: Int)] = [
    ("* * * * *", 1, 10_227 * 1440),
    ("*/5 * * * *", 5, 10_227 * 288),
    ("*/7 * * * *", 7, 10_227 * 24 * 9),
    ("0 * * * *", 60, 10_227 * 24),
    ("0 6 * * *", 1440, 10_227),
    ("0 6,18 * * *", 720, 10_227 * 2),
    ("*/10 8-17 * * *", (14 * 60) + 10, 10_227 * 60),
    ("0 6 * * 1-5", 3 * 1440, 10_227 / 7 * 5),
    ("0 6 * * 7", 7 * 1440, 10_227 / 7),
    ("0 0 1 * *", 31 * 1440, 28 * 12),
    ("0 0 29 2 *", (4 * 365 + 1) * 1440, 7),
    // The first of the month, and Mondays.
    ("0 0 1 * 1", 7 * 1440, 1749),
  ]

  @Test(arguments: schedules) func isDue(_ row: (text: String, gap: Int, count: Int)) throws {
    let times = try Cron.parse(row.text).get().times
    #expect(times.longestGap == row.gap, "\(row.text)")
    #expect(times.count == row.count, "\(row.text)")
  }
}
