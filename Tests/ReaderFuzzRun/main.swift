import FoundationEssentials
import Glibc
import ReaderFuzz

// reader-fuzz FIRST COUNT FOLDER…: compares the fast reader with libyaml on COUNT inputs from seed FIRST
// on; models below the folders are changed a little. Every tenth input is decoded as a whole, too.
// Prints what differs and how many files were read fast; exit code 1 if anything differs.

let arguments = CommandLine.arguments
guard arguments.count >= 3, let first = Int(arguments[1]), let count = Int(arguments[2]) else {
  print("usage: reader-fuzz FIRST COUNT FOLDER…")
  exit(2)
}
let inputs = Inputs(models: models(below: Array(arguments.dropFirst(3))))
var (same, left, refused, different) = (0, 0, 0, 0)
for seed in first..<(first + count) {
  let file = inputs.file(seed)
  var found: String?
  switch Comparison(file) {
  case .same: same += 1
  case .left:
    left += 1
  case .refused: refused += 1
  case .different(let what): found = what
  }
  if found == nil, seed % 10 == 0 { found = decodedDifference(file) }
  guard let found else { continue }
  different += 1
  if different <= 20 {
    print("seed \(seed): \(found)\n\(String(decoding: file, as: UTF8.self).debugDescription)")
  }
}
print(
  "\(count) inputs from seed \(first): \(same) the same, \(left) left to libyaml, \(refused) refused by it, \(different) different"
)
exit(different == 0 ? 0 : 1)

func models(below folders: [String]) -> [[UInt8]] {
  var paths: [String] = []
  for folder in folders {
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    where path.hasSuffix(".yaml") { paths.append(folder + "/" + path) }
  }
  return paths.sorted().compactMap { path in
    FileManager.default.contents(atPath: path).map { Array($0) }
  }
}
