public import Diagnostics
internal import Emit
public import IR

/// What a change does on the platforms that run the model, to be printed: by platform, then by kind.
public struct ProductionReport {
  private let changes: [ProductionChange]
  /// Why it is not known what changes.
  private let unknown: String?
  private let sources: any SourceLookup

  public init(_ difference: EstateDifference, sources: any SourceLookup) {
    changes = difference.changes
    unknown = nil
    self.sources = sources
  }

  /// - Parameter reason: why it is not known what changes.
  public init(unknown reason: String, sources: any SourceLookup) {
    changes = []
    unknown = reason
    self.sources = sources
  }

  /// What is known of it, in one line.
  public var summaryOrNone: String { unknown.map { "not known: " + $0 } ?? summary ?? "no change" }

  /// `2 tables altered, 1 connector restarted`; nil where nothing changes.
  public var summary: String? {
    var parts: [String] = []
    for kind in ProductionChange.Kind.allCases {
      for effect in ProductionChange.Effect.allCases {
        let count = changes.count { $0.kind == kind && $0.effect == effect }
        if count == 0 { continue }
        parts.append("\(count) \(kind.title)\(count == 1 ? "" : "s") \(effect.rawValue)")
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Runs of changes of one platform.
  private var platforms: [ArraySlice<ProductionChange>] {
    var found: [ArraySlice<ProductionChange>] = []
    var start = 0
    for index in changes.indices
    where index + 1 == changes.count
      || changes[index + 1].platform != changes[index].platform
    {
      found.append(changes[start...index])
      start = index + 1
    }
    return found
  }

  // MARK: text

  /// - Parameter limit: of each kind, how many are shown that go the same ordinary way; what needs somebody's
  ///   eye is shown whole.
  public func text(
    color: Bool, limit: Int = 20, to emit: ([UInt8]) throws -> Void
  ) rethrows {
    let style = Style(color: color)
    if let unknown {
      let title = style.paint("\nin production", .bold)
      try emit(Array((title + "\n  ? not known: " + visible(unknown) + "\n").utf8))
    }
    for group in platforms {
      let title = "\nin production on " + visible(group[group.startIndex].platform)
      try emit(Array((style.paint(title, .bold) + "\n").utf8))
      for (kind, changes) in kinds(of: group) {
        var counts: [ProductionChange.Effect: Int] = [:]
        for change in changes {
          counts[change.effect, default: 0] += 1
          if counts[change.effect]! > limit, !change.effect.needsAnEye { continue }
          try emit(Array(entry(change, style).utf8))
        }
        for effect in ProductionChange.Effect.allCases where !effect.needsAnEye {
          let more = (counts[effect] ?? 0) - limit
          if more <= 0 { continue }
          let what = "\(more) more \(kind.title)\(more == 1 ? "" : "s") \(effect.rawValue)"
          try emit(Array("  … and \(what): `--format json` lists them\n".utf8))
        }
      }
    }
  }

  private func kinds(
    of group: ArraySlice<ProductionChange>
  ) -> [(ProductionChange.Kind, [ProductionChange])] {
    let byKind = Dictionary(grouping: group, by: \.kind)
    return ProductionChange.Kind.allCases.compactMap { kind in byKind[kind].map { (kind, $0) } }
  }

  private func entry(_ change: ProductionChange, _ style: Style) -> String {
    let mark =
      switch change.effect {
      case .created: style.paint("+", .green)
      case .destroyed, .orphaned: style.paint("-", .red)
      case _ where change.effect.needsAnEye: style.paint("!", .red)
      default: "~"
      }
    var text = "  \(mark) \(change.kind.title) " + visible(change.name)
    if let slice = change.slice, slice != change.name { text += " (\(visible(slice)))" }
    text += " " + change.effect.rawValue
    if !change.reasons.isEmpty {
      text += ": " + change.reasons.map { visible($0) }.joined(separator: "; ")
    }
    text += "  " + style.paint(visible(sources.place(of: change.origin).text), .blue) + "\n"
    for statement in change.statements { text += "      " + visible(statement) + "\n" }
    return text
  }

  // MARK: JSON

  /// One object a line, one a change; where changes are not known, one that says why.
  public func json(to emit: ([UInt8]) throws -> Void) rethrows {
    if let unknown {
      var json = JSONWriter()
      json.object(nil, .inline) { line in
        line.field("schemaVersion", 1)
        line.field("productionUnknown", unknown)
      }
      json.newline()
      try emit(json.take())
    }
    for change in changes {
      var json = JSONWriter()
      json.object(nil, .inline) { line in
        line.field("schemaVersion", 1)
        line.field("platform", change.platform)
        line.field("production", change.kind.title)
        line.field("name", change.name)
        line.field("effect", change.effect.rawValue)
        if let slice = change.slice { line.field("slice", slice) }
        line.field("reasons", change.reasons)
        line.field("statements", change.statements)
        let place = sources.place(of: change.origin)
        line.object("origin") {
          $0.field("file", place.path)
          $0.field("line", place.start.line)
          $0.field("column", place.start.column)
        }
      }
      json.newline()
      try emit(json.take())
    }
  }

  // MARK: Markdown

  /// For a comment at a pull request: a table a platform, cut where it would be too long to read.
  /// - Parameter limit: the rows that are shown of each.
  public func markdown(limit: Int = 100) -> [UInt8] {
    var writer = MarkdownWriter()
    writer.heading(3, [.text("in production: " + summaryOrNone)])
    for group in platforms {
      writer.heading(4, [.text("platform "), .code(group[group.startIndex].platform)])
      writer.table(["Effect", "What", "Slice", "Why", "PostgreSQL"], group.prefix(limit).map(row))
      if group.count > limit {
        writer.paragraph([.text("… and \(group.count - limit) more changes")])
      }
    }
    return writer.file(at: "").bytes
  }

  private func row(_ change: ProductionChange) -> [[MarkdownInline]] {
    [
      [.text(change.effect.rawValue)], [.text(change.kind.title + " "), .code(change.name)],
      change.slice.map { [.code($0)] } ?? [], [.text(change.reasons.joined(separator: "; "))],
      change.statements.isEmpty ? [] : [.code(change.statements.joined(separator: "; "))],
    ]
  }
}

extension ProductionChange.Effect {
  /// Whether somebody must decide, wait or choose the hour.
  fileprivate var needsAnEye: Bool { [.refused, .rewritten, .rereads].contains(self) }
}
