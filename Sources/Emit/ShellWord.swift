/// A word of a POSIX shell command.
public enum ShellWord {
  /// The text as exactly one word, whatever it holds; in single quotes where that is needed.
  public static func quote(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { plain.contains($0) }
    if isPlain { return text }
    var result = "'"
    for scalar in text.unicodeScalars {
      // A NUL can't be in any argument of a program.
      if scalar == "'" { result += "'\\''" } else if scalar != "\0" { result += String(scalar) }
    }
    return result + "'"
  }

  private static let plain = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+=,".utf8)
}
