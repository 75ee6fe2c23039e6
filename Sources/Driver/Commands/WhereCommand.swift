internal import Diagnostics
internal import Emit
internal import IR
internal import Reports
internal import Synchronization

/// `dsgen where OBJECT`: where an object is declared, and every generated line that comes from it.
enum WhereCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let name = context.operand(0) ?? ""
    let compilation = try Compilation(context, operand: context.operand(1))
    let estate = try compilation.estateOrStop(context)
    guard let model = compilation.model else { return compilation.exit }
    let finder = ObjectFinder(model: model)
    let found = finder.find(name)
    guard !found.isEmpty else {
      throw Failure.usage(
        "the model declares no `\(name)`",
        help: finder.nearest(to: name).map { "did you mean `\($0)`?" })
    }
    for object in found { try tell(object, compilation.files, context) }
    guard let estate else { return compilation.exit }
    for owner in [OutputFolder.Owner.render, .bootstrap] {
      let shown = owner == .render ? context.arguments.last(.out) : nil
      for platform in try compilation.platforms(context, estate) {
        let generator = Generator(estate, platform: platform, owner: owner)
        try list(generator, found, in: shown ?? owner.defaultFolder, context)
      }
    }
    return compilation.exit
  }

  private static func tell(
    _ object: FoundObject, _ sources: ModelFiles, _ context: Context
  ) throws {
    guard context.wantsJSON else {
      let place = Report.place(
        object.span, label: "declared here", sources: sources, color: context.console.colorOut)
      return try context.console.out.write("\(object.title)\n\(place)\n")
    }
    let place = sources.place(of: object.span)
    var json = JSONWriter()
    json.object(nil, .inline) {
      $0.field("schemaVersion", 1)
      $0.field("object", object.title)
      $0.field("file", place.path)
      $0.field("line", place.start.line)
      $0.field("column", place.start.column)
    }
    json.newline()
    try context.console.out.write(json.take())
  }

  private static func list(
    _ generator: Generator, _ found: [FoundObject], in folder: String, _ context: Context
  ) throws {
    let pieces = generator.pieces
    let answers = Mutex([[UInt8]](repeating: [], count: pieces.count))
    try Workers.each(pieces.count, jobs: context.settings.jobs) { index in
      var text: [UInt8] = []
      for file in generator.generate(pieces[index]).files {
        for lines in lines(of: found, in: file) {
          text += entry(Path.join(folder, file.path), lines, context)
        }
      }
      answers.withLock { $0[index] = text }
    }
    for text in answers.withLock({ $0 }) { try context.console.out.write(text) }
  }

  /// The runs of lines that come from the objects; those that touch are one.
  private static func lines(
    of found: [FoundObject], in file: GeneratedFile
  ) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for (lines, origin) in file.ranges {
      guard let origin, found.contains(where: { $0.holds(origin) }) else { continue }
      if let last = runs.last, last.upperBound + 1 == lines.lowerBound {
        runs[runs.count - 1] = last.lowerBound...lines.upperBound
      } else {
        runs.append(lines)
      }
    }
    return runs
  }

  private static func entry(
    _ path: String, _ lines: ClosedRange<Int>, _ context: Context
  ) -> [UInt8] {
    guard context.wantsJSON else {
      let end = lines.count == 1 ? "" : "-\(lines.upperBound)"
      return Array("\(path):\(lines.lowerBound)\(end)\n".utf8)
    }
    var json = JSONWriter()
    json.object(nil, .inline) {
      $0.field("schemaVersion", 1)
      $0.object("generated") {
        $0.field("file", path)
        $0.field("line", lines.lowerBound)
        $0.field("endLine", lines.upperBound)
      }
    }
    json.newline()
    return json.take()
  }
}
