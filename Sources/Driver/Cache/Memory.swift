internal import Diagnostics
internal import Governance
internal import Model
internal import Packing

/// What one command remembers of one model.
struct Memory: Sendable {
  let cache: Cache
  /// The command, the model's place, and the options that decide what is found.
  private let key: ContentHash

  /// nil where nothing is kept.
  init?(_ context: Context, _ source: ModelSource) {
    guard let cache = Cache(context), cache.isWorth(bytes: source.files.bytes) else { return nil }
    self.cache = cache
    var packer = Packer()
    packer.add(context.arguments.verb.rawValue)
    packer.add(Self.place(of: source.tree, context))
    packer.add(context.settings.findings.preview)
    packer.add(context.settings.findings.today)
    key = ContentHash(packer.bytes)
  }

  /// The same for all commits of a model: what one run knows of one commit helps with the next.
  private static func place(of tree: any ModelTree, _ context: Context) -> String {
    if let folder = tree as? ModelFolder { return "folder " + Path.absolute(folder.root) }
    let repository = context.arguments.last(.repo) ?? "."
    let folder = (tree as? ModelCommit)?.folder ?? ""
    return "git " + Path.absolute(Path.join(context.folder, repository)) + " " + folder
  }

  // MARK: the model

  /// What the last run has found; nil where that is not known.
  func recall() -> RunState? {
    guard var entry = cache.entry(.runs, key) else { return nil }
    return try? RunState(from: &entry)
  }

  func keep(_ state: RunState) {
    cache.put(.runs, key, state.packed)
    cache.tidy()
  }

  // MARK: output folders

  /// What is known of an output folder; of an unknown one nothing.
  func record(of output: OutputFolder) -> TreeRecord {
    guard var entry = cache.entry(.trees, Self.key(of: output)),
      let record = try? TreeRecord(from: &entry)
    else { return TreeRecord() }
    return record
  }

  func keep(_ record: TreeRecord, of output: OutputFolder) {
    cache.put(.trees, Self.key(of: output), record.packed)
  }

  private static func key(of output: OutputFolder) -> ContentHash {
    ContentHash(Array((output.owner.rawValue + " " + Path.absolute(output.path)).utf8))
  }
}
