public import Diagnostics
public import Model

/// A model and what was wrong with reading it.
public struct LoadedModel: Sendable {
  public let model: Model
  /// Faults of syntax, fields, values, names and references, in the order of their places.
  public let diagnostics: [Diagnostic]
  /// Whether a file could not be read to its end, or a document has no known kind: what seems to be
  /// missing may be in it.
  public let isPartial: Bool
}

/// From bytes to a model.
public enum Frontend {
  /// Reads files one after the other; a file's id is its position.
  public static func load(_ files: [SourceFile]) -> LoadedModel {
    var arena = Arena()
    for (index, file) in files.enumerated() { arena.decode(file.bytes, id: FileID(index)) }
    return assemble([arena])
  }

  /// Puts together what threads have read, finds everything by name, and resolves references.
  ///
  /// The result does not depend on how the files were spread over the arenas.
  public static func assemble(_ arenas: consuming [Arena]) -> LoadedModel {
    link(Merged(arenas), resolving: true)
  }

  /// Two models at once, over one tree: what both have is there once, and equal text has one symbol.
  ///
  /// - Parameters:
  ///   - shared: the arenas of the files that both models have.
  ///   - base: those of the files that only the base has, or has otherwise.
  ///   - head: those of the head's.
  ///   - side: whose a file is; nil: both models'.
  ///   - resolving: whether references are followed; without it, those that lead nowhere are not told.
  public static func assemble(
    shared: [Arena], base: [Arena], head: [Arena],
    side: (FileID) -> Side?, resolving: Bool
  ) -> (base: LoadedModel, head: LoadedModel) {
    let groups = [shared.count, base.count, head.count].enumerated().flatMap {
      Array(repeating: $0.offset, count: $0.element)
    }
    let arenas = shared + base + head
    let merged = Merged(arenas, groups: groups, groupCount: 3)
    let broken = zip(groups, arenas).filter(\.1.broken).map(\.0)
    func model(_ of: Side, _ group: Int) -> LoadedModel {
      let own = merged.side(broken: broken.contains(0) || broken.contains(group)) { file in
        side(file).map { $0 == of } ?? true
      }
      return link(own, resolving: resolving)
    }
    return (model(.base, 1), model(.head, 2))
  }

  /// One of two models that are read together.
  public enum Side: Sendable { case base, head }

  private static func link(_ merged: Merged, resolving: Bool) -> LoadedModel {
    var catalog = Catalog(merged)
    let model = catalog.model()
    var diagnostics = merged.diagnostics + catalog.diagnostics
    if resolving, !merged.broken {
      diagnostics += Resolver.check(model, parts: catalog.orphans)
    }
    return LoadedModel(
      model: model, diagnostics: diagnostics.inOrderOfPlace(), isPartial: merged.broken)
  }
}
