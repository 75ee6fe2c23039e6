import Diagnostics
import Model

extension Rule {
  static let productionEnvironment = Rule(
    code: "production-environment", severity: .error, covers: ["110"],
    summary: "A production group runs on a platform of another environment.",
    why: """
      A platform of environment dev takes the values that containers have for dev, so production would \
      read test data; and its data would be where tests may reach it. Environments named prod and \
      production are production's, and a platform that names none may serve everything.
      """,
    wrong: served(in: "dev"), right: served(in: "prod"))
}

extension Check {
  static let productionEnvironment = Check.model(.productionEnvironment) { facts, found in
    for use in facts.servedGroups
    where use.workspace.object.bool(WorkspaceField.production) {
      guard use.platform.isNotProduction, let environment = use.platform.environment else {
        continue
      }
      found.append(
        .elsewhere(
          use.path, use.platform.name, environment, at: use.item.span(AssignmentField.platform),
          platform: use.platform.object.span(PlatformField.environment)))
    }
  }
}

extension Facts {
  typealias ServedGroup = (
    path: String, workspace: Workspace, platform: Platform, item: Object
  )

  func findServedGroups() -> [ServedGroup] {
    assignedGroups.flatMap { assigned -> [ServedGroup] in
      guard let path = assigned.text(AssignedGroupField.group), model.group(path: path) != nil,
        let index = model.workspace(String(path.parts(at: ".")[0]))
      else { return [] }
      return assigned.objects(AssignedGroupField.platforms).compactMap { item in
        guard item.isActive,
          let platform = item.text(AssignmentField.platform).flatMap({ model.platform($0) })
        else { return nil }
        return (path, model.workspaces[index], model.platforms[platform], item)
      }
    }
  }
}

private func served(in environment: String) -> String {
  Example.platform(environment: environment) + """
    ---
    kind: Datastore
    name: ledger
    team: USA/sales
    production: true
    ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "ledger.{dataset}" }
    datasets:
    \(Example.dataset)
    ---
    kind: Workspace
    name: lint
    team: USA/finance
    production: true
    groups: { g: { reads: [ledger.events] } }
    ---
    kind: Assignments
    groups:
      reporting.live: [{ platform: prod_live, status: provisioned }]
      lint.g: [{ platform: lint, status: provisioned }]

    """
}

extension Diagnostic {
  fileprivate static func elsewhere(
    _ group: String, _ platform: String, _ environment: String, at span: Span, platform place: Span
  ) -> Diagnostic {
    Diagnostic(
      .productionEnvironment,
      "`\(group)` is production, platform `\(platform)` is of environment `\(environment)`",
      at: span, labels: [Label(place, "the platform's environment")],
      help: "assign it to a platform of environment prod, or say `production: false`")
  }
}
