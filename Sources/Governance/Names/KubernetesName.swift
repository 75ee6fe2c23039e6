import Diagnostics
import Model

extension Rule {
  static let kubernetesName = Rule(
    code: "kubernetes-name", severity: .error, covers: ["7", "8"],
    summary: "A name cannot be that of a Kubernetes object.",
    why: """
      Namespaces and Services are named by RFC 1123 and RFC 1035 labels: lower-case letters, digits \
      and `-`, a letter or digit at both ends, at most 63 characters (a Service begins with a letter). \
      Secrets and storage classes may also have dots. The API server refuses everything else, and \
      with it the whole file.
      """,
    wrong: Example.platform(namespace: "DS_Prod"), right: Example.platform(namespace: "ds-prod"))
}

extension Check {
  static let kubernetesName = Check.model(.kubernetesName) { facts, found in
    for platform in facts.model.platforms { check(platform, &found) }
    for team in facts.model.teams {
      guard let object = team.definition else { continue }
      for credential in object.objects(TeamField.credentials) { check(credential, &found) }
    }
  }
}

private func check(_ platform: Platform, _ found: inout [Diagnostic]) {
  let object = platform.object
  expect(object, PlatformField.namespace, "a namespace", label, &found)
  if ends(platform.name) { found.append(.badEnd("platform", platform.name, at: object.span)) }
  if let postgres = object.object(PlatformField.postgres) {
    if !postgres.bool(PostgresField.external) {
      expect(postgres, PostgresField.host, "a Service", service, &found)
    }
    expect(postgres, PostgresField.storageClass, "a storage class", subdomain, &found)
  }
  if let kafka = object.object(PlatformField.kafka) {
    if !kafka.bool(KafkaField.external) {
      expect(kafka, KafkaField.cluster, "a Service", service, &found)
    }
    // Kafka Connect is the platform's own, whatever cluster it works on.
    expect(kafka, KafkaField.connect, "a Service", service, &found)
  }
  if let airflow = object.object(PlatformField.airflow), !airflow.bool(AirflowField.external) {
    expect(airflow, AirflowField.name, "a Service", { service($0) && $0.utf8.count <= 48 }, &found)
  }
  if let artifacts = object.object(PlatformField.artifacts) {
    expect(artifacts, ArtifactsField.storageClass, "a storage class", subdomain, &found)
  }
  for credential in object.objects(PlatformField.credentials) { check(credential, &found) }
}

private func check(_ credential: Object, _ found: inout [Diagnostic]) {
  if credential.has(CredentialField.secret) {
    expect(credential, CredentialField.secret, "a Secret", subdomain, &found)
  } else if let name = credential.text(CredentialField.name), ends(name) {
    found.append(.badEnd("credential", name, at: credential.span))
  }
}

private func expect(
  _ object: Object, _ field: some FieldSet, _ use: String, _ legal: (String) -> Bool,
  _ found: inout [Diagnostic]
) {
  guard let text = object.text(field), !legal(text) else { return }
  found.append(.illegal(use, text, at: object.span(field)))
}

private func ends(_ name: String) -> Bool { name.hasSuffix("_") || name.hasSuffix("-") }

/// RFC 1123.
private func label(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
  return isAlphanumeric(first) && isAlphanumeric(last)
    && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
}

/// RFC 1035: a label that begins with a letter.
private func service(_ text: String) -> Bool {
  label(text) && text.utf8.first.map { $0 > 57 } == true
}

private func subdomain(_ text: String) -> Bool {
  text.utf8.count <= 253
    && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label(String($0)) }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  (48...57).contains(byte) || (97...122).contains(byte)
}

extension Diagnostic {
  fileprivate static func illegal(_ use: String, _ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .kubernetesName, "Kubernetes does not take `\(text)` as the name of \(use)", at: span,
      help: "lower-case letters, digits and `-`, with a letter or digit at both ends")
  }

  fileprivate static func badEnd(_ kind: String, _ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .kubernetesName,
      "\(kind) `\(name)` ends in `\(name.suffix(1))`, which no Kubernetes name may",
      at: span, help: "rename it so that it ends in a letter or a digit")
  }
}
