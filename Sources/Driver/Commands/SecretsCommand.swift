internal import Diagnostics
internal import IR
internal import Present
internal import Reports

/// `dsgen secrets`: what must exist before a platform works.
enum SecretsCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let compilation = try Compilation(context, operand: context.operand(0))
    guard let estate = try compilation.estateOrStop(context) else { return compilation.exit }
    let plans = try compilation.platforms(context, estate).map { estate.plan(platform: $0) }
    if context.arguments.has(.verify) {
      return try verify(context, plans).and(compilation.exit)
    }
    for plan in plans {
      if context.wantsJSON {
        try context.console.out.write(SecretsView.json(plan, sources: compilation.files))
      } else {
        try context.console.out.write(SecretsView.text(plan))
      }
    }
    return compilation.exit
  }

  /// Looks for every variable and names all that are missing together. A value is never printed.
  private static func verify(_ context: Context, _ plans: [PlatformPlan]) throws -> ExitCode {
    var missing = 0
    var total = 0
    for plan in plans {
      for object in plan.secrets.objects {
        for (key, variable) in zip(object.keys, object.variables) {
          total += 1
          if context.environment[variable, default: ""].isEmpty {
            missing += 1
            try context.console.out.write(
              "missing: \(variable) (key \(key) of secret \(object.name) in namespace "
                + "\(plan.namespace); \(object.credential) of \(plan.name))\n")
          }
        }
      }
    }
    let names = plans.map(\.name).joined(separator: ", ")
    context.console.say(
      missing == 0
        ? "all \(total) values are there (\(names))"
        : "\(missing) of \(total) values are missing (\(names))")
    return missing == 0 ? .clean : .findings
  }
}

extension Context {
  /// Whether the answer is for a program: `--as json`, or `--format json` where `--as` says nothing.
  var wantsJSON: Bool {
    (arguments.last(.form) ?? (settings.format == .json ? "json" : "text")) == "json"
  }
}
