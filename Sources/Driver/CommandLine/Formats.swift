internal import Diagnostics
internal import Emit
internal import Reports

/// The formats of findings by name.
enum Formats {
  static let names = ReportFormat.allCases.map(\.rawValue)

  static func parse(_ name: String) throws -> ReportFormat {
    if let format = ReportFormat(rawValue: name) {
      if format == .junit, let problem = XMLLibrary.problem {
        throw Failure.usage(
          "libxml2, which writes JUnit's XML, cannot be loaded: \(problem)",
          help:
            "install the package that has the library (on Debian: libxml2), or name another format")
      }
      return format
    }
    let hint = nearest(to: name, among: names).map { "did you mean `\($0)`? " } ?? ""
    throw Failure.usage(
      "there is no format `\(name)`",
      help: hint + "Formats: " + names.joined(separator: ", ") + ".")
  }
}
