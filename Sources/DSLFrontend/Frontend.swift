public import Diagnostics
public import Model

/// A model and what was wrong with reading it.
public struct LoadedModel: Sendable {
  public let model: Model
  /// Faults of syntax, fields, values and names, and of references where they were followed, in the order of
  /// their places.
  public let diagnostics: [Diagnostic]
  /// Whether a file could not be read to its end, or a document has no known kind: what seems to be
  /// missing may be in it.
  public let isPartial: Bool
  /// `Datasets` documents of stores that are not there.
  let orphans: [Object]
  /// In the order of files and places.
  let documents: [Document]

  /// Whether datasets are declared of stores that are not there.
  public var hasOrphans: Bool { !orphans.isEmpty }

  /// The references that lead nowhere.
  /// - Parameter part: the model with some of its stores and workspaces: only these, and everything that is
  ///   neither, are asked where they lead in the whole.
  /// - Parameter isAlone: what is neither is not asked.
  public func unresolved(in part: Model, isAlone: Bool = false) -> [Diagnostic] {
    isPartial
      ? [] : Resolver.check(part, in: model, parts: orphans, isAlone: isAlone).inOrderOfPlace()
  }
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
    shared: consuming [Arena], base: consuming [Arena], head: consuming [Arena],
    side: (FileID) -> Side?, resolving: Bool
  ) -> (base: LoadedModel, head: LoadedModel) {
    let groups = [shared.count, base.count, head.count].enumerated().flatMap {
      Array(repeating: $0.offset, count: $0.element)
    }
    var arenas = shared
    arenas += base
    arenas += head
    (shared, base, head) = ([], [], [])
    let broken = zip(groups, arenas).filter(\.1.broken).map(\.0)
    // Nobody else may hold them: what two hold is copied before it is changed.
    let merged = Merged(consume arenas, groups: groups, groupCount: 3)
    func model(_ of: Side, _ group: Int, known: LoadedModel? = nil) -> LoadedModel {
      let own = merged.side(broken: broken.contains(0) || broken.contains(group)) { file in
        side(file).map { $0 == of } ?? true
      }
      let isKnown = known?.diagnostics.isEmpty ?? false
      return link(own, resolving: resolving, known: isKnown ? known?.model : nil)
    }
    let old = model(.base, 1)
    return (old, model(.head, 2, known: old))
  }

  /// One of two models that are read together.
  public enum Side: Sendable { case base, head }

  private static func link(
    _ merged: Merged, resolving: Bool, known: Model? = nil
  ) -> LoadedModel {
    var catalog = Catalog(merged, known: known)
    let model = catalog.model()
    var diagnostics = merged.diagnostics + catalog.diagnostics
    if resolving, !merged.broken {
      diagnostics += Resolver.check(model, in: model, parts: catalog.orphans)
    }
    return LoadedModel(
      model: model, diagnostics: diagnostics.inOrderOfPlace(), isPartial: merged.broken,
      orphans: catalog.orphans, documents: merged.documents)
  }
}
