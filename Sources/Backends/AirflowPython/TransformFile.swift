internal import Emit
internal import IR
internal import Model

/// The DAG of a transformer: its image, then the stream that merges what it wrote.
struct TransformFile {
  let plan: TransformPlan
  let platform: PlatformPlan

  func file() -> GeneratedFile {
    var writer = PythonWriter()
    writer.notice()
    writer.docstring("Transformer of workspace \(plan.workspace) on platform \(platform.name).")
    writer.blank()
    writer.importModule("json")
    writer.code("airflow-imports.py")
    writer.code("airflow-dag-assets.py")
    writer.mark(plan.origin)
    writer.assign("DAG_ID", .string(plan.dag))
    writer.assign("DESCRIPTION", .optional(plan.description))
    writer.assign("SCHEDULE", .optional(plan.schedule))
    writer.comment("The assets it waits for where it has no schedule")
    writer.assign("INPUTS", .strings(plan.inputs))
    writer.assign("OWNER", .string("dsgen"))
    writer.assign(
      "TAGS",
      Tags.of(platform, ("workspace", plan.workspace), ("store", plan.outputStore)))
    writer.blank()
    writer.assign("TRANSFORMER_IMAGE", .string(plan.image))
    writer.assign("TRANSFORMER_COMMAND", .strings(plan.command))
    writer.assign("TRANSFORMER_WEIGHT", .int(plan.priority.weight))
    writer.assign("TRANSFORMER_LABELS", Variables.plain(platform.podLabels(.transform)))
    writer.assign("TRANSFORMER_ENV", Variables.plain(environment))
    writer.assign(
      "TRANSFORMER_SECRETS", Variables.secrets(platform.postgres.credential + plan.secrets))
    writer.comment("The table for each dataset of the output")
    writer.assign("OUTPUT_TABLES", Variables.plain(plan.outputTables))
    writer.blank()
    writer.streams("OUTPUT", [plan.output])
    writer.blank()
    writer.merges([plan.output], platform)
    writer.pods(platform)
    writer.code("airflow-pods.py")
    writer.code("airflow-merge.py")
    writer.code("airflow-transform.py")
    return writer.file(
      at: "\(platform.folder)/airflow/\(platform.name).transform.\(plan.workspace).py")
  }

  private var environment: [Setting] {
    Variables.database(plan.database, platform.postgres) + [
      Setting(variable: "DSGEN_INPUT_SCHEMA", value: plan.inputSchema),
      Setting(variable: "DSGEN_OUTPUT_SCHEMA", value: plan.outputSchema),
    ]
  }
}
