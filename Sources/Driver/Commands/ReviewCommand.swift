internal import Change
internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import Reports

/// `dsgen review BASE [HEAD] --as REPO@BRANCH`: the gate of a pull request.
enum ReviewCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let source = try source(context)
    let base = context.operand(0) ?? ""
    let pair = try ModelPair(context, base: base, head: context.operand(1), resolving: true)
    let proposal = try Proposal(pair, from: source, context)
    let exit = exit(proposal, context.settings)
    let review = Review(
      proposal.findings, topics: { Governance.topic(of: $0)?.rawValue }, mended: proposal.mended,
      difference: proposal.difference, production: proposal.production,
      moves: proposal.moves.map(\.line),
      remarks: ([pair.absence].compactMap(\.self)) + proposal.remarks,
      source: source.text, base: base, head: context.operand(1) ?? "the work tree",
      verdict: verdict(exit, proposal), sources: ReviewPaths(pair, naming: .base),
      plain: ReviewPaths(pair, naming: nil), rules: Judged.rules,
      version: Version.dsgen, limits: context.settings.limits)
    context.begin("report")
    for wanted in context.settings.reports {
      try AtomicFile.replace(Path.join(context.folder, wanted.file)) { emit in
        try review.write(wanted.format, to: emit)
      }
    }
    let console = context.console
    try review.write(context.settings.format, color: console.colorOut) { try console.out.write($0) }
    try console.out.flush()
    context.progress.stop()
    return exit
  }

  /// A gate that does not know who speaks must not let anybody through.
  private static func source(_ context: Context) throws -> ChangeSource {
    let help = "name the repository and branch of the pull request's head, or set DSGEN_AS"
    guard let text = context.arguments.last(.source) else {
      throw Failure.usage("--as REPO@BRANCH is missing: whose change is it?", help: help)
    }
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].contains("/") else {
      throw Failure.usage("--as wants owner/name@branch, not `\(text)`", help: help)
    }
    return ChangeSource(text)
  }

  private static func exit(_ proposal: Proposal, _ settings: Settings) -> ExitCode {
    var exit = ExitCode.clean
    if proposal.difference == nil { exit = .findings }
    for finding in proposal.findings {
      if finding.code == Rule.fileUnreadable.code { exit = exit.and(.usage) }
      guard finding.severity >= settings.failOn else { continue }
      switch Governance.topic(of: finding.code) {
      case _ where finding.severity < .error: exit = exit.and(.findings)
      case nil: exit = exit.and(.findings)
      case .budget: exit = exit.and(.overBudget)
      case .ownership, .compatibility, .operation: exit = exit.and(.refused)
      }
    }
    return exit
  }

  private static func verdict(_ exit: ExitCode, _ proposal: Proposal) -> Review.Verdict {
    if proposal.difference == nil { return .unreadable }
    switch exit {
    case .clean, .differences: return .accepted
    case .refused: return .refused
    case .overBudget: return .overBudget
    default:
      let isRefused = proposal.findings.contains {
        $0.severity == .error && Governance.topic(of: $0.code) != nil
      }
      return isRefused ? .refused : .faulty
    }
  }
}
