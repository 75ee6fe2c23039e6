import Testing

/// Walls that the build can't know. Each test names the files that break its rule.
@Suite struct HouseRulesTests {
  /// Rooms that are pure functions of bytes: no disk, no clock, no environment, no threads.
  static let pureRooms: Set<String> = [
    "Change", "Diagnostics", "Model", "DSLFrontend", "Governance", "IR", "Emit", "Backends",
    "Packing", "Present", "Reports",
  ]
  static let impureModules: Set<String> = [
    "Foundation", "FoundationEssentials", "FoundationInternationalization", "Glibc", "Musl",
    "Dispatch", "Synchronization",
  ]
  static let libraries: Set<String> = ["CGit2", "CYaml", "CXXHash", "CXML2", "Templates"]

  @Test func pureRoomsStayPure() throws {
    try expectNone(in: Repository.sources) { path, line in
      guard let module = importedModule(line) else { return false }
      return Self.pureRooms.contains(Repository.room(of: path))
        && Self.impureModules.contains(module)
    }
  }

  /// It and ICU would be loaded, or set up, before the first line of dsgen runs.
  @Test func noFoundationIsUsed() throws {
    try expectNone(in: Repository.sources) { _, line in
      importedModule(line)?.hasPrefix("Foundation") ?? false
    }
  }

  @Test func theDriverUsesNoLibraryOfC() throws {
    try expectNone(in: Repository.sources.filter { Repository.room(of: $0) == "Driver" }) {
      importedModule($1).map(Self.libraries.contains) ?? false
    }
  }

  /// About 100 lines a file, a second look at 300, and no further than this.
  @Test func filesStayShort() throws {
    let long = try Repository.sources.filter { try Repository.lines(of: $0).count > 401 }
    #expect(long == [])
  }

  @Test func theEntryIsNothingButAnEntry() throws {
    #expect(try Repository.lines(of: "Sources/dsgen/main.swift").count < 30)
  }

  @Test func nothingIsLeftForLater() throws {
    let words = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
    try expectNone(in: Repository.written) { _, line in
      line.split { !$0.isLetter }.contains { words.contains(String($0)) }
    }
  }

  /// No path of whoever wrote it.
  @Test func noPathsOfOneMachine() throws {
    let folders = ["home", "Users", "work", "root"].map { "/\($0)/" }
    try expectNone(in: Repository.written) { _, line in
      folders.contains { folder in
        line.ranges(of: folder).contains { range in
          // `https://host/work/` and `${root}/work/` are not paths of a machine.
          let before =
            range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
          return " \"'`=(:".contains(before)
        }
      }
    }
  }

  /// What a program prints goes through the console, which knows closed pipes and `--quiet`.
  @Test func nobodyPrintsByHand() throws {
    try expectNone(in: Repository.sources) { _, line in
      let code = line.drop { $0 == " " }
      return code.hasPrefix("print(") || code.hasPrefix("debugPrint(") || code.hasPrefix("dump(")
    }
  }

  /// A room's files import what Package.swift lets them: this keeps the list of rooms itself honest.
  @Test func everyFolderOfSourcesIsKnown() {
    let known = Self.pureRooms.union([
      "CGit2", "CYaml", "CXXHash", "CXML2", "Driver", "dsgen", "History",
    ])
    #expect(Set(Repository.sources.map(Repository.room)).subtracting(known) == [])
  }

  private func importedModule(_ line: String) -> String? {
    let words = line.split(separator: " ")
    guard let at = words.firstIndex(of: "import"), at < 2, at + 1 < words.count else { return nil }
    return words[at + 1].split(separator: ".").first.map(String.init)
  }

  private func expectNone(in files: [String], _ breaks: (String, String) -> Bool) throws {
    var found: [String] = []
    for path in files {
      for (index, line) in try Repository.lines(of: path).enumerated() where breaks(path, line) {
        found.append("\(path):\(index + 1): \(line)")
      }
    }
    #expect(found == [])
  }
}
