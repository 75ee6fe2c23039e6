import Diagnostics
import Model

extension Rule {
  static let dagFilesExceeded = Rule(
    code: "dag-files-exceeded", severity: .warning,
    summary: "A platform has more DAG files than its Airflow manages.",
    why: """
      Airflow reads every DAG file again and again, and its scheduler's memory grows with their number. There \
      is a file for each slice, for each store that is merged as a whole and for each transformer, and one \
      for the platform's own upkeep.
      """,
    wrong: Example.crowd(airflow: "dag_files: 3"), right: Example.crowd(airflow: "dag_files: 4"))
}

extension Check {
  static let dagFilesExceeded = Check.model(.dagFilesExceeded) { facts, found in
    for (index, platform) in facts.model.platforms.enumerated() {
      let files = facts.capacity.platforms[index].dagFiles
      let limit =
        platform.object.object(PlatformField.airflow)?.int(AirflowField.dagFiles) ?? 1000
      if files.sum > limit { found.append(.exceeded(files, limit, platform)) }
    }
  }
}

extension Facts {
  /// The DAG files of a platform.
  func dagFiles(on index: Int) -> Contributions {
    let load = loads[index]
    var files = Contributions()
    files.add("upkeep", 1)
    for share in load.shares where share.isMirror || flow.makers[share.store] == nil {
      let store = model.stores[share.store]
      files.add("store `\(store.name)`", store.consistency == .store ? 1 : share.slices)
    }
    for workspace in load.transformers {
      files.add("transformer `\(model.workspaces[workspace].name)`", 1)
    }
    return files
  }
}

extension Platform {
  /// The place of a field of its Airflow, or of Airflow.
  func airflowSpan(_ field: AirflowField) -> Span {
    guard let airflow = object.object(PlatformField.airflow), airflow.has(field) else {
      return object.keySpan(PlatformField.airflow)
    }
    return airflow.span(field)
  }
}

extension Diagnostic {
  fileprivate static func exceeded(
    _ files: Contributions, _ limit: Int, _ platform: Platform
  ) -> Diagnostic {
    Diagnostic(
      .dagFilesExceeded,
      "platform `\(platform.name)` would have \(files.sum) DAG files, its Airflow manages \(limit)",
      at: platform.airflowSpan(AirflowField.dagFiles), notes: [files.note(String.init)],
      help: "declare fewer `slices`, or move groups to another platform; raise `dag_files` once "
        + "Airflow manages more")
  }
}
