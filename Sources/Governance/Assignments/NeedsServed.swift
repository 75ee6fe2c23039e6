import Diagnostics
import Model

extension Facts {
  /// A group on a platform, what it needs there and what the platform says that it can do.
  struct Demand {
    let path: String
    let platform: Platform
    let needs: Object
    /// Nil where the platform says nothing of itself.
    let serves: Object?
    /// The place of the assignment.
    let span: Span
  }

  /// Each group that needs something, with each platform that serves it.
  func findDemands() -> [Demand] {
    servedGroups.compactMap { use in
      model.group(path: use.path)?.object(GroupField.needs).map { needs in
        Demand(
          path: use.path, platform: use.platform, needs: needs,
          serves: use.platform.object.object(PlatformField.serves),
          span: use.item.span(AssignmentField.platform))
      }
    }
  }
}

extension Facts.Demand {
  /// The two places that contradict each other.
  func labels(_ need: NeedsField, _ served: AbilitiesField) -> [Label] {
    var labels = [Label(needs.span(need), "needed here")]
    if let serves { labels.append(Label(serves.span(served), "what the platform can do")) }
    return labels
  }
}

extension Example {
  /// Group `lint.g` with needs, on a platform that says what it can do.
  static func demand(_ needs: String, serves: String, merge: String = "live") -> String {
    platform(merge: merge).replacing("namespace: lint", "namespace: lint\nserves: \(serves)")
      + "---\n"
      + workspace("[crm.customers]")
      .replacing("g: { reads", "g: { needs: \(needs), reads")
      .replacing("lint.g: [{ platform: prod_live", "lint.g: [{ platform: lint")
  }
}
