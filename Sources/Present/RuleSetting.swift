public import Diagnostics

extension Rule {
  /// What can be done about the rule besides doing what it says: whether its severity can be set, whether
  /// it can be suppressed and by whom.
  public var setting: String {
    var sentences: [String] = []
    if status == .preview {
      sentences.append(
        "It is told with `--preview`, or where the Ecosystem's `rules:` names its severity.")
    }
    sentences.append(
      severity == .error
        ? "It cannot be switched off."
        : "The Ecosystem's `rules: { \(code): … }` makes it `error`, `warning` or `off`.")
    if isSuppressible {
      sentences.append(
        "A `Suppressions` document can keep quiet about it"
          + (isPolicy ? ", written by the zone." : ", written by the object's team."))
    }
    return sentences.joined(separator: " ")
  }
}
