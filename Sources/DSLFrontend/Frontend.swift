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
    for (index, file) in files.enumerated() { arena.decode(file, id: FileID(index)) }
    return assemble([arena])
  }

  /// Puts together what threads have read, finds everything by name, and resolves references.
  ///
  /// The result does not depend on how the files were spread over the arenas.
  public static func assemble(_ arenas: consuming [Arena]) -> LoadedModel {
    let merged = Merged(arenas)
    var catalog = Catalog(merged)
    let model = catalog.model()
    var diagnostics = merged.diagnostics + catalog.diagnostics
    if !merged.broken {
      diagnostics += Resolver.check(model, parts: catalog.orphans)
    }
    return LoadedModel(
      model: model, diagnostics: diagnostics.inOrderOfPlace(), isPartial: merged.broken)
  }
}
