/// "Did you mean": the candidate nearest to what was written, or nil if none is near.
///
/// Distance is the restricted Damerau–Levenshtein distance over bytes, case folded first. Ties go to the
/// candidate that is nearest with its case, then to the one that sorts first, so the answer does not
/// depend on the candidates' order.
public func nearest(to written: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, written.utf8.count / 3)
  let target = Array(written.lowercased().utf8)
  let exact = Array(written.utf8)
  var best: (distance: Int, exact: Int, name: String)?
  for candidate in candidates where candidate != written {
    let bytes = Array(candidate.lowercased().utf8)
    guard abs(bytes.count - target.count) <= limit else { continue }
    let distance = editDistance(target, bytes)
    guard distance <= limit else { continue }
    if let found = best, found.distance < distance { continue }
    let withCase = editDistance(exact, Array(candidate.utf8))
    if let found = best,
      (found.distance, found.exact, found.name) <= (distance, withCase, candidate)
    {
      continue
    }
    best = (distance, withCase, candidate)
  }
  return best?.name
}

/// The candidate that was meant beyond doubt: the only one that a single slip of the keyboard is away.
public func slip(from written: String, among candidates: some Sequence<String>) -> String? {
  let target = Array(written.lowercased().utf8)
  guard target.count > 2 else { return nil }
  var found: String?
  for candidate in candidates where candidate != written {
    let bytes = Array(candidate.lowercased().utf8)
    guard abs(bytes.count - target.count) <= 1, editDistance(target, bytes) <= 1 else { continue }
    if found != nil { return nil }
    found = candidate
  }
  return found
}

private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  if a.isEmpty || b.isEmpty { return a.count + b.count }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let cost = a[i - 1] == b[j - 1] ? 0 : 1
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
