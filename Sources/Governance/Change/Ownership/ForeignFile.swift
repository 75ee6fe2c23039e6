import Change
import Diagnostics
import Model

extension Rule {
  static let foreignFile = Rule(
    code: "foreign-file", severity: .error,
    summary: "A change touches a file that is nothing of its owner's.",
    why: """
      What runs in a repository besides its model, such as the workflow that starts this review, must not \
      be changed in passing by who owns a part of the model. A zone or a team changes files with documents \
      of its own, and those that the Ecosystem's `shared_files` names; the ecosystem's owner may change \
      all. The list is taken from the model as it is.
      """,
    before: ecosystem,
    wrong: "# review --as acme/sales-model@main\n# changes .github/workflows/review.yaml\n"
      + ecosystem,
    right: "# review --as acme/sales-model@main\n# changes docs/sales.md\n" + ecosystem)

  private static let ecosystem = """
    kind: Ecosystem
    name: Northwind
    repository: acme/data-model@ecosystem
    live: acme/data-model@main
    zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
    shared_files: ["docs/**"]

    """
}

extension ChangeCheck {
  static let foreignFile = ChangeCheck(.foreignFile, on: .ownership) { facts, found in
    guard let base = facts.base, facts.change.source != nil else { return }
    // Who owns nothing is told so once; the ecosystem's owner owns all files.
    if facts.ownersOfSource.isEmpty || facts.isSource(.ecosystem) { return }
    let shared = base.ecosystem?.texts(EcosystemField.sharedFiles).map { Glob($0) } ?? []
    let own = facts.ownFiles
    for file in facts.change.files {
      let parts = [file.base, file.head].compactMap(\.self)
      if parts.isEmpty {
        if shared.contains(where: { $0.matches(file.path, isFolder: false) }) { continue }
      } else if parts.contains(where: own.contains) {
        continue
      }
      found.append(.foreignFile(file, facts))
    }
  }
}

extension ChangeFacts {
  /// The files of the model that hold a document of the source's, or a change in meaning: that is judged
  /// by what it changes.
  fileprivate var ownFiles: Set<FileID> {
    guard let base else { return [] }
    var files = Set<FileID>()
    for change in objects {
      for object in [change.base, change.head] { object.map { _ = files.insert($0.file) } }
    }
    for model in [base, head] {
      func add(_ object: Object?, _ owner: Owner) {
        if let object, isSource(owner) { files.insert(object.file) }
      }
      for zone in model.zones { add(zone.definition, .zone(zone.name)) }
      for team in model.teams { add(team.definition, .team(team.path)) }
      for store in model.stores {
        for object in [store.object] + store.parts { add(object, .team(store.team)) }
      }
      for workspace in model.workspaces { add(workspace.object, .team(workspace.team)) }
      // These hold what several owners have written.
      func add(_ document: Object, about path: String?) {
        if let owner = path.flatMap({ base.owner(of: $0) }) { add(document, owner) }
      }
      for document in model.waivers {
        for item in document.objects(WaiversField.waivers) {
          add(document, about: item.text(WaiverField.object))
        }
      }
      for document in model.suppressions {
        for item in document.objects(SuppressionsField.suppressions) {
          add(document, about: item.text(SuppressionField.object))
        }
      }
    }
    return files
  }
}

extension Diagnostic {
  fileprivate static func foreignFile(_ file: ChangedFile, _ facts: ChangeFacts) -> Diagnostic {
    let part = file.head ?? file.base
    return Diagnostic(
      .foreignFile,
      part == nil
        ? "`\(file.path)` is no file of the model, so only the ecosystem's owner may change it"
        : "`\(file.path)` holds no document of who changes it",
      at: part.map { Span(file: $0, start: 0, end: 0) }, path: part == nil ? file.path : nil,
      notes: [facts.sourceNote],
      help: part == nil
        ? "leave it out, or have the ecosystem's owner name it in `shared_files`"
        : "leave it out: it is for who has a document in it",
      about: Subject(""))
  }
}
