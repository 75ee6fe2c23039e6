internal import Emit
internal import Reports

/// Prints how generated files would differ, one file at a time.
struct ArtifactPrinter {
  private let format: ReportFormat
  /// Bytes of differences that Markdown shows before it only names the files.
  private static let limit = 40_000

  init(_ format: ReportFormat) { self.format = format }

  /// - Returns: how many files differ.
  func print(
    _ difference: ArtifactDifference, to emit: ([UInt8]) throws -> Void
  ) throws -> Int {
    var count = 0
    var shown = 0
    if format == .text { try emit(Array("\n".utf8)) }
    try difference.each { file in
      count += 1
      switch format {
      case .json:
        var json = JSONWriter()
        json.object(nil, .inline) { line in
          line.field("schemaVersion", 1)
          line.field("artifact", file.path)
          line.field("change", file.sort.rawValue)
          line.field("diff", String(decoding: file.difference, as: UTF8.self))
        }
        json.newline()
        try emit(json.take())
      case .markdown:
        var writer = MarkdownWriter()
        writer.paragraph([.text(file.sort.rawValue + " "), .code(file.path)])
        shown += file.difference.count
        if shown <= Self.limit {
          writer.fence("diff", String(decoding: file.difference, as: UTF8.self))
        }
        try emit(Array("\n".utf8) + writer.file(at: "").bytes)
      default: try emit(file.difference)
      }
    }
    return count
  }
}
