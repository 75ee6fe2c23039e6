internal import Diagnostics
internal import Emit

extension GeneratedFile {
  /// The lines without their breaks.
  var lines: [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs of lines that come from one place of the model, or from dsgen itself.
  var ranges: [(lines: ClosedRange<Int>, origin: Span?)] {
    let count = lines.count
    var marks = origins.filter { $0.line <= count }
    if marks.first?.line != 1 { marks.insert(OriginMark(line: 1, span: nil), at: 0) }
    return marks.enumerated().compactMap { index, mark in
      let end = index + 1 < marks.count ? marks[index + 1].line - 1 : count
      return end < mark.line ? nil : (mark.line...end, mark.span)
    }
  }
}
