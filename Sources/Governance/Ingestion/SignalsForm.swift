import Diagnostics
import Model

extension Rule {
  static let signalsForm = Rule(
    code: "signals-form", severity: .error,
    summary: "A signal table is not written as `schema.table`.",
    why: "Debezium finds the table by both names; with one alone it never sees a signal.",
    wrong: signalled("signals"), right: signalled("dsgen.signals"))
}

extension Check {
  static let signalsForm = Check.model(.signalsForm) { facts, found in
    for store in facts.stores {
      guard let ingestion = store.ingestion, let text = ingestion.text(IngestionField.signals)
      else { continue }
      let parts = text.parts(at: ".")
      let legal = parts.allSatisfy { part in
        part.first.map { $0.isLetter || $0 == "_" } == true
          && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      }
      guard parts.count != 2 || !legal else { continue }
      found.append(.notATable(text, at: ingestion.span(IngestionField.signals)))
    }
  }
}

private func signalled(_ table: String) -> String {
  Example.store(
    Example.dataset,
    ingestion: "{ type: cdc, container: orders_db, credential: login, signals: \(table) }")
}

extension Diagnostic {
  fileprivate static func notATable(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .signalsForm, "`\(text)` is not a table `schema.table`", at: span,
      help: "name the source's signal table with its schema, such as dsgen.signals")
  }
}
