import Change
import DSLFrontend
import Diagnostics
import Governance
import IR
import Model

/// What is told of a rule's example: of the model alone, or of the change from what was before.
func judge(_ rule: Rule, _ example: String) -> [Diagnostic] {
  guard let before = rule.before else { return judge(example, preview: rule.status == .preview) }
  return judge(change: before == Rule.noModel ? nil : before, to: example)
}

/// What is told of a change between two examples, each put into the base model; the comments that the
/// proposed one begins with say how it is judged.
/// - Parameters:
///   - before: nil: there is no model yet.
///   - source: where it comes from, where the comments do not say.
///   - removing: documents of the base model that are gone afterwards, as `Team EU/core`.
func judge(
  change before: String?, to example: String, from source: String? = nil, removing: [String] = []
) -> [Diagnostic] {
  let header = ExampleHeader(example)
  let pair = ModelTexts(
    base: before.map { files($0) } ?? [], head: files(example, without: removing))
  let loaded = pair.load()
  let base = before == nil ? nil : loaded.base.model
  let options = FindingOptions(preview: true, today: header.today ?? today)
  func findings(_ loaded: LoadedModel) -> [Diagnostic] {
    let found =
      loaded.diagnostics
      + Governance.check(
        loaded.model, otherRules: frontendRules + irRules, isPartial: loaded.isPartial, options)
      + Estate.check(loaded.model)
    return Governance.settle(
      found, of: loaded.model, rules: allRules, isPartial: loaded.isPartial, options)
  }
  let ofBase = before == nil ? [] : findings(loaded.base)
  let ofHead = findings(loaded.head)
  let policies = Governance.rules.filter(\.isPolicy).map(\.code)
  let change = ProposedChange(
    ModelDifference(base: base, head: loaded.head.model, policyRules: Set(policies)),
    from: (source ?? header.source).map { ChangeSource($0) },
    files: header.files.map(pair.file),
    base: base.flatMap { ofBase.hasErrors ? nil : Estate.lower($0) },
    head: ofHead.hasErrors ? nil : Estate.lower(loaded.head.model))
  return (ofBase.filter { $0.severity == .error } + ofHead + Governance.judge(change, options))
    .inOrderOfPlace()
}

/// `# review --as acme/sales-model@main`, `# review --today 2026-12-31`, `# changes README.md`.
private struct ExampleHeader {
  private(set) var source: String?
  private(set) var today: String?
  private(set) var files: [String] = []

  init(_ example: String) {
    for line in example.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.first == "#" else { return }
      if words.count == 3, words[1] == "changes" { files.append(words[2]) }
      guard words.count > 3, words[1] == "review" else { continue }
      for (option, value) in zip(words.dropFirst(2), words.dropFirst(3)) {
        if option == "--as" { source = value }
        if option == "--today" { today = value }
      }
    }
  }
}

/// The files of two models; what both have is there once.
private struct ModelTexts {
  private(set) var sources: [(file: SourceFile, side: Frontend.Side?)] = []

  init(base: [SourceFile], head: [SourceFile]) {
    for file in base {
      let isShared = head.contains { $0.path == file.path && $0.bytes == file.bytes }
      sources.append((file, isShared ? nil : .base))
    }
    for file in head where !base.contains(where: { $0.path == file.path && $0.bytes == file.bytes })
    {
      sources.append((file, .head))
    }
  }

  func load() -> (base: LoadedModel, head: LoadedModel) {
    func arena(_ side: Frontend.Side?) -> Arena {
      var arena = Arena()
      for (index, source) in sources.enumerated() where source.side == side {
        arena.decode(source.file, id: FileID(index))
      }
      return arena
    }
    return Frontend.assemble(
      shared: [arena(nil)], base: [arena(.base)], head: [arena(.head)],
      side: { sources[Int($0.index)].side }, resolving: true)
  }

  /// A file of the model, or one beside it.
  func file(_ path: String) -> ChangedFile {
    func id(_ side: Frontend.Side) -> FileID? {
      sources.firstIndex { $0.file.path == path && $0.side == side }.map { FileID($0) }
    }
    return ChangedFile(path, base: id(.base), head: id(.head))
  }
}
