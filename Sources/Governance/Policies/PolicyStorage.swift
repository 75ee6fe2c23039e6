import Diagnostics
import Model

extension Rule {
  static let policyStorage = Rule(
    code: "policy-storage", severity: .error, covers: ["38"], isPolicy: true,
    summary:
      "Data is, or comes from, a type of container that a zone's policy does not let hold it.",
    why: """
      A zone's `policies.storage` say which types of containers may hold its data. A platform holds it in \
      `postgres`, and what arrives by topics in `kafka`, its own or an external one. Which containers and \
      platforms are judged is on the page of policy-location.
      """,
    wrong: Example.zoned("storage: { allow: [postgres] }"),
    right: Example.zoned("storage: { allow: [postgres, kafka] }"))
}

extension Check {
  static let policyStorage = Check.model(.policyStorage) { facts, found in
    for breach in facts.breaches where breach.fault.kind == .storage {
      found.append(.forbidden(breach))
    }
  }
}

extension Diagnostic {
  fileprivate static func forbidden(_ breach: Breach) -> Diagnostic {
    breach.diagnostic(
      .policyStorage, "\(breach.keeper) is of type `\(breach.fault.thing)`, \(breach.verdict)",
      help: breach.help("an allowed type of container"))
  }
}
