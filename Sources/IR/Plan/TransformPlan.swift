public import Diagnostics
public import Model

/// A transformer on one platform: waits for its inputs, runs the image, ingests its output.
public struct TransformPlan: Sendable {
  public var workspace: String
  public var description: String?
  /// `<platform>.transform.<workspace>`, at most 200 characters.
  public var dag: String
  public var image: String
  public var command: [String]
  /// Its own cron; nil: it runs when all `inputs` were updated.
  public var schedule: String?
  /// The assets it waits for, sorted; its own output is not among them.
  public var inputs: [String]
  public var mode: TransformerMode
  /// The schema with the views it reads.
  public var inputSchema: String
  /// The schema with the tables it fills.
  public var outputSchema: String
  public var outputStore: String
  /// The table that each output dataset is written to, by dataset name, sorted.
  public var outputTables: [Setting]
  /// Secrets the image gets besides the database's: one variable a key.
  public var secrets: [SecretReference]
  /// The stream that ingests the output.
  public var output: StreamPlan
  public var priority: Priority
  public var database: String
  public var origin: Span

  public init(
    workspace: String, description: String?, dag: String, image: String, command: [String],
    schedule: String?, inputs: [String], mode: TransformerMode, inputSchema: String,
    outputSchema: String, outputStore: String, outputTables: [Setting],
    secrets: [SecretReference], output: StreamPlan, priority: Priority, database: String,
    origin: Span
  ) {
    self.workspace = workspace
    self.description = description
    self.dag = dag
    self.image = image
    self.command = command
    self.schedule = schedule
    self.inputs = inputs
    self.mode = mode
    self.inputSchema = inputSchema
    self.outputSchema = outputSchema
    self.outputStore = outputStore
    self.outputTables = outputTables
    self.secrets = secrets
    self.output = output
    self.priority = priority
    self.database = database
    self.origin = origin
  }
}
