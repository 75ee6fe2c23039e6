internal import DSLFrontend
internal import Diagnostics
internal import IR
internal import Model

/// A model from its files to the estate that platforms run, and everything that was found on the way.
struct Compilation: Sendable {
  let files: ModelFiles
  /// nil where the model was not judged as a whole: an earlier run knew most of it.
  let judged: Judged?
  /// nil where there are errors, or nobody asks for it.
  let estate: Estate?
  let hasSuppressions: Bool
  /// In the order of their places.
  private(set) var findings: [Diagnostic]
  /// What the findings alone say about the run.
  private(set) var exit: ExitCode

  /// - Parameters:
  ///   - operand: the model as the user named it: a folder, `git:REF`, or nothing.
  ///   - lowering: whether the estate is asked for; without it there is none.
  init(_ context: Context, operand: String?, lowering: Bool = true) throws {
    let source = try ModelSource(context, operand: operand)
    try self.init(context, source, lowering: lowering)
  }

  /// Reads all of a model.
  init(
    _ context: Context, _ source: ModelSource, keeping: ModelFiles.Keeping = .nothing,
    lowering: Bool = true
  ) throws {
    let files = source.files
    let judged = try Judged(
      files, problems: source.problems, keeping: keeping, context.settings
    ) { context.begin($0) }
    context.statistics.amount("files read", files.files.count)
    context.statistics.amount("bytes read", files.bytes)
    if let model = judged.model {
      context.statistics.amount("objects", model.tree.nodes.count)
    }
    self.init(judged, context, lowering: lowering)
  }

  init(_ judged: Judged, _ context: Context, lowering: Bool = true) {
    self.judged = judged
    files = judged.files
    hasSuppressions = judged.model.map { !$0.suppressions.isEmpty } ?? false
    findings = judged.findings
    var estate: Estate?
    if lowering, let model = judged.model, !findings.hasErrors {
      context.begin("lower")
      estate = Estate.lower(model)
    }
    self.estate = estate
    exit = .clean
    settle(context)
  }

  /// What is known without judging the whole model.
  /// - Parameter estate: as far as it is needed.
  init(
    _ findings: [Diagnostic], in files: ModelFiles, hasSuppressions: Bool, estate: Estate?,
    _ context: Context
  ) {
    judged = nil
    self.files = files
    self.estate = estate
    self.findings = findings
    self.hasSuppressions = hasSuppressions
    exit = .clean
    settle(context)
  }

  /// What the next run need not find out again; nil where a file could not be read, or nothing is kept.
  var state: RunState? {
    guard let judged, let loaded = judged.loaded, let hashes = judged.hashes,
      hashes.count == files.files.count
    else { return nil }
    return RunState(
      files: files.files, hashes: hashes, findings: judged.findings, model: loaded,
      roles: estate?.roles)
  }

  /// nil where a file could not be read.
  var model: Model? { judged?.model }

  /// Tells other findings in place of all.
  mutating func tell(_ told: [Diagnostic], _ context: Context) {
    findings = told
    settle(context)
  }

  private mutating func settle(_ context: Context) {
    if findings.contains(where: { $0.code == Rule.fileUnreadable.code }) {
      exit = .usage
    } else {
      exit = context.settings.fails(findings) ? .findings : .clean
    }
  }

  /// The estate; where there is none, the findings say why, and the command ends.
  func estateOrStop(_ context: Context) throws -> Estate? {
    try tell(context, from: .error)
    return estate
  }

  /// Tells findings in passing, so only those that matter.
  func tell(_ context: Context, from mildest: Severity = .warning) throws {
    let mildest = context.console.isQuiet ? .error : min(mildest, context.settings.failOn)
    try report(
      context, to: context.console.err, color: context.console.colorErr, from: mildest)
  }

  /// `2 errors, 1 warning`; nil where nothing was found.
  var summary: String? {
    let counts: [(Severity, Int)] = [.error, .warning, .note].map { severity in
      (severity, findings.count { $0.severity == severity })
    }
    let parts = counts.filter { $0.1 > 0 }.map { "\($1) \($0.name)\($1 == 1 ? "" : "s")" }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The platforms that `--platform` names, as indices of the estate's graphs; all where it names none.
  func platforms(_ context: Context, _ estate: Estate) throws -> [Int] {
    let names = estate.graphs.map(\.name)
    if context.settings.platforms.isEmpty { return Array(names.indices) }
    return try Self.positions(of: context.settings.platforms, among: names)
  }

  /// Where the wanted platforms are among those that the model has, in their order.
  static func positions(of wanted: [String], among names: [String]) throws -> [Int] {
    let wanted = try wanted.map { name in
      if let index = names.firstIndex(of: name) { return index }
      let near = nearest(to: name, among: names).map { "did you mean `\($0)`? " } ?? ""
      throw Failure.usage(
        "the model has no platform `\(name)`",
        help: near + "Platforms: " + names.joined(separator: ", "))
    }
    return Set(wanted).sorted()
  }
}
