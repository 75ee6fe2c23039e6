/// The two streams of a run: results go to `out`, what is told in passing to `err`.
struct Console: Sendable {
  let out: Output
  let err: Output
  /// Whether findings and answers on each stream are coloured.
  let colorOut: Bool
  let colorErr: Bool
  let isQuiet: Bool

  /// A remark in passing; nothing with `--quiet`.
  func say(_ text: String) {
    if !isQuiet { tell(text) }
  }

  /// A line that is told whatever the options. A reader who has gone does not stop the work.
  func tell(_ text: String) {
    try? err.write(text + "\n")
    try? err.flush()
  }

  func tell(_ failure: Failure) {
    tell("dsgen: " + failure.message + (failure.help.map { "\n  help: " + $0 } ?? ""))
  }
}
