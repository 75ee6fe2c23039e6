/// What a file's bytes are, before anybody reads them as YAML.
enum TextCheck {
  /// Text.
  /// - Parameters:
  ///   - ascii: whether every character is one byte.
  ///   - common: whether there is none that YAML sees something special in: no tab, no carriage
  ///     return, no line separator, nothing unprintable.
  case text(ascii: Bool, common: Bool)
  case notUTF8(at: Int)
  case nul(at: Int)

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    // No early end: so the loop takes many bytes at once.
    var all: UInt8 = 0
    var odd: UInt8 = 0
    for byte in bytes {
      all |= byte
      let isControl: UInt8 = byte < 32 ? 1 : 0
      let isNoBreak: UInt8 = byte != 10 ? 1 : 0
      let isDelete: UInt8 = byte == 127 ? 1 : 0
      odd |= isControl & isNoBreak | isDelete
    }
    var common = odd == 0
    if all >= 0x80 {
      switch checkUTF8(bytes) {
      case .invalid(let at):
        self = .notUTF8(at: at)
        return
      case .valid(let isCommon): common = common && isCommon
      }
    }
    if odd != 0, let zero = bytes.firstIndex(of: 0) {
      self = .nul(at: zero)
    } else {
      self = .text(ascii: all < 0x80, common: common)
    }
  }
}

private enum UTF8Check {
  case invalid(Int)
  case valid(common: Bool)
}

private func checkUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> UTF8Check {
  var at = 0
  var common = true
  let start = UnsafeRawPointer(bytes.baseAddress!)
  while at < bytes.count {
    // Eight characters of one byte each, mostly.
    while at + 8 <= bytes.count,
      start.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      at += 8
    }
    guard at < bytes.count else { break }
    let lead = bytes[at]
    if lead < 0x80 {
      at += 1
      continue
    }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, at + length <= bytes.count else { return .invalid(at) }
    var value = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      guard bytes[at + offset] & 0xC0 == 0x80 else { return .invalid(at) }
      value = value << 6 | UInt32(bytes[at + offset] & 0x3F)
    }
    guard length == 2 || value >= (length == 3 ? 0x800 : 0x10000), value <= 0x10FFFF,
      !(0xD800...0xDFFF).contains(value)
    else { return .invalid(at) }
    switch value {
    case 0x80...0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF: common = false
    // At the start it is a byte order mark.
    case 0xFEFF: common = common && at == 0
    default: break
    }
    at += length
  }
  return .valid(common: common)
}
