@testable import Driver

/// What a run has said and how it ended.
struct RunResult {
  let exit: Int32
  let out: String
  let err: String
}

/// Runs dsgen in this process, in a folder.
func dsgen(
  _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:]
) -> RunResult {
  dsgen(arguments, in: folder, environment: environment)
}

func dsgen(
  _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
) -> RunResult {
  let out = Output(descriptor: nil)
  let err = Output(descriptor: nil)
  let session = Session(
    arguments: arguments, environment: environment, folder: folder.path, out: out, err: err)
  return RunResult(exit: session.run(), out: out.text, err: err.text)
}
