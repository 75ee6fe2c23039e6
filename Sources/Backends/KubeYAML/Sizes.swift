internal import Emit

/// What a container asks for and may use.
struct Size {
  let cpu: String
  let memory: String
  let cpuLimit: String
  let memoryLimit: String

  var node: YAMLNode {
    [
      "requests": ["cpu": .text(cpu), "memory": .text(memory)],
      "limits": ["cpu": .text(cpuLimit), "memory": .text(memoryLimit)],
    ]
  }
}

/// Sizes to begin with; the README says how to change them without editing these files.
extension Size {
  static let postgres = Size(cpu: "500m", memory: "2Gi", cpuLimit: "4", memoryLimit: "4Gi")
  static let kafka = Size(cpu: "250m", memory: "1536Mi", cpuLimit: "2", memoryLimit: "3Gi")
  static let connect = Size(cpu: "500m", memory: "2Gi", cpuLimit: "4", memoryLimit: "4Gi")
  static let apiServer = Size(cpu: "250m", memory: "1Gi", cpuLimit: "2", memoryLimit: "2Gi")
  static let dagProcessor = Size(cpu: "500m", memory: "1Gi", cpuLimit: "2", memoryLimit: "2Gi")
  static let triggerer = Size(cpu: "100m", memory: "512Mi", cpuLimit: "1", memoryLimit: "1Gi")
  static let small = Size(cpu: "50m", memory: "64Mi", cpuLimit: "1", memoryLimit: "256Mi")
  static let airflowCommand = Size(cpu: "100m", memory: "512Mi", cpuLimit: "1", memoryLimit: "1Gi")

  /// LocalExecutor runs each task that waits for its pod as a process of about 160 MiB beside the
  /// scheduler.
  static func scheduler(parallelism: Int) -> Size {
    Size(
      cpu: "500m", memory: "\(512 + parallelism * 40)Mi", cpuLimit: "4",
      memoryLimit: "\(1024 + parallelism * 192)Mi")
  }
}
