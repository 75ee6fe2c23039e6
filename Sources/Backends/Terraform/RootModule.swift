internal import Diagnostics
internal import Emit
internal import IR

/// The three files of a root module.
enum RootModule {
  static func files(
    _ root: RootPlan, platform: PlatformPlan, origin: Span, capacity: Int = 4096,
    _ resources: (inout HCLWriter) -> Void
  ) -> [GeneratedFile] {
    var connectors = started(capacity)
    resources(&connectors)
    let folder = "\(platform.folder)/terraform/\(root.path)"
    return [
      main(root, at: "\(folder)/main.tf", origin: origin),
      GeneratedFile(path: "\(folder)/variables.tf", bytes: variables),
      connectors.file(at: "\(folder)/connectors.tf"),
    ]
  }

  /// Versions, state and provider. PostgreSQL's address and credentials come by `PG*` variables,
  /// Connect's by `KAFKA_CONNECT_*`; `terraform init` makes the state's schema and table itself, so
  /// none of the backend's `skip_…` switches is set.
  private static func main(_ root: RootPlan, at path: String, origin: Span) -> GeneratedFile {
    var writer = started()
    var texts = HCLTexts()
    texts.text(0) { $0 += root.stateSchema.utf8 }
    writer.block(terraform, origin: origin, texts)
    writer.block(provider, HCLTexts())
    return writer.file(at: path)
  }

  /// With a hole for the state's schema.
  private static let terraform = HCLForm("terraform", []) { terraform in
    terraform.attribute("required_version", .string(">= 1.9"))
    terraform.block("required_providers") { providers in
      providers.attribute(
        "kafka-connect",
        .object([
          HCLEntry("source", .string("Mongey/kafka-connect")),
          HCLEntry("version", .string("0.5.0")),
        ]))
    }
    terraform.block("backend", ["pg"]) { backend in
      backend.attribute("schema_name", .hole(0))
    }
  }

  private static let provider = HCLForm("provider", [.string("kafka-connect")]) { provider in
    provider.attribute("url", .reference(["var", "connect_url"]))
  }

  /// The same in every root.
  private static let variables: [UInt8] = {
    var writer = started()
    writer.block("variable", ["connect_url"]) { variable in
      variable.attribute("type", .reference(["string"]))
      variable.attribute("default", .null)
      variable.attribute(
        "description",
        .string("URL of Kafka Connect's REST interface; null: what KAFKA_CONNECT_URL says."))
    }
    return writer.file(at: "variables.tf").bytes
  }()

  /// One resource block a connector, never `for_each`, which makes plans many times slower.
  static func write(_ connector: Connector, to writer: inout HCLWriter) {
    writer.block(
      "resource", ["kafka-connect_connector", connector.label], origin: connector.origin
    ) { resource in
      resource.attribute("name", .string(connector.name))
      resource.attribute(
        "config",
        .map(
          connector.config.entries.map {
            HCLEntry($0.key, .string($0.value), origin: $0.origin)
          }))
    }
  }

  /// The same block with holes for the sink's own texts.
  static func form(_ sink: Connector) -> HCLForm {
    func hole(_ text: SinkText) -> HCLValue { .hole(text.rawValue) }
    return HCLForm("resource", [.string("kafka-connect_connector"), hole(.label)]) { resource in
      resource.attribute("name", hole(.name))
      resource.attribute(
        "config",
        .map(
          sink.config.entries.map { HCLEntry($0.key, $0.own.map(hole) ?? .string($0.value)) }))
    }
  }

  private static func started(_ capacity: Int = 4096) -> HCLWriter {
    var writer = HCLWriter(capacity: capacity)
    writer.notice()
    return writer
  }
}
