/// What generated files are of: the same words in every run, whatever else the model holds. No name has a
/// space.
enum PieceKey {
  static let shared = "shared"
  static let bootstrap = "bootstrap"

  static func slice(_ store: String, _ number: Int) -> String { "slice \(store) \(number)" }
  static func store(_ name: String) -> String { "store " + name }
  static func transform(_ workspace: String) -> String { "transform " + workspace }
  static func workspace(_ name: String) -> String { "workspace " + name }

  /// The store or the workspace that a key names; nil where it names none.
  static func owner(of key: String) -> (kind: Substring, name: Substring)? {
    let words = key.split(separator: " ")
    return words.count > 1 ? (words[0], words[1]) : nil
  }
}
