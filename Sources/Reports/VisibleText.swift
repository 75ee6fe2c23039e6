/// Text of the model as people may see it: what is invisible, turns the reading order or would move a
/// terminal's cursor is shown by its number, as `\u{202E}`.
/// - Parameter keepLines: line breaks stay; else they become blanks.
func visible(_ text: String, keepLines: Bool = false) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || keepLines && $0 == 0x0A }) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result.append(keepLines ? "\n" : " ")
    case "\t", "\r": result.append(" ")
    default:
      if isVisible(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: number(of: scalar).unicodeScalars)
      }
    }
  }
  return String(result)
}

func isVisible(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
    .unassigned:
    return false
  default: return true
  }
}

func number(of scalar: Unicode.Scalar) -> String {
  "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
}
