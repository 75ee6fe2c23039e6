import Diagnostics
import Model

extension Rule {
  static let imageIllegal = Rule(
    code: "image-illegal", severity: .error, covers: ["100", "134"],
    summary: "A container image is not a name that can be pulled.",
    why: """
      Kubernetes takes any text for an image and says InvalidImageName only on the node. A name has \
      lower-case parts with `/` between them, perhaps a registry with its port before them, and a `:tag` or a \
      `@sha256:…` digest behind them.
      """,
    wrong: run("https://r.acme.internal/maker:1"), right: run("r.acme.internal:5000/maker:1"))
}

extension Check {
  static let imageIllegal = Check.model(.imageIllegal) { facts, found in
    func check(_ object: Object, _ field: some FieldSet) {
      guard let text = object.text(field), let problem = imageProblem(text) else { return }
      found.append(.illegal(text, problem, at: object.span(field)))
    }
    for workspace in facts.model.workspaces {
      if let transformer = workspace.transformer { check(transformer, TransformerField.image) }
    }
    for platform in facts.model.platforms {
      guard let images = platform.object.object(PlatformField.images) else { continue }
      for field in ImagesField.allCases { check(images, field) }
    }
  }
}

/// What is wrong with a text as an image; nil if nothing is. Source: the grammar of references in
/// github.com/distribution/reference.
private func imageProblem(_ text: String) -> String? {
  if text.isEmpty { return "it is empty" }
  if text.holds("://") { return "an image has no `https://` before it" }
  var name = text[...]
  if let (before, digest) = name.cut(at: "@") {
    guard isDigest(digest) else { return "behind `@` a digest such as sha256:… is wanted" }
    name = before
  }
  var parts = name.parts(at: "/")
  if let (last, tag) = parts[parts.count - 1].cut(at: ":") {
    guard isTag(tag) else {
      return tag.isEmpty ? "nothing stands behind the `:`" : "`\(tag)` is not a tag"
    }
    parts[parts.count - 1] = last
  }
  if parts.count > 1,
    parts[0].holds(".") || parts[0].holds(":") || parts[0] == "localhost"
  {
    let registry = parts.removeFirst()
    guard isHost(String(registry)) || isHostPort(String(registry)) else {
      return "`\(registry)` is not a registry"
    }
  }
  return parts.first { !isPart($0) }.map {
    $0.isEmpty
      ? "a part of its name is empty"
      : "`\($0)` has more than lower-case letters, digits "
        + "and `.`, `_`, `-` between them"
  }
}

private func isDigest(_ text: Substring) -> Bool {
  guard let (name, digits) = text.cut(at: ":"), !name.isEmpty else { return false }
  return digits.utf8.count >= 32
    && digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
}

private func isTag(_ text: Substring) -> Bool {
  guard let first = text.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else {
    return false
  }
  return text.utf8.count <= 128
    && text.utf8.allSatisfy { isLower(Fold.lower($0)) || ".-_".utf8.contains($0) }
}

private func isPart(_ text: Substring) -> Bool {
  guard let first = text.utf8.first, let last = text.utf8.last else { return false }
  return isLower(first) && isLower(last)
    && text.utf8.allSatisfy { isLower($0) || ".-_".utf8.contains($0) } && !text.holds("..")
}

private func isLower(_ byte: UInt8) -> Bool {
  (97...122).contains(byte) || (48...57).contains(byte)
}

private func run(_ image: String) -> String {
  """
  kind: Workspace
  name: masking
  team: USA/sales
  groups:
    input: { reads: [crm.customers] }
  transformer: { image: "\(image)", output: masked_crm }

  """
}

extension Diagnostic {
  fileprivate static func illegal(_ text: String, _ problem: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .imageIllegal, "`\(text)` cannot be pulled: \(problem)", at: span,
      help: "registry.example.com/team/name:1.4.0, or …/name@sha256:… to pin it")
  }
}
