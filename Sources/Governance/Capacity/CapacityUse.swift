public import Model

/// How much of what is limited each platform uses, as sums: so what a change in some stores adds to them is
/// told by these stores alone.
public struct CapacityUse: Equatable, Sendable {
  /// By platform, in the order of `Model.platforms`: connections, DAG files, starts of tasks.
  public let sums: [[Int]]

  public init(sums: [[Int]]) { self.sums = sums }

  public init(of model: Model) {
    let facts = Facts(model, rules: [])
    var rates = TaskRates(facts)
    sums = model.platforms.indices.map { index in
      [facts.connections(on: index), facts.dagFiles(on: index), rates.starts(on: index)].map(\.sum)
    }
  }

  /// Of a model of which a part has become another.
  /// - Parameters:
  ///   - old: what the part used.
  ///   - new: what it uses now.
  public func replacing(_ old: CapacityUse, by new: CapacityUse) -> CapacityUse {
    CapacityUse(
      sums: zip(sums, zip(old.sums, new.sums)).map { all, part in
        zip(all, zip(part.0, part.1)).map { $0 - $1.0 + $1.1 }
      })
  }

  /// Whether every platform of the model has as much as it uses, so that nothing is told of it.
  public func isWithinLimits(of model: Model) -> Bool {
    zip(model.platforms, sums).allSatisfy { platform, sums in
      zip(sums, [platform.connectionLimit, platform.dagFileLimit, platform.taskStartLimit])
        .allSatisfy { $0 <= $1 }
    }
  }
}
