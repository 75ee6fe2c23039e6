// swift-tools-version: 6.2
import PackageDescription

// The walls between the rooms: a target may import only what is listed here. `make build` adds
// `--explicit-target-dependency-import-check error`, so an undeclared import does not build.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path ?? "Sources/\(name)",
    swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "dsgen",
  products: [.executable(name: "dsgen", targets: ["dsgen"])],
  targets: [
    .systemLibrary(
      name: "CYaml", path: "Sources/CYaml", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CXXHash", path: "Sources/CXXHash", pkgConfig: "libxxhash",
      providers: [.apt(["libxxhash-dev"])]),
    // These two are loaded when they are first used. `pkgConfig` would link them.
    .systemLibrary(
      name: "CGit2", path: "Sources/CGit2", providers: [.apt(["libgit2-dev"])]),
    .target(
      name: "CXML2", path: "Sources/CXML2",
      cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])]),
    .target(name: "Templates", path: "Templates", cSettings: [.unsafeFlags(["-std=c23"])]),
    room("Packing", []),
    room("Diagnostics", ["Packing"]),
    room("Model", ["Diagnostics", "Packing", "CXXHash"]),
    room("DSLFrontend", ["Diagnostics", "Model", "Packing", "CYaml"]),
    room("Governance", ["Change", "Diagnostics", "Model", "IR", "Packing"]),
    room("IR", ["Diagnostics", "Model"]),
    room("Emit", ["Diagnostics", "Templates", "CXML2"]),
    room(
      "Terraform", ["Diagnostics", "Model", "IR", "Emit"], path: "Sources/Backends/Terraform"),
    room(
      "AirflowPython", ["Diagnostics", "Model", "IR", "Emit"],
      path: "Sources/Backends/AirflowPython"),
    room(
      "PostgresSQL", ["Diagnostics", "Model", "IR", "Emit"], path: "Sources/Backends/PostgresSQL"),
    room("KubeYAML", ["Diagnostics", "Model", "IR", "Emit"], path: "Sources/Backends/KubeYAML"),
    room("History", ["Diagnostics", "CGit2"]),
    room("Change", ["Diagnostics", "Model"]),
    room("Present", ["Diagnostics", "Model", "IR", "Emit"]),
    room("Reports", ["Change", "Diagnostics", "Model", "IR", "Emit"]),
    room(
      "Driver",
      [
        "Change", "Diagnostics", "Model", "DSLFrontend", "Governance", "History", "IR", "Emit",
        "Packing", "Present", "Reports", "Terraform", "AirflowPython", "KubeYAML", "PostgresSQL",
      ]),
    .executableTarget(
      name: "dsgen", dependencies: ["Driver"], path: "Sources/dsgen", swiftSettings: settings),
    tests("ReportsTests", ["Diagnostics", "Emit", "Reports"]),
    tests("DriverTests", ["Diagnostics", "Driver", "Emit", "History", "IR", "Model"]),
    .testTarget(name: "HouseRules", swiftSettings: settings),
    tests("EmitTests", ["Emit"]),
    tests("TerraformTests", ["Diagnostics", "Model", "IR", "Emit", "Terraform"]),
    tests("AirflowPythonTests", ["AirflowPython", "Diagnostics", "Emit", "IR", "Model"]),
    tests(
      "GovernanceTests",
      ["Change", "DSLFrontend", "Diagnostics", "Driver", "Governance", "IR", "Model", "Present"]),
    tests("KubeYAMLTests", ["CYaml", "Diagnostics", "Emit", "IR", "KubeYAML", "Model"]),
    tests("GoldenTests", ["dsgen"]),
    room("ModelSamples", ["Model"], path: "Tests/ModelSamples"),
    room(
      "ReaderFuzz", ["Diagnostics", "DSLFrontend", "Model", "ModelSamples"],
      path: "Tests/ReaderFuzz"),
    .executableTarget(
      name: "reader-fuzz", dependencies: ["ReaderFuzz"], path: "Tests/ReaderFuzzRun",
      swiftSettings: settings),
    tests("FrontendTests", ["Diagnostics", "Model", "ModelSamples", "DSLFrontend", "ReaderFuzz"]),
    tests(
      "ChangeTests",
      ["Change", "Diagnostics", "DSLFrontend", "Governance", "Model", "ModelSamples"]),
    tests("ModelTests", ["Model"]),
    tests(
      "IRTests",
      ["AirflowPython", "DSLFrontend", "Diagnostics", "Emit", "IR", "Model", "Terraform"]),
  ]
)
