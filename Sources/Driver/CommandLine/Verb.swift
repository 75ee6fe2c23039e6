/// Every command, declared once.
enum Verb: String, CaseIterable, Sendable {
  case check, render, bootstrap, diff, review, graph, slices, secrets, why, `where`, explain
  case completions, help, version

  struct Declaration: Sendable {
    /// What stands behind the verb: `[DIR]`.
    var operands: [Operand] = []
    var flags: [Flag]
    /// One line.
    var summary: String
    /// Paragraphs for the verb's own page.
    var details: [String] = []
    /// Command lines, each with what it does.
    var examples: [(String, String)] = []
  }

  struct Operand: Sendable {
    let name: String
    var isRequired = false
    var text: String { isRequired ? name : "[\(name)]" }
  }

  var declaration: Declaration {
    switch self {
    case .check: Verb.declareCheck
    case .render: Verb.declareRender
    case .bootstrap: Verb.declareBootstrap
    case .diff: Verb.declareDiff
    case .review: Verb.declareReview
    case .graph: Verb.declareGraph
    case .slices: Verb.declareSlices
    case .secrets: Verb.declareSecrets
    case .why: Verb.declareWhy
    case .where: Verb.declareWhere
    case .explain:
      Declaration(
        operands: [Operand(name: "CODE")], flags: [],
        summary: "Show the page of a diagnostic; without a code, list them all.",
        examples: [("dsgen explain reference-unknown", "What the code means and how to mend it.")])
    case .completions:
      Declaration(
        operands: [Operand(name: "SHELL", isRequired: true)], flags: [],
        summary: "Print completions for bash, zsh or fish.",
        examples: [("source <(dsgen completions bash)", "Use them in this shell.")])
    case .help:
      Declaration(operands: [Operand(name: "VERB")], flags: [], summary: "Show help.")
    case .version:
      Declaration(flags: [.form], summary: "Print dsgen's version.")
    }
  }

  private static let model = Operand(name: "DIR|git:REF")

  private static let declareCheck = Declaration(
    operands: [model],
    flags: Flag.everywhere + [.fix, .dryRun, .baseline, .writeBaseline],
    summary: "Read a model and say what is wrong with it.",
    details: [
      "DIR is a folder with a dsgen.yaml. Left out, it is found by walking up from the current one. "
        + "git:REF is a commit, branch or tag, read without a checkout; git:REF:FOLDER a model elsewhere in it.",
      "Findings are printed on standard output, in the order of their places.",
      "With --fix, files of the model are changed where a finding can be mended by rote, and only where "
        + "the model has fewer findings then and no new one; what remains is told. --dry-run prints the "
        + "difference in place of writing it.",
      "A baseline keeps quiet about what a model had when it began to be checked; new findings are told. "
        + "No other command knows it: errors stop what writes, as ever.",
    ],
    examples: [
      ("dsgen check", "The model that the current folder is in."),
      ("dsgen check --fix --dry-run | git apply", "Mend by rote, after a look."),
      (
        "dsgen check --baseline known.json", "Only what is new since `--write-baseline known.json`."
      ),
      ("dsgen check --format json --fail-on warning model", "For a program; warnings count."),
    ])

  private static let declareRender = Declaration(
    operands: [model],
    flags: Flag.everywhere + [.out, .check, .dryRun, .noWait, .shard, .join, .rehash],
    summary: "Write what the platforms run: Terraform, Airflow and SQL files.",
    details: [
      "Writes OUT/<platform>/… (OUT is `generated` unless said otherwise). The output depends on the "
        + "model alone: files that stay the same are not touched, files that the model no longer gives "
        + "are removed, and files that dsgen did not write stay as they are.",
      "Nothing is written where the model has errors.",
      "With --platform only those platforms are written. With --select only what belongs to the named "
        + "stores or to the slices of the named datasets is; all else stays as it is, views of workspaces too.",
      "With --shard a run writes its part alone and removes nothing: N runs, at once and on many machines "
        + "if need be, into one folder or into folders that are copied into one, and then one --join N make "
        + "what a single run would. The join refuses shards that are missing, or of another model or version.",
    ],
    examples: [
      ("dsgen render --out generated", "Write all platforms."),
      ("dsgen render --out generated --check", "Exit with 3 if `generated` is not up to date."),
      ("dsgen render --select crm", "Bring one datastore up to date."),
      ("dsgen render --shard 3/8", "The third of eight parts; each is a run of its own."),
      ("dsgen render --join 8", "After all eight: the whole."),
    ])

