public import Diagnostics

/// The codes that reading a model can give. Each holds its own page.
extension Rule {
  static let fileNotUTF8 = Rule(
    code: "file-not-utf8", severity: .error, summary: "A file is not UTF-8 text.",
    why: "A model is text. Bytes in another encoding would be read as other names than were meant.",
    wrong: "kind: Team\nname: core\nzone: EU\ndescription: caf\u{FFFD}\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: café\n")
  static let fileHasNUL = Rule(
    code: "file-has-nul", severity: .error, summary: "A file holds a NUL byte.",
    why: "No target of dsgen can carry a NUL, and editors hide it.",
    wrong: "kind: Team\nname: core\nzone: EU\ndescription: a\u{0}b\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: a b\n")
  static let yamlSyntax = Rule(
    code: "yaml-syntax", severity: .error, summary: "A file is not YAML.",
    why: "The rest of the file cannot be read, so references that it may have held are not judged.",
    wrong: "kind: Team\nname: core\nzone: EU\n\tdescription: indented with a tab\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: not indented\n")
  static let nestingTooDeep = Rule(
    code: "nesting-too-deep", severity: .error, summary: "Values are nested more than 64 deep.",
    why: "No part of the language is so deep; a file that is could exhaust its reader.",
    wrong: "kind: Team\nname: core\nzone: EU\ncontacts: "
      + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "\n",
    right: "kind: Team\nname: core\nzone: EU\ncontacts: { owner: jane }\n")
  static let aliasNotSupported = Rule(
    code: "alias-not-supported", severity: .error,
    summary: "Anchors, aliases and `<<` are refused.",
    why: "What is written must be what is meant, line by line; column lists are shared by a shape.",
    wrong: "kind: Team\nname: &n core\nzone: EU\ndescription: *n\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: \"*n\"\n")
  static let tagNotSupported = Rule(
    code: "tag-not-supported", severity: .error, summary: "YAML tags are refused.",
    why: "The language decides what a value is; a tag could make two readers see two values.",
    wrong: "kind: Team\nname: core\nzone: EU\ndescription: !!str 5\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: \"!!str 5\"\n")
  static let kindMissing = Rule(
    code: "kind-missing", severity: .error, summary: "A document does not start with `kind:`.",
    why: "The kind decides how everything behind it is read.",
    wrong: "name: core\nkind: Team\nzone: EU\n", right: "kind: Team\nname: core\nzone: EU\n")
  static let kindUnknown = Rule(
    code: "kind-unknown", severity: .error, summary: "There is no such kind of document.",
    why: "A misspelt kind would otherwise make the document vanish.",
    wrong: "kind: Taem\nname: core\nzone: EU\n", right: "kind: Team\nname: core\nzone: EU\n")
  static let fieldUnknown = Rule(
    code: "field-unknown", severity: .error, covers: ["109", "122"],
    summary: "An object has no such field.",
    why: "A misspelt field would otherwise be ignored, and its default hold.",
    wrong: "kind: Team\nname: core\nzone: EU\ndescripton: Sales\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: Sales\n")
  static let fieldMissing = Rule(
    code: "field-missing", severity: .error,
    covers: ["14", "21", "30", "50", "100", "110a", "130", "134"],
    summary: "A required field is left out.",
    why: "Nothing sensible can be assumed for it.",
    wrong: "kind: Team\nname: core\nzone: EU\ncontainers: { c: { description: no type } }\n",
    right: "kind: Team\nname: core\nzone: EU\ncontainers: { c: { type: kafka } }\n")
  static let fieldNotForType = Rule(
    code: "field-not-for-type", severity: .error,
    summary: "A field belongs to another `type` of its object.",
    why: "It would have no effect, and whoever wrote it thinks it has.",
    wrong: "kind: Team\nname: core\nzone: EU\ncontainers: { c: { type: kafka, host: h } }\n",
    right:
      "kind: Team\nname: core\nzone: EU\ncontainers: { c: { type: kafka, bootstrap: h:1 } }\n")
  static let keyDuplicate = Rule(
    code: "key-duplicate", severity: .error, covers: ["9"],
    summary: "A key is written twice in one place.",
    why: "YAML readers silently keep one of them, and not all the same one.",
    wrong: "kind: Team\nname: core\nzone: EU\ndescription: a\ndescription: b\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: a\n")
  static let valueMissing = Rule(
    code: "value-missing", severity: .error, summary: "A field has no value.",
    why: "An empty value is neither the default nor a text; mostly something was lost.",
    wrong: "kind: Team\nname: core\nzone: EU\ndescription:\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: \"\"\n")
  static let valueForm = Rule(
    code: "value-form", severity: .error, covers: ["29"],
    summary: "A list, a mapping or a scalar stands where another is wanted.",
    why: "Each field has one declared type; nothing is converted by guessing.",
    wrong: "kind: Team\nname: core\nzone: EU\ndescription: [a, b]\n",
    right: "kind: Team\nname: core\nzone: EU\ndescription: a, b\n")
  static let valueInvalid = Rule(
    code: "value-invalid", severity: .error,
    covers: ["15", "17", "18", "20", "54", "56", "65", "68", "119", "125", "126", "131"],
    summary: "A value is not what its field takes.",
    why: "Text is never guessed: a boolean is a plain true or false, a number is plain digits.",
    wrong: "kind: Workspace\nname: lint_w\nteam: USA/sales\nproduction: \"true\"\n"
      + "groups: { g: { reads: [crm.customers] } }\n",
    right: "kind: Team\nname: core\nzone: EU\n"
      + "containers: { c: { type: kafka, read_only: true } }\n")
  static let nameIllegal = Rule(
    code: "name-illegal", severity: .error, covers: ["1", "5", "8"],
    summary: "A name has characters that names cannot have.",
    why: "Names become those of tables, topics, jobs and Kubernetes objects.",
    wrong: "kind: Team\nname: core\nzone: EU\ncontainers: { 2c: { type: kafka } }\n",
    right: "kind: Team\nname: core\nzone: EU\ncontainers: { c2: { type: kafka } }\n")
  static let typeUnknown = Rule(
    code: "type-unknown", severity: .error, covers: ["76", "77", "78", "79", "80", "81", "84"],
    summary: "A column's type is not known or not whole.",
    why: "The type decides how values are captured, staged and merged.",
    wrong: wrongColumn("bigin not null"), right: wrongColumn("bigint not null"))
  static let flowComma = Rule(
    code: "flow-comma", severity: .error, summary: "Inside { } a comma ends the value.",
    why: "`{ total: decimal(18,2) }` is read as `total: decimal(18` and a key `2)`.",
    wrong: wrongColumn("x", flow: "{ id: bigint primary key, total: decimal(18,2) }"),
    right: wrongColumn("x", flow: "{ id: bigint primary key, total: \"decimal(18,2)\" }"))
  static let nameDuplicate = Rule(
    code: "name-duplicate", severity: .error, covers: ["9", "10", "11", "12"],
    summary: "Two objects have one name.",
    why: "References would be ambiguous, and which one counts would depend on the order of files.",
    wrong: "kind: Team\nname: core\nzone: EU\n---\nkind: Team\nname: core\nzone: EU\n",
    right: "kind: Team\nname: core\nzone: EU\n")
  static let referenceUnknown = Rule(
    code: "reference-unknown", severity: .error,
    covers: [
      "2", "6", "23", "24", "25", "26", "29", "34", "56", "58", "70", "74", "85", "92", "96", "103",
      "104", "106", "107", "108", "113",
    ], summary: "A reference points at nothing.",
    why: "What it was meant to point at does not exist in the model, or is spelt otherwise.",
    wrong: "kind: Workspace\nname: lint_w\nteam: USA/sales\n"
      + "groups: { g: { reads: [crm.custmers] } }\n",
    right: "kind: Workspace\nname: lint_w\nteam: USA/sales\n"
      + "groups: { g: { reads: [crm.customers] } }\n")
}

/// All codes of the front end.
public let frontendRules: [Rule] = [
  .fileNotUTF8, .fileHasNUL, .yamlSyntax, .nestingTooDeep, .aliasNotSupported, .tagNotSupported,
  .kindMissing, .kindUnknown, .fieldUnknown, .fieldMissing, .fieldNotForType, .keyDuplicate,
  .valueMissing, .valueForm, .valueInvalid, .nameIllegal, .typeUnknown, .flowComma, .nameDuplicate,
  .referenceUnknown,
]

private func wrongColumn(_ definition: String, flow: String? = nil) -> String {
  """
  kind: Datastore
  name: lint_s
  team: USA/sales
  ingestion: { type: kafka, container: crm_events, credential: crm_kafka }
  datasets:
    d:
      classification: PUB
      columns: \(flow ?? "{ id: bigint primary key, total: \(definition) }")

  """
}
