import Change
import DSLFrontend
import Diagnostics
import Model

/// Two models as texts, read together.
func difference(
  _ base: [String]?, _ head: [String], policyRules: Set<String> = []
) -> ModelDifference {
  let (old, new) = read(base ?? [], head)
  return ModelDifference(
    base: base == nil ? nil : old.model, head: new.model, policyRules: policyRules)
}

func difference(_ base: String, _ head: String, policyRules: Set<String> = []) -> ModelDifference {
  difference([base], [head], policyRules: policyRules)
}

private let blank = Arena()

/// Files that are equal are read once, as the driver does.
private func read(_ base: [String], _ head: [String]) -> (base: LoadedModel, head: LoadedModel) {
  var arenas = [blank, blank, blank]
  var sides: [Frontend.Side?] = []
  func decode(_ text: String, _ side: Frontend.Side?, _ arena: Int) {
    let file = SourceFile(path: "\(sides.count).yaml", bytes: Array(text.utf8))
    arenas[arena].decode(file, id: FileID(sides.count))
    sides.append(side)
  }
  for (index, text) in base.enumerated() {
    let isShared = index < head.count && head[index] == text
    decode(text, isShared ? nil : .base, isShared ? 0 : 1)
  }
  for (index, text) in head.enumerated() where index >= base.count || base[index] != text {
    decode(text, .head, 2)
  }
  let loaded = Frontend.assemble(
    shared: [arenas[0]], base: [arenas[1]], head: [arenas[2]],
    side: { sides[Int($0.index)] }, resolving: false)
  // What could not be read would be missing on both sides, and be no difference.
  for finding in loaded.base.diagnostics + loaded.head.diagnostics {
    precondition(
      finding.code == "name-duplicate" || base.count + head.count == 2, "\(finding.message)")
  }
  return loaded
}

extension ModelDifference {
  /// `changed dataset crm.orders (team USA/sales): description`.
  var lines: [String] {
    objects.map { change in
      var line = "\(change.sort) \(change.kind.title) \(change.path)"
      if let was = change.basePath { line += " was \(was)" }
      if let twin = change.twin { line += " like \(twin)" }
      line += " (\(change.owner?.title ?? "nobody"))"
      for field in change.fields {
        line += "; \(field.path): \(field.base?.text ?? "-") → \(field.head?.text ?? "-")"
      }
      return line
    }
  }
}
