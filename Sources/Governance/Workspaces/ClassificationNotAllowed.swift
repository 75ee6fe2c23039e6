import Diagnostics
import Model

extension Rule {
  static let classificationNotAllowed = Rule(
    code: "classification-not-allowed", severity: .error, covers: ["90"],
    summary: "A group reads data of a classification that its workspace does not want.",
    why: """
      With `classifications:` a workspace says which data its groups may read at all, so that nobody who adds \
      a read later brings in what its people must not see. Of a read with `columns`, only those columns are \
      judged.
      """,
    wrong: verified("{ deny: [CPI] }"), right: verified("{ deny: [PC3] }"))
}

extension Check {
  static let classificationNotAllowed = Check.model(.classificationNotAllowed) { facts, found in
    guard facts.judgesClasses else { return }
    var policies: [Int: (policy: Policy, refused: Classes)] = [:]
    for (index, workspace) in facts.model.workspaces.enumerated() {
      guard let policy = Policy(workspace.object.object(WorkspaceField.classifications)) else {
        continue
      }
      policies[index] = (policy, facts.refused(by: policy))
    }
    for read in facts.reads {
      guard let (policy, refused) = policies[read.workspace], !refused.isEmpty,
        let hit = facts.refusals(refused, in: read), let refusal = policy.refusal(of: hit.word)
      else { continue }
      found.append(
        .notAllowed(
          hit, facts.model.workspaces[read.workspace].name, refusal, at: read.span))
    }
  }
}

private func verified(_ policy: String) -> String {
  Example.workspace("[crm.customers]", head: "classifications: \(policy)")
}

extension Diagnostic {
  fileprivate static func notAllowed(
    _ hit: ClassHit, _ workspace: String, _ refusal: Policy.Refusal, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .classificationNotAllowed,
      "`\(hit.dataset)`\(hit.others) holds \(hit.word), which workspace `\(workspace)` "
        + refusal.verb, at: span,
      labels: [
        Label(hit.span, "classified here"),
        refusal.label("workspace `\(workspace)`"),
      ],
      help: "read columns without it, or a store that masks it")
  }
}
