internal import Emit
internal import IR

/// The table of Secrets, and how to create each.
struct ReadmeSecrets {
  let platform: PlatformPlan

  init(_ platform: PlatformPlan) { self.platform = platform }

  func write(_ page: inout MarkdownWriter) {
    page.heading(2, ["Secrets"])
    page.paragraph([
      "Each of these must exist in namespace ", .code(platform.namespace),
      ". Nothing that dsgen writes holds a value. ",
      .text("\(platform.secrets.objects.count) in all."),
    ])
    page.table(
      ["Secret", "Keys", "Type", "Credential", "Read by"],
      platform.secrets.objects.map(row))
    page.prose(HoleTemplate.text("kube-readme-secrets.md"))
    page.fence("sh", platform.secrets.objects.map(command).joined(separator: "\n"))
  }

  private func row(_ secret: SecretObject) -> [[MarkdownInline]] {
    let readers = secret.readers.map { reader -> [MarkdownInline] in
      [.code(reader.component), ": ", .text(reader.reason)]
    }
    return [
      [.code(secret.name)],
      Array(secret.keys.map { [.code($0)] }.joined(separator: [", "])),
      [.text(secret.type)],
      [.text(secret.credential)],
      Array(readers.joined(separator: ["<br>"])),
    ]
  }

  private func command(_ secret: SecretObject) -> String {
    let head =
      "kubectl -n \(ShellWord.quote(platform.namespace)) create secret generic "
      + ShellWord.quote(secret.name)
    let options = secret.keys.map { key in " \\\n  " + option(secret, key) }
    return head + options.joined() + "\n"
  }

  private func option(_ secret: SecretObject, _ key: String) -> String {
    if secret.type == "generated" {
      switch key {
      case "FERNET_KEY":
        // 32 random bytes in base64url, as Fernet wants them.
        return "--from-literal=FERNET_KEY=\"$(openssl rand -base64 32 | tr '+/' '-_')\""
      case "USER": return "--from-literal=USER=terraform"
      default: return "--from-literal=\(key)=\"$(openssl rand -hex 32)\""
      }
    }
    switch key {
    case "CA_CERT", "PUBLIC_CERT", "PRIVATE_KEY":
      return "--from-file=\(key)=" + ShellWord.quote("<\(Self.meaning(key)), PEM file>")
    default: return "--from-literal=\(key)=" + ShellWord.quote("<\(Self.meaning(key))>")
    }
  }

  private static func meaning(_ key: String) -> String {
    switch key {
    case "USER": "user"
    case "PASSWORD": "password"
    case "TOKEN": "token"
    case "API_KEY": "key"
    case "API_SECRET": "secret"
    case "CA_CERT": "certificate of the authority"
    case "PUBLIC_CERT": "certificate"
    case "PRIVATE_KEY": "private key"
    default: "value"
    }
  }
}
