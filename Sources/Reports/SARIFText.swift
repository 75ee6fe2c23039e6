internal import Diagnostics
internal import Emit

/// The texts of a SARIF log.
enum SARIFText {
  /// A message: braces are doubled (3.11.5: single ones hold the place of an argument), and nothing in it
  /// becomes a link (3.11.6).
  static func message(_ text: String) -> String {
    var result = ""
    var last: Unicode.Scalar?
    for scalar in visible(text, keepLines: true).unicodeScalars {
      if last == "]", scalar == "(" { result += " " }
      if scalar == "{" || scalar == "}" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
      last = scalar
    }
    return result
  }

  /// A path as a URI reference (RFC 3986); a relative one is meant from the repository's root.
  static func uri(_ path: String) -> String {
    var result = path.utf8.first == UInt8(ascii: "/") ? "file://" : ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/":
        result.unicodeScalars.append(scalar)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  /// What is told of a rule once, for all its results.
  static func write(_ rule: Rule?, _ code: String, to object: inout JSONWriter) {
    object.field("id", code)
    guard let rule else { return }
    object.object("shortDescription", .inline) { $0.field("text", rule.summary) }
    object.object("fullDescription", .inline) { $0.field("text", rule.why) }
    object.object("help") { help in
      help.field("text", rule.why + example("wrong", rule.wrong) + example("right", rule.right))
      help.field("markdown", rule.why + fenced("Wrong", rule.wrong) + fenced("Right", rule.right))
    }
    object.object("defaultConfiguration", .inline) { $0.field("level", rule.severity.name) }
  }

  private static func example(_ title: String, _ model: String) -> String {
    model.isEmpty ? "" : "\n\n\(title):\n\n" + visible(model, keepLines: true)
  }

  private static func fenced(_ title: String, _ model: String) -> String {
    if model.isEmpty { return "" }
    var markdown = MarkdownWriter()
    markdown.fence("yaml", model)
    let block = String(decoding: markdown.file(at: "").bytes, as: UTF8.self)
    return "\n\n**\(title)**\n\n" + block
  }
}
