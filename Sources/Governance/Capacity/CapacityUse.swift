public import Model
public import Packing

/// How much of what is limited each platform uses, and who of it: so what a change in some stores adds is told
/// by these stores alone.
public struct CapacityUse: Sendable {
  /// Of one platform.
  struct Platform: Sendable {
    /// Connections to its database.
    var connections = Contributions()
    var dagFiles = Contributions()
    /// Starts of tasks in a cycle of the calendar.
    var taskStarts = Contributions()
  }

  /// In the order of `Model.platforms`.
  let platforms: [Platform]

  public init(of model: Model) { self.init(Facts(model)) }

  init(_ facts: Facts) {
    var rates = TaskRates(facts)
    platforms = facts.model.platforms.indices.map { index in
      Platform(
        connections: facts.connections(on: index), dagFiles: facts.dagFiles(on: index),
        taskStarts: rates.starts(on: index))
    }
  }

  private init(_ platforms: [Platform]) { self.platforms = platforms }

  /// Of a model of which a part has become another.
  /// - Parameters:
  ///   - old: what the part used.
  ///   - new: what it uses now.
  public func replacing(_ old: CapacityUse, by new: CapacityUse) -> CapacityUse {
    CapacityUse(
      platforms.indices.map { index in
        let (all, was, now) = (platforms[index], old.platforms[index], new.platforms[index])
        return Platform(
          connections: all.connections.replacing(was.connections, by: now.connections),
          dagFiles: all.dagFiles.replacing(was.dagFiles, by: now.dagFiles),
          taskStarts: all.taskStarts.replacing(was.taskStarts, by: now.taskStarts))
      })
  }

  // MARK: packing

  public func pack(into packer: inout Packer) {
    packer.add(platforms) { packer, platform in
      for use in [platform.connections, platform.dagFiles, platform.taskStarts] {
        use.pack(into: &packer)
      }
    }
  }

  public init(from packed: inout Unpacker) throws(Damaged) {
    platforms = try packed.list { packed throws(Damaged) in
      Platform(
        connections: try Contributions(from: &packed), dagFiles: try Contributions(from: &packed),
        taskStarts: try Contributions(from: &packed))
    }
  }
}
