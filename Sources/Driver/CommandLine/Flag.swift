/// Every option of every verb, declared once: parsing, help, completions and "did you mean" come
/// from here.
enum Flag: String, CaseIterable, Sendable {
  case platform, select, jobs, format, report, color, quiet, stats
  case failOn = "fail-on"
  case maxFindings = "max-findings"
  case preview, today
  case fix, baseline
  case writeBaseline = "write-baseline"
  case out, check
  case dryRun = "dry-run"
  case noWait = "no-wait"
  case form = "as"
  case resize, verify, repo, help
  case exitCode = "exit-code"
  case production, artifacts, source
  case shard, join
  case cache
  case noCache = "no-cache"
  case rehash

  /// As it is written behind `--`. `--as` means a form, or who speaks; `--verify` secrets, or output.
  var name: String {
    switch self {
    case .source: Flag.form.rawValue
    case .rehash: Flag.verify.rawValue
    default: rawValue
    }
  }

  struct Declaration: Sendable {
    /// How its value is called in help; nil: it takes none.
    var value: String?
    /// What the value may be; empty: anything.
    var choices: [String] = []
    var isRepeatable = false
    /// The letter of its short form.
    var letter: Character?
    /// Where it may be set besides the command line.
    var environment: String?
    /// What holds where it is not given.
    var defaultText: String?
    var help: String
  }

  var declaration: Declaration {
    switch self {
    case .platform:
      Declaration(
        value: "NAME", isRepeatable: true, letter: "p", environment: "DSGEN_PLATFORM",
        defaultText: "all", help: "Only this platform.")
    case .select:
      Declaration(
        value: "STORE[.DATASET]", isRepeatable: true, environment: "DSGEN_SELECT",
        defaultText: "all", help: "Only this datastore, or this dataset of it.")
    case .jobs:
      Declaration(
        value: "N", letter: "j", environment: "DSGEN_JOBS", defaultText: "all processors",
        help: "Threads to use; the result never depends on it.")
    case .format:
      Declaration(
        value: "FORMAT", choices: Formats.names, environment: "DSGEN_FORMAT",
        defaultText: "text", help: "How findings are printed.")
    case .report:
      Declaration(
        value: "FORMAT=FILE", isRepeatable: true, environment: "DSGEN_REPORT",
        help: "Write the findings to a file as well, in any of the forms of --format.")
    case .color:
      Declaration(
        value: "WHEN", choices: ["auto", "always", "never"], environment: "DSGEN_COLOR",
        defaultText: "auto", help: "Colours; NO_COLOR turns them off too.")
    case .quiet:
      Declaration(
        letter: "q", environment: "DSGEN_QUIET", help: "Say nothing in passing, only results.")
    case .stats:
      Declaration(
        environment: "DSGEN_STATS",
        help: "Print phases, time, bytes, objects, files and peak memory at the end.")
    case .failOn:
      Declaration(
        value: "SEVERITY", choices: ["error", "warning"], environment: "DSGEN_FAIL_ON",
        defaultText: "error", help: "The mildest finding that gives exit code 1.")
    case .maxFindings:
      Declaration(
        value: "N", environment: "DSGEN_MAX_FINDINGS", defaultText: "2000, 500 of a rule",
        help: "Findings shown to people; equal ones count once, 0 shows all.")
    case .preview:
      Declaration(
        environment: "DSGEN_PREVIEW", help: "Tell also what rules find that are a preview.")
    case .today:
      Declaration(
        value: "DATE", environment: "DSGEN_TODAY", defaultText: "nothing expires",
        help: "The day to judge by: what expires, and freezes; such as 2026-12-31.")
    case .fix:
      Declaration(
        help: "Change the model's files where a finding can be mended by rote; --dry-run shows how."
      )
    case .baseline:
      Declaration(
        value: "FILE", environment: "DSGEN_BASELINE",
        help: "Leave out the findings that this file holds, and say what it holds for nothing.")
    case .writeBaseline:
      Declaration(value: "FILE", help: "Write all findings to this file, for --baseline.")
    case .out:
      Declaration(
        value: "OUT", letter: "o", environment: "DSGEN_OUT", help: "The output folder.")
    case .check:
      Declaration(help: "Write nothing; list what would change and exit with 3 if anything would.")
    case .dryRun: Declaration(help: "Write nothing; list what would change.")
    case .noWait:
      Declaration(
        help: "Stop where another dsgen writes into the same folder, in place of waiting.")
    case .form:
      Declaration(
        value: "FORM", choices: ["text", "json"], defaultText: "text",
        help: "How the answer is printed.")
    case .resize:
      Declaration(
        value: "STORE=N", isRepeatable: true,
        help: "Show which datasets another number of slices would move.")
    case .verify:
      Declaration(
        help: "Check that the environment holds every value; names what is missing, prints none.")
    case .repo:
      Declaration(
        value: "DIR", environment: "DSGEN_REPO", defaultText: "the current folder",
        help: "Where to look for the model and its git repository, which may be bare.")
    case .source:
      Declaration(
        value: "REPO@BRANCH", environment: "DSGEN_AS",
        help: "Where the change comes from: owner/name@branch of the pull request's head.")
    case .exitCode: Declaration(help: "Exit with 3 if there is a difference.")
    case .production:
      Declaration(
        help: "Check both models as a whole first; where one has errors, compare nothing.")
    case .artifacts:
      Declaration(help: "Show too how generated files would differ; implies --production.")
    case .shard:
      Declaration(
        value: "I/N",
        help: "Write the I-th of N parts of the output, as one of N runs; --join completes it.")
    case .join:
      Declaration(
        value: "N",
        help: "Complete what N shards have written: the index, and what is to be removed.")
    case .cache:
      Declaration(
        value: "DIR", environment: "DSGEN_CACHE", defaultText: "~/.cache/dsgen",
        help: "Where to keep what was read and found, for the next run; safe to remove.")
    case .noCache:
      Declaration(
        environment: "DSGEN_NO_CACHE", help: "Read and do everything anew, and keep nothing.")
    case .rehash:
      Declaration(
        help: "Read written files again to see that nobody changed them, in place of their times.")
    case .help: Declaration(letter: "h", help: "Show the help of a verb.")
    }
  }

  /// What every verb that reads a model understands.
  static let everywhere: [Flag] = [
    .platform, .select, .jobs, .format, .report, .color, .quiet, .stats, .failOn,
    .maxFindings, .preview, .today, .repo, .cache, .noCache,
  ]
}
