internal import Model

/// Why a stream cannot be read on.
package struct YAMLFailure: Error, Equatable {
  enum Reason: Equatable {
    /// What libyaml says.
    case syntax(String)
    /// Collections inside collections, more than `YAMLTape.depthLimit`.
    case depth
  }

  let reason: Reason
  let start: Int
}

/// The events of one file, up to its end or to what is wrong with it.
package struct YAMLTape {
  /// What is nested deeper is refused; no part of the language is so deep.
  static let depthLimit = 64

  package private(set) var events: [YAMLEvent] = []
  package var failure: YAMLFailure?
  /// The collections that are open, from the outermost, by their first events.
  private(set) var open: [UInt32] = []
  /// Where in `letters` the texts end that do not stand in the file as they are meant.
  private var ends: [Int] = []
  private var letters: [UInt8] = []

  package init() {}

  /// Makes it ready for another file, in the memory that it has.
  /// - Parameter bytes: how large the file is.
  mutating func clear(bytes: Int) {
    events.removeAll(keepingCapacity: true)
    events.reserveCapacity(bytes / 12 + 16)
    failure = nil
    open.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
  }

  mutating func append(_ event: YAMLEvent) { events.append(event) }

  mutating func begin(_ event: YAMLEvent) {
    open.append(UInt32(events.count))
    events.append(event)
  }

  mutating func end(_ event: YAMLEvent) {
    if let start = open.popLast() { events[Int(start)].link = UInt32(events.count) }
    events.append(event)
  }

  /// A scalar with a text of its own, made by `put`.
  mutating func appendMade(_ event: YAMLEvent) {
    var event = event
    event.marks.insert(.made)
    event.link = UInt32(ends.count)
    ends.append(letters.count)
    events.append(event)
  }

  mutating func put(_ byte: UInt8) { letters.append(byte) }

  mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) { letters.append(contentsOf: bytes) }

  /// How many bytes the text has that is being made.
  var made: Int { letters.count - (ends.last ?? 0) }

  /// Takes back the end of the text that is being made.
  mutating func cut(to length: Int) { letters.removeLast(made - length) }

  /// Collections that are open where the file cannot be read on end there.
  mutating func close() {
    while let start = open.popLast() { events[Int(start)].link = UInt32(events.count) }
  }

  /// - Parameter file: the bytes that the tape was made from.
  package func read<R>(
    _ file: UnsafeBufferPointer<UInt8>, _ body: (YAMLCursor) -> R
  ) -> R {
    events.withUnsafeBufferPointer { events in
      ends.withUnsafeBufferPointer { ends in
        letters.withUnsafeBufferPointer { letters in
          body(
            YAMLCursor(file: file, events: events, failure: failure, ends: ends, letters: letters))
        }
      }
    }
  }
}

extension YAMLTape {
  /// Puts in place of each scalar's text its symbol, as `link`.
  /// - Parameter file: the bytes that the tape was made from.
  mutating func intern(into text: inout Interner, _ file: UnsafeBufferPointer<UInt8>) {
    let count = 64
    withUnsafeTemporaryAllocation(of: UnsafeBufferPointer<UInt8>.self, capacity: count) { texts in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count * 2) { room in
        let symbols = UnsafeMutableBufferPointer(rebasing: room[..<count])
        let numbers = UnsafeMutableBufferPointer(rebasing: room[count...])
        var at = 0
        while at < events.count {
          var filled = 0
          read(file) { yaml in
            while filled < count, at < yaml.events.count {
              if yaml.events[at].kind == .scalar {
                texts[filled] = yaml.text(yaml.events[at])
                numbers[filled] = UInt32(truncatingIfNeeded: at)
                filled += 1
              }
              at += 1
            }
            text.intern(UnsafeBufferPointer(rebasing: texts[..<filled]), into: symbols)
          }
          for number in 0..<filled { events[Int(numbers[number])].link = symbols[number] }
        }
      }
    }
  }
}

/// A tape that is being read, with the file that it was made from.
package struct YAMLCursor {
  let file: UnsafeBufferPointer<UInt8>
  package let events: UnsafeBufferPointer<YAMLEvent>
  package let failure: YAMLFailure?
  fileprivate let ends: UnsafeBufferPointer<Int>
  fileprivate let letters: UnsafeBufferPointer<UInt8>

  /// The text of a scalar.
  package func text(_ event: YAMLEvent) -> UnsafeBufferPointer<UInt8> {
    guard event.marks.contains(.made) else {
      let quote = event.plain ? 0 : 1
      return UnsafeBufferPointer(rebasing: file[(event.start + quote)..<(event.end - quote)])
    }
    let number = Int(event.link)
    let start = number == 0 ? 0 : ends[number - 1]
    return UnsafeBufferPointer(rebasing: letters[start..<ends[number]])
  }
}
