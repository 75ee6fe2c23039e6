/// A line of source as it is shown: tabs widened, invisible characters made visible, and a long line
/// cut to a window around the place of interest.
struct DisplayLine {
  private struct Cell {
    let text: String
    let width: Int
  }

  private let cells: [Cell]

  init(_ line: String) {
    var cells: [Cell] = []
    var width = 0
    for scalar in line.unicodeScalars {
      let cell = Self.cell(scalar, at: width)
      cells.append(cell)
      width += cell.width
    }
    self.cells = cells
  }

  /// The text within `limit` columns, and where in it the scalars `[from, to)` stand: their first
  /// column, counted from 0, and their width, at least 1.
  func window(from: Int, to: Int, limit: Int) -> (text: String, column: Int, width: Int) {
    let from = min(max(0, from), cells.count)
    let to = min(max(from, to), cells.count)
    var first = 0
    if total(0..<cells.count) > limit, total(0..<to) > limit {
      first = from
      var before = 0
      while first > 0, before + cells[first - 1].width <= limit / 3 {
        first -= 1
        before += cells[first].width
      }
    }
    var last = first
    var width = 0
    while last < cells.count, width + cells[last].width <= limit {
      width += cells[last].width
      last += 1
    }
    let cut = (before: first > 0 ? "…" : "", after: last < cells.count ? "…" : "")
    let text = cut.before + cells[first..<last].map(\.text).joined() + cut.after
    let column = total(first..<from) + cut.before.count
    return (text, column, max(1, total(from..<max(from, min(to, last)))))
  }

  private func total(_ range: Range<Int>) -> Int { cells[range].reduce(0) { $0 + $1.width } }

  private static func cell(_ scalar: Unicode.Scalar, at column: Int) -> Cell {
    if scalar == "\t" {
      let width = 4 - column % 4
      return Cell(text: String(repeating: " ", count: width), width: width)
    }
    if !isVisible(scalar) {
      // A mark that turns the direction of text must not hide what a line says.
      let text = number(of: scalar)
      return Cell(text: text, width: text.utf8.count)
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return Cell(text: String(scalar), width: 0)
    default: return Cell(text: String(scalar), width: isWide(scalar) ? 2 : 1)
    }
  }

  /// East Asian wide and full-width characters, and pictures (Unicode TR 11).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isEmojiPresentation { return true }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
