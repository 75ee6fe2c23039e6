internal import Model

/// The reference page of the model language, made from the declarations of its fields.
public enum LanguageReference {
  /// `docs/language.md`.
  public static func page() -> String {
    var text = Self.introduction
    text += "\n## Documents\n\n"
    for kind in ObjectKind.documents { text += "- [\(title(kind))](#\(anchor(kind)))\n" }
    for kind in ObjectKind.documents { text += "\n" + section(kind, level: "###") }
    text += "\n## Parts of documents\n"
    for kind in parts() { text += "\n" + section(kind, level: "###") }
    text += "\n" + Self.scalars + "\n" + Self.types + "\n" + Self.homeless
    return text
  }

  /// The parts in the order in which the documents first mention them.
  private static func parts() -> [ObjectKind] {
    var found: [ObjectKind] = []
    func visit(_ kind: ObjectKind) {
      for field in kind.fields {
        guard let item = field.shape.itemKind, !found.contains(item) else { continue }
        found.append(item)
        visit(item)
      }
    }
    for kind in ObjectKind.documents { visit(kind) }
    return found
  }

  private static func section(_ kind: ObjectKind, level: String) -> String {
    var text = "\(level) \(title(kind))\n\n"
    if let short = kind.shortField {
      let field = kind.fields[Int(short)]
      text += "Short form: \(shortForm(field)) in its place sets `\(field.name)`.\n\n"
    }
    text += "| field | what it takes | default | meaning |\n|---|---|---|---|\n"
    for (number, field) in kind.fields.enumerated() {
      if kind.nameField == UInt8(number), kind.documentName == nil {
        text += "| *(the key)* | \(shape(field.shape)) | | \(RulePages.cell(field.doc)) |\n"
        continue
      }
      let only =
        field.onlyFor.isEmpty
        ? ""
        : " Only for type "
          + field.onlyFor.map { "`\($0)`" }
          .joined(separator: ", ") + "."
      text +=
        "| `\(field.name)` | \(shape(field.shape)) | \(fallback(field)) | "
        + "\(RulePages.cell(field.doc))\(only) |\n"
    }
    return text
  }

  private static func title(_ kind: ObjectKind) -> String { kind.documentName ?? kind.title }

  private static func anchor(_ kind: ObjectKind) -> String {
    String(title(kind).lowercased().map { $0 == " " ? "-" : $0 })
  }

  private static func fallback(_ field: Field) -> String {
    if field.required { return "**required**" }
    if let value = field.defaultValue { return "`\(RulePages.cell(value))`" }
    return RulePages.cell(field.otherwise)
  }

  private static func shortForm(_ field: Field) -> String {
    switch field.shape {
    case .scalars, .objects: "a list"
    case .map: "a list or a mapping"
    case .scalar, .object: "a value"
    }
  }

  private static func shape(_ shape: Shape) -> String {
    switch shape {
    case .scalar(let scalar): words(scalar)
    case .scalars(let scalar, let lone):
      lone ? "a list of: \(words(scalar)); one may stand alone" : "a list of: \(words(scalar))"
    case .object(let kind): "\(kind.article) \(link(kind))"
    case .objects(let kind): "a list of \(link(kind))"
    case .map(let kind, let bare):
      "a mapping from names to \(link(kind))" + (bare ? ", or a list of names" : "")
    }
  }

  private static func link(_ kind: ObjectKind) -> String { "[\(title(kind))](#\(anchor(kind)))" }

  private static func words(_ scalar: Scalar) -> String {
    switch scalar {
    case .identifier: "an [identifier](#scalars)"
    case .label: "a [label](#scalars)"
    case .boolean: "`true` or `false`"
    case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .reference(let target): "a [reference](#references) to a \(target.rawValue)"
    case .columnDefinition: "a [type](#column-types), with `not null` or `primary key` behind it"
    case .columnType: "a [type](#column-types)"
    case .physicalName: "an [identifier](#scalars)"
    default: RulePages.cell(scalar.name)
    }
  }
}
