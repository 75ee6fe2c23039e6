internal import Diagnostics
internal import Emit
internal import IR
internal import Reports

/// `dsgen why FILE[:LINE]`: which line of the model a generated line comes from.
enum WhyCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let question = try Question(context.operand(0) ?? "", context)
    if question.isRecord { return try tellRecord(question, context) }
    let compilation = try Compilation(context, operand: try question.model(context))
    guard let estate = try compilation.estateOrStop(context) else { return compilation.exit }
    guard let platform = estate.graphs.firstIndex(where: { $0.name == question.platform })
    else {
      throw Failure.usage(
        "\(question.shown) is of platform `\(question.platform)`, which the model does not have")
    }
    let generator = Generator(estate, platform: platform, owner: question.owner)
    guard let file = find(question.path, generator) else {
      throw Failure.usage(
        "the model gives no file \(question.shown)",
        help:
          "it may be left from an earlier model, or not be dsgen's; `dsgen render` removes what "
          + "is left over")
    }
    try compareWithDisk(file, question, context)
    if let line = question.line {
      try answer(line, file, question, compilation.files, context)
    } else {
      try list(file, question, compilation.files, context)
    }
    return .clean
  }

  /// A manifest is about the whole run: no line of it comes from one line of the model.
  private static func tellRecord(_ question: Question, _ context: Context) throws -> ExitCode {
    guard context.wantsJSON else {
      try context.console.out.write(
        "\(question.shown): dsgen's own record of what `dsgen \(question.owner.rawValue)` has "
          + "written\n")
      return .clean
    }
    var json = JSONWriter()
    json.object(nil, .inline) { object in
      object.field("schemaVersion", 1)
      object.object("generated") { $0.field("file", question.shown) }
      object.null("file")
    }
    json.newline()
    try context.console.out.write(json.take())
    return .clean
  }

  /// The pieces whose names are in the path first: as a rule the first is the right one.
  private static func find(_ path: String, _ generator: Generator) -> GeneratedFile? {
    let likely = generator.pieces.filter { generator.isLikely($0, path) }
    let others = generator.pieces.filter { !generator.isLikely($0, path) }
    for piece in likely + others {
      if let file = generator.generate(piece).files.first(where: { $0.path == path }) {
        return file
      }
    }
    return nil
  }

  private static func compareWithDisk(
    _ file: GeneratedFile, _ question: Question, _ context: Context
  ) throws {
    let disk = try? FileSystem.read(question.diskPath)
    if disk == file.bytes { return }
    guard let disk else {
      return context.console.tell(
        "note: \(question.shown) cannot be read; this is what it would hold")
    }
    let first = zip(disk, file.bytes).prefix { $0 == $1 }
    let line = first.count { $0.0 == UInt8(ascii: "\n") } + 1
    context.console.tell(
      "note: \(question.shown) is not what the model gives, from line \(line) on; the answer is about "
        + "what the model gives. `dsgen \(question.owner.rawValue)` writes it anew")
  }

  private static func answer(
    _ line: Int, _ file: GeneratedFile, _ question: Question, _ sources: ModelFiles,
    _ context: Context
  ) throws {
    let lines = file.lines
    guard (1...max(1, lines.count)).contains(line) else {
      throw Failure.usage("\(question.shown) has \(lines.count) lines, not \(line)")
    }
    let origin = file.origin(ofLine: line)
    if context.wantsJSON {
      return try context.console.out.write(
        json(question.shown, line...line, origin, sources))
    }
    var text = "\(question.shown):\(line): \(lines[line - 1])\n"
    if let origin {
      text += Report.place(
        origin, label: "it comes from here", sources: sources, color: context.console.colorOut)
    } else {
      text += "  it comes from dsgen itself, whatever the model says\n"
    }
    try context.console.out.write(text)
  }

  private static func list(
    _ file: GeneratedFile, _ question: Question, _ sources: ModelFiles, _ context: Context
  ) throws {
    for (range, origin) in file.ranges {
      if context.wantsJSON {
        try context.console.out.write(json(question.shown, range, origin, sources))
        continue
      }
      let place = origin.map { sources.place(of: $0).text } ?? "dsgen itself"
      let lines =
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
      try context.console.out.write("\(question.shown):\(lines): \(place)\n")
    }
  }

  private static func json(
    _ file: String, _ lines: ClosedRange<Int>, _ origin: Span?, _ sources: ModelFiles
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object(nil, .inline) { object in
      object.field("schemaVersion", 1)
      object.object("generated") {
        $0.field("file", file)
        $0.field("line", lines.lowerBound)
        $0.field("endLine", lines.upperBound)
      }
      guard let place = origin.map(sources.place(of:)) else { return object.null("file") }
      object.field("file", place.path)
      object.field("line", place.start.line)
      object.field("column", place.start.column)
      object.field("endLine", place.end.line)
      object.field("endColumn", place.end.column)
    }
    json.newline()
    return json.take()
  }
}

/// `FILE[:LINE]`, and the output folder that the file is in.
private struct Question {
  let owner: OutputFolder.Owner
  let platform: String
  /// Below the output folder.
  let path: String
  let diskPath: String
  /// As the user wrote it.
  let shown: String
  let line: Int?
  private let outputFolder: String

  init(_ text: String, _ context: Context) throws {
    (shown, line) = Self.split(text, context)
    diskPath = Path.absolute(Path.join(context.folder, shown))
    if try FileSystem.status(diskPath)?.kind == .folder {
      throw Failure.usage("\(shown) is a folder", help: "name a file in it")
    }
    guard let (folder, mark) = try Self.output(of: diskPath),
      let owner = OutputFolder.Owner(rawValue: mark.command)
    else {
      throw Failure.usage(
        "\(shown) is in no output folder of dsgen",
        help: "an output folder holds \(OutputFolder.markName); `dsgen render` makes one")
    }
    self.owner = owner
    outputFolder = folder
    path = String(diskPath.dropFirst(folder.count + 1))
    platform = String(path.prefix { $0 != "/" })
  }

  /// Whether it is the mark of the output folder, or a platform's manifest.
  var isRecord: Bool {
    path == OutputFolder.markName || path.hasPrefix(platform + "/manifest/")
  }

  /// The model: named, else around the current folder, else around the output folder.
  func model(_ context: Context) throws -> String? {
    if let named = context.operand(1) { return named }
    if (try? ModelFolder.find(nil, from: context.folder)) != nil { return nil }
    guard let found = try? ModelFolder.find(nil, from: outputFolder) else {
      throw Failure.usage(
        "no model here", help: "name its folder: dsgen why \(shown) DIR")
    }
    return found.root
  }

  private static func split(_ text: String, _ context: Context) -> (String, Int?) {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]),
      (try? FileSystem.status(Path.join(context.folder, text))) == nil
    else { return (text, nil) }
    return (String(text[..<colon]), line)
  }

  private static func output(of path: String) throws -> (String, FolderMark)? {
    var folder = path
    while folder != "/" {
      folder = Path.parent(folder)
      let mark = Path.join(folder, OutputFolder.markName)
      if let found = try ManifestReader.read(FolderMark.self, mark) { return (folder, found) }
    }
    return nil
  }
}
