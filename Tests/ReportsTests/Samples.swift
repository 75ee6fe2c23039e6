import Diagnostics
import Reports

/// Files in memory, in place of a model on the disk.
final class SampleFiles: SourceLookup {
  private let files: [SourceFile]

  init(_ texts: String...) {
    files = texts.enumerated().map { index, text in
      SourceFile(path: index == 0 ? "crm.yaml" : "other\(index).yaml", bytes: Array(text.utf8))
    }
  }

  func path(of file: FileID) -> String { files[Int(file.index)].path }

  func source(_ file: FileID) -> SourceFile? { files[Int(file.index)] }

  /// The span of a text's first occurrence.
  func span(_ text: String, in file: Int = 0) -> Span {
    let bytes = files[file].bytes
    let wanted = Array(text.utf8)
    let start = (0...(bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) } ?? 0
    return Span(file: FileID(file), start: start, end: start + wanted.count)
  }
}

let sampleRule = Rule(
  code: "sample-rule", severity: .error, summary: "", why: "", wrong: "", right: "")

func print(
  _ finding: Diagnostic, _ format: ReportFormat, _ files: SampleFiles, color: Bool = false
) -> String {
  var text: [UInt8] = []
  Report([finding], sources: files).write(format, color: color) { text += $0 }
  return String(decoding: text, as: UTF8.self)
}
