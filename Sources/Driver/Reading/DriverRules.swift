public import Diagnostics

/// Findings about a model's files as a whole. No single document can show them, so they have no
/// examples.
extension Rule {
  static let fileUnreadable = Rule(
    code: "file-unreadable", severity: .error, summary: "A file of the model cannot be read.",
    why: "What it declares is not known, so nothing else can be judged. The exit code is 2.",
    wrong: "", right: "")
  static let fileTooLarge = Rule(
    code: "file-too-large", severity: .error,
    summary: "A file of the model is larger than 64 MiB.",
    why: "No model needs such a file; it is refused before it is read, so that it cannot exhaust "
      + "the memory. Split a datastore with `kind: Datasets` documents.",
    wrong: "", right: "")
  static let ecosystemMissing = Rule(
    code: "ecosystem-missing", severity: .error,
    summary: "The model has no `Ecosystem` document.",
    why: "It names the estate, its owner, and the branch that platforms run from.",
    wrong: "", right: "")
  static let baselineStale = Rule(
    code: "baseline-stale", severity: .note, isSuppressible: false,
    summary: "A baseline holds a finding that is no longer found.",
    why:
      "What was mended can come back unseen as long as the baseline holds it. It is not judged while a file "
      + "cannot be read. A CI that wants its baseline to shrink makes it an error: "
      + "`rules: { baseline-stale: error }`.",
    wrong: "", right: "")
}

/// What only the driver can find.
public let driverRules: [Rule] = [
  .baselineStale, .ecosystemMissing, .fileTooLarge, .fileUnreadable,
]
