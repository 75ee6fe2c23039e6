public import Diagnostics
internal import Emit
public import IR

/// The secrets that must exist, for people and for programs. There are no values to show.
public enum SecretsView {
  /// A table of one platform.
  public static func text(_ platform: PlatformPlan) -> String {
    var table = TextTable(["SECRET", "KEY", "VARIABLE", "CREDENTIAL", "READ BY"])
    for object in platform.secrets.objects {
      let readers = Array(Set(object.readers.map(\.component))).sorted().joined(separator: ", ")
      for (index, (key, variable)) in zip(object.keys, object.variables).enumerated() {
        let isFirst = index == 0
        table.add([
          isFirst ? object.name : "", key, variable,
          isFirst ? "\(object.credential) (\(object.type))" : "", isFirst ? readers : "",
        ])
      }
    }
    let title = "\(platform.name): \(platform.secrets.objects.count) secrets in namespace "
    return title + platform.namespace + "\n\n" + table.text + "\n"
  }

  /// One object a line, one a secret.
  public static func json(_ platform: PlatformPlan, sources: any SourceLookup) -> [UInt8] {
    var json = JSONWriter()
    for object in platform.secrets.objects {
      json.object(nil, .inline) { line in
        line.field("schemaVersion", 1)
        line.field("platform", platform.name)
        line.field("namespace", platform.namespace)
        line.field("secret", object.name)
        line.field("type", object.type)
        line.field("keys", object.keys)
        line.field("variables", object.variables)
        line.field("credential", object.credential)
        line.array("readers") { readers in
          for reader in object.readers {
            readers.object {
              $0.field("component", reader.component)
              $0.field("reason", reader.reason)
            }
          }
        }
        let place = sources.place(of: object.origin)
        line.field("file", place.path)
        line.field("line", place.start.line)
        line.field("column", place.start.column)
      }
      json.newline()
    }
    return json.take()
  }
}
