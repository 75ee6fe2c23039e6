import Foundation
import Testing

@testable import Driver

/// What only a process of its own can show: being killed, interrupted, waited for, cut off.
@Suite struct ProcessTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A process of more than 9 GiB has no blank before the number.
  @Test(arguments: [("VmHWM:\t 6993364 kB", 6_993_364), ("VmHWM:\t10371220 kB", 10_371_220)])
  func peakMemory(_ line: String, _ kibibytes: Int) {
    let status = "Name:\tdsgen\nVmPeak:\t99 kB\n\(line)\nVmRSS:\t5 kB\n"
    #expect(Statistics.kibibytes("VmHWM", in: status) == kibibytes)
    #expect(Statistics.kibibytes("VmSwap", in: status) == nil)
  }

  /// A run that is killed leaves each file as it was or as it shall be; the next run completes it.
  @Test func killedAtAnyInstant() throws {
    try BulkModel(note: "before").write("a", in: folder)
    try BulkModel(note: "after", more: ["t_more"]).write("b", in: folder)
    let old = try tree("a")
    let new = try tree("b")
    try start(from: "a")
    var delay: UInt32 = 2_000
    var kills = 0
    while delay < 3_000_000 {
      let program = try Program("render", "b", "--out", "out", "--jobs", "2", in: folder)
      usleep(delay)
      program.signal(SIGKILL)
      if program.finish().exit == 0 { break }
      kills += 1
      for (path, text) in folder.tree("out") where !path.hasSuffix("/") {
        let name = path.split(separator: "/").last ?? ""
        if name.hasPrefix(".dsgen-") || ["index.json", "run.json"].contains(name) { continue }
        #expect(text == old[path] || text == new[path], "\(path) is neither old nor new")
      }
      delay = delay * 5 / 4
    }
    #expect(kills > 5)
    let last = try Program("render", "b", "--out", "out", in: folder).finish()
    #expect(last.exit == 0, "\(last.err)")
    #expect(outTree() == new)
  }

  /// As above, where nothing was there before: no file may be left without an owner.
  @Test func killedOnItsFirstRun() throws {
    try BulkModel(note: "before").write("a", in: folder)
    try BulkModel(datasets: 300, note: "after").write("b", in: folder)
    let new = try tree("b")
    for delay: UInt32 in [100_000, 200_000, 400_000, 600_000] {
      let program = try Program("render", "a", "--out", "out", in: folder)
      usleep(delay)
      program.signal(SIGKILL)
      _ = program.finish()
    }
    let last = try Program("render", "b", "--out", "out", in: folder).finish()
    #expect(last.exit == 0, "\(last.err)")
    #expect(outTree() == new)
  }

  /// By SIGTERM: a shell may have told its jobs to ignore SIGINT, which dsgen handles alike.
  @Test func interrupted() throws {
    try BulkModel(datasets: 4000, slices: 100, note: "before").write("a", in: folder)
    try BulkModel(datasets: 4000, slices: 100, note: "after").write("b", in: folder)
    let new = try tree("b")
    try start(from: "a")
    var wasInterrupted = false
    for _ in 0..<5 where !wasInterrupted {
      let program = try Program("render", "b", "--out", "out", "--jobs", "1", in: folder)
      while program.isRunning, !isWriting { usleep(500) }
      program.signal(SIGTERM)
      let result = program.finish()
      wasInterrupted = result.exit == 130
      if !wasInterrupted {
        #expect(result.exit == 0)
        try start(from: "a")
      }
    }
    #expect(wasInterrupted)
    #expect(!folder.tree("out").keys.contains { $0.contains(".dsgen-tmp-") })
    #expect(try Program("render", "b", "--out", "out", in: folder).finish().exit == 0)
    #expect(outTree() == new)
  }

  @Test func theSecondOfTwoWaits() throws {
    try BulkModel(datasets: 10, slices: 2).write("a", in: folder)
    try folder.write("out/.dsgen-lock", "")
    let lock = open(folder.at("out/.dsgen-lock"), O_RDWR)
    #expect(flock(lock, LOCK_EX) == 0)
    let second = try Program("render", "a", "--out", "out", in: folder)
    #expect(second.waitForError("another dsgen is writing into out; waiting for it"))
    let third = try Program("render", "a", "--out", "out", "--no-wait", in: folder).finish()
    #expect(third.exit == 74 && third.err.contains("another dsgen is writing into out"))
    #expect(folder.tree("out") == [".dsgen-lock": ""])
    close(lock)
    #expect(second.finish().exit == 0)
    #expect(folder.tree("out")[".dsgen-lock"] == nil)
  }

  @Test func manyAtOnce() throws {
    try BulkModel(datasets: 60, slices: 4).write("a", in: folder)
    let expected = try tree("a")
    let programs = try (0..<6).map { _ in try Program("render", "a", "--out", "out", in: folder) }
    #expect(programs.map { $0.finish().exit } == [0, 0, 0, 0, 0, 0])
    #expect(outTree() == expected)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let script = "'\(Program.path)' explain | head -n 1; echo ${PIPESTATUS[0]}"
    let result = try shell("for i in 1 2 3 4 5; do \(script); done")
    #expect(result.err.isEmpty)
    #expect(result.out.split(separator: "\n").count { $0 == "0" } == 5)
  }

  @Test func aFullDeviceIsTold() throws {
    let result = try shell("'\(Program.path)' explain > /dev/full")
    #expect(result.exit == 74)
    #expect(result.err.contains("cannot write standard output: the disk is full"))
  }

  /// Needs the right to mount a small disk.
  @Test(.enabled(if: getuid() == 0)) func aFullDisk() throws {
    try BulkModel(datasets: 20, slices: 2, note: "before").write("a", in: folder)
    try BulkModel(datasets: 2000, slices: 20, note: "after").write("b", in: folder)
    let old = try tree("a")
    let new = try tree("b")
    let room = (Self.pages(old) + Self.pages(new)) / 2 * 4
    let mount = "mkdir out && mount -t tmpfs -o size=\(room)k,nr_inodes=0 tmpfs out"
    guard try shell(mount).exit == 0 else { return }
    defer { _ = try? shell("umount out") }
    try start(from: "a")
    let result = try Program("render", "b", "--out", "out", in: folder).finish()
    #expect(result.exit == 74)
    #expect(result.err.contains("the disk is full"), "\(result.err)")
    let tree = outTree()
    #expect(!tree.keys.contains { $0.contains(".dsgen-tmp-") })
    for (path, text) in old where !path.hasSuffix("index.json") {
      #expect(tree[path] == text || tree[path] == new[path])
    }
    _ = try shell("mount -o remount,size=100m out")
    #expect(try Program("render", "b", "--out", "out", in: folder).finish().exit == 0)
    #expect(outTree() == new)
  }

  /// What a tree takes on a disk of 4 KiB blocks.
  private static func pages(_ tree: [String: String]) -> Int {
    tree.values.reduce(0) { $0 + ($1.utf8.count + 4095) / 4096 }
  }

  private var isWriting: Bool {
    folder.read("out/prod/manifest/index.json")?.contains("\"state\": \"writing\"") ?? false
  }

  /// Renders into `out`, whatever is there.
  private func start(from model: String) throws {
    let result = try Program("render", model, "--out", "out", in: folder).finish()
    #expect(result.exit == 0, "\(result.err)")
  }

  /// What a model gives in a folder of its own.
  private func tree(_ model: String) throws -> [String: String] {
    let result = try Program("render", model, "--out", "tree-" + model, in: folder).finish()
    #expect(result.exit == 0, "\(result.err)")
    return folder.tree("tree-" + model).filter { !$0.key.hasSuffix("/run.json") }
  }

  private func outTree() -> [String: String] {
    folder.tree("out").filter { !$0.key.hasSuffix("/run.json") }
  }

  private func shell(_ command: String) throws -> RunResult {
    let process = Process()
    let out = Pipe()
    let err = Pipe()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardOutput = out
    process.standardError = err
    try process.run()
    let output = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return RunResult(exit: process.terminationStatus, out: output, err: errors)
  }
}
