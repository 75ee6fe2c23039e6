import Diagnostics
import Model

/// Which group is on which platform, and how far its move is.
struct GroupPlatform: Hashable {
  let group: String
  let platform: String

  /// Of all Assignments documents; the first of several that say the same is meant.
  static func all(in model: Model) -> [GroupPlatform: Object] {
    var all: [GroupPlatform: Object] = [:]
    for document in model.assignments {
      for group in document.objects(AssignmentsField.groups) {
        for assignment in group.objects(AssignedGroupField.platforms) {
          let key = GroupPlatform(
            group: group.text(AssignedGroupField.group) ?? "",
            platform: assignment.text(AssignmentField.platform) ?? "")
          if all[key] == nil { all[key] = assignment }
        }
      }
    }
    return all
  }

  static func precedes(_ a: GroupPlatform, _ b: GroupPlatform) -> Bool {
    (a.group + "\u{0}" + a.platform).utf8.lexicographicallyPrecedes(
      (b.group + "\u{0}" + b.platform).utf8)
  }
}

/// How a group's place on a platform differs.
struct AssignmentMove {
  let key: GroupPlatform
  let base: Object?
  let head: Object?

  var before: AssignmentStatus? { base?.word(AssignmentField.status) }
  var after: AssignmentStatus? { head?.word(AssignmentField.status) }

  /// Where a person should look.
  var place: Span {
    if let head { return head.span(AssignmentField.status) }
    // One of the two is there.
    return base!.span(AssignmentField.status)
  }
}

extension ChangeFacts {
  /// What comes to platforms, leaves them or goes on, by group and platform.
  var assignmentMoves: [AssignmentMove] {
    guard let base else { return [] }
    let (old, new) = (GroupPlatform.all(in: base), GroupPlatform.all(in: head))
    return Set(old.keys).union(new.keys).sorted(by: GroupPlatform.precedes)
      .map { AssignmentMove(key: $0, base: old[$0], head: new[$0]) }
      .filter { $0.before != $0.after }
  }
}