  private static let declareBootstrap = Declaration(
    operands: [model], flags: Flag.everywhere + [.out, .check, .dryRun, .noWait],
    summary: "Write what an administrator applies once for each platform.",
    details: [
      "Writes OUT/<platform>/README.md with Kubernetes manifests and the infrastructure DAG (OUT is "
        + "`bootstrap` unless said otherwise). Start with the README.",
      "Nothing is written where the model has errors.",
    ],
    examples: [("dsgen bootstrap --platform prod_live", "One platform, into `bootstrap`.")])

  private static let declareDiff = Declaration(
    operands: [
      Operand(name: "BASE", isRequired: true), Operand(name: "HEAD"),
    ], flags: [.jobs, .format, .color, .quiet, .stats, .repo, .exitCode, .production, .artifacts],
    summary: "Show what changed in meaning between two models.",
    details: [
      "BASE and HEAD are folders, git:REF or git:REF:FOLDER; HEAD left out is the model that the current "
        + "folder is in, as it lies on the disk. How a model is spread over files, order, comments, short and "
        + "long forms, and defaults written out are no change.",
      "Each object is listed under who owns it, with both values and both places. FORMAT is text, json "
        + "or markdown.",
      "Then comes what would be created, destroyed, restarted, read again, altered or rewritten on each "
        + "platform, and by which statements: as far as what the change reaches has no errors. --production "
        + "checks both models as a whole first; --artifacts does so too, and shows the generated files as "
        + "`git diff` would.",
    ],
    examples: [
      ("dsgen diff git:main", "What this work tree changes, and what landing it would do."),
      ("dsgen diff git:v1 git:v2 --format markdown", "Between two tags, for a release's notes."),
      ("dsgen diff git:main --artifacts", "The generated files too."),
      ("dsgen diff git:origin/main git:HEAD --exit-code", "Exit with 3 if there is a difference."),
    ])

  private static let declareReview = Declaration(
    operands: [
      Operand(name: "BASE", isRequired: true), Operand(name: "HEAD"),
    ],
    flags: [
      .source, .jobs, .format, .report, .color, .quiet, .stats, .failOn, .maxFindings, .preview,
      .today, .repo,
    ],
    summary: "Judge a change: may who proposes it make it, and what does it do.",
    details: [
      "BASE is the model as it is, HEAD as it is proposed: folders, git:REF or git:REF:FOLDER; HEAD left out "
        + "is the model that the current folder is in. As a gate, name two commits: only then are files beside the model "
        + "judged too.",
      "Who owns what is taken from BASE. Where BASE holds no model, only the ecosystem's own repository may make the "
        + "first. Exit code 4: refused; 5: over the deletion budget; 1: HEAD has errors, or BASE does not say who owns what.",
      "Forms: text, markdown (for a comment at the pull request) and json tell everything; the others tell the findings.",
    ],
    examples: [
      (
        "dsgen review git:origin/main git:HEAD --as acme/sales-model@main",
        "What a pull request would be told."
      ),
      (
        "dsgen review git:origin/main git:HEAD --report markdown=review.md --report sarif=review.sarif",
        "In CI, with DSGEN_AS set."
      ),
    ])

  private static let declareGraph = Declaration(
    operands: [model], flags: Flag.everywhere + [.form],
    summary: "Show what runs on each platform and what depends on what.",
    examples: [("dsgen graph --as json --select crm", "Everything around one datastore.")])

  private static let declareSlices = Declaration(
    operands: [model], flags: Flag.everywhere + [.form, .resize],
    summary: "Show how datastores are cut into slices, and what another number would move.",
    examples: [("dsgen slices --resize crm=8", "Which datasets would move with 8 slices.")])

  private static let declareSecrets = Declaration(
    operands: [model], flags: Flag.everywhere + [.form, .verify],
    summary: "Show every secret that must exist, by platform.",
    examples: [
      ("dsgen secrets --platform prod_live", "What to make before the bootstrap."),
      ("dsgen secrets --verify --platform prod_live", "Whether this environment has all of them."),
    ])

  private static let declareWhy = Declaration(
    operands: [Operand(name: "FILE[:LINE]", isRequired: true), model], flags: Flag.everywhere,
    summary: "Show which line of the model a generated line comes from.",
    details: ["FILE is a file that `render` or `bootstrap` has written."],
    examples: [("dsgen why generated/prod_live/terraform/crm/s0000/main.tf:40", "One line.")])

  private static let declareWhere = Declaration(
    operands: [Operand(name: "OBJECT", isRequired: true), model],
    flags: Flag.everywhere + [.out],
    summary: "Show where an object is declared, and every generated line that comes from it.",
    details: [
      "OBJECT is a datastore (crm), a dataset (crm.customers), a workspace (reporting), a group "
        + "(reporting.live), a platform, a zone (USA) or a team (USA/sales)."
    ],
    examples: [("dsgen where crm.customers", "What one dataset brings about.")])
}
