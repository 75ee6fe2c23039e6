public import Diagnostics

/// The colours of a terminal.
public enum Color: String, Sendable {
  case red = "1;31"
  case yellow = "1;33"
  case green = "1;32"
  case cyan = "1;36"
  case blue = "34"
  case bold = "1"
}

/// Paints text, or leaves it plain where colours are not wanted.
public struct Style: Sendable {
  public let color: Bool

  public init(color: Bool) { self.color = color }

  public func paint(_ text: String, _ color: Color) -> String {
    self.color && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  public func of(_ severity: Severity) -> Color {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .cyan
    }
  }
}
