internal import Diagnostics
internal import Reports

/// The formats of findings by name.
enum Formats {
  static let names = ReportFormat.allCases.map(\.rawValue)

  static func parse(_ name: String) throws -> ReportFormat {
    if let format = ReportFormat(rawValue: name) { return format }
    let hint = nearest(to: name, among: names).map { "did you mean `\($0)`? " } ?? ""
    throw Failure.usage(
      "there is no format `\(name)`",
      help: hint + "Formats: " + names.joined(separator: ", ") + ".")
  }
}
