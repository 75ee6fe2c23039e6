import Model
import Testing

@Suite struct CronTests {
  @Test(arguments: [
    ("* * * * *", Int?.some(1)), ("*/5 * * * *", 5), ("0 1 * * 1-5", nil), ("0,30 */2 * * *", nil),
    ("5-59/10 0-6,12 1 1-12/3 0,7", nil), ("0 0 29 2 *", nil), ("0 0 31 2 1", nil),
    ("*/59 * * * *", 59), ("59 23 31 12 7", nil), ("  0   0  *  * *  ", nil),
  ])
  func understood(_ text: String, _ every: Int?) throws {
    #expect(try Cron.parse(text).get().everyMinutes == every)
  }

  @Test(arguments: [
    ("", CronError.fieldCount(0)), ("* * * *", .fieldCount(4)), ("* * * * * *", .fieldCount(6)),
    ("@daily", .nickname("@daily")), ("60 * * * *", .outOfRange(.minute, "60")),
    ("* 24 * * *", .outOfRange(.hour, "24")), ("* * 0 * *", .outOfRange(.day, "0")),
    ("* * * 13 *", .outOfRange(.month, "13")), ("* * * * 8", .outOfRange(.weekday, "8")),
    ("*/0 * * * *", .step(.minute, "*/0")), ("*/60 * * * *", .step(.minute, "*/60")),
    ("* * * * MON", .notUnderstood(.weekday, "MON")), ("* * ? * *", .notUnderstood(.day, "?")),
    ("5-1 * * * *", .backwards(.minute, "5-1")), ("5/10 * * * *", .notUnderstood(.minute, "5/10")),
    ("1, * * * *", .notUnderstood(.minute, "")),
    ("1-2-3 * * * *", .notUnderstood(.minute, "1-2-3")),
    ("-5 * * * *", .notUnderstood(.minute, "-5")),
    ("*/5/2 * * * *", .notUnderstood(.minute, "*/5/2")),
    ("9999999999999999999 * * * *", .notUnderstood(.minute, "9999999999999999999")),
    ("0 0 31 2 *", .neverDue), ("0 0 30,31 2 *", .neverDue), ("0 0 31 4,6,9,11 *", .neverDue),
  ])
  func refused(_ text: String, _ error: CronError) {
    #expect(Cron.parse(text) == .failure(error))
  }
}
