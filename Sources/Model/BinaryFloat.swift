/// What a binary floating-point type can hold.
///
/// Sources: IEEE 754-2019, table 3.5 (binary16 to binary256); OCP 8-bit Floating Point Specification
/// 1.0 and Microscaling Formats Specification 1.0 (fp8, fp6, fp4, e8m0); the `fnuz` types have neither
/// infinities nor a negative zero (arXiv 2206.02915).
struct BinaryFloat {
  /// The greatest and least exponent of a normal number, and the digits of the significand, the hidden
  /// one with them.
  let most: Int
  let least: Int
  let digits: Int
  let infinities: Bool
  let nans: Bool
  let negativeZero: Bool

  private init(
    _ most: Int, _ least: Int, _ digits: Int, infinities: Bool, nans: Bool, negativeZero: Bool
  ) {
    self.most = most
    self.least = least
    self.digits = digits
    self.infinities = infinities
    self.nans = nans
    self.negativeZero = negativeZero
  }

  private init(ieee most: Int, digits: Int) {
    self.init(most, 1 - most, digits, infinities: true, nans: true, negativeZero: true)
  }

  /// nil for what is no binary float, and for blocks with a shared scale, which are unlike all else.
  init?(_ type: ColumnType) {
    switch type {
    case .float16: self.init(ieee: 15, digits: 11)
    case .real: self.init(ieee: 127, digits: 24)
    case .double: self.init(ieee: 1023, digits: 53)
    case .float128: self.init(ieee: 16383, digits: 113)
    case .float256: self.init(ieee: 262143, digits: 237)
    case .machineFloat("fp8_e4m3"):
      self.init(8, -6, 4, infinities: false, nans: true, negativeZero: true)
    case .machineFloat("fp8_e5m2"): self.init(ieee: 15, digits: 3)
    case .machineFloat("fp6_e2m3"):
      self.init(2, 0, 4, infinities: false, nans: false, negativeZero: true)
    case .machineFloat("fp6_e3m2"):
      self.init(4, -2, 3, infinities: false, nans: false, negativeZero: true)
    case .machineFloat("fp4_e2m1"):
      self.init(2, 0, 2, infinities: false, nans: false, negativeZero: true)
    case .machineFloat("fp8_e5m2fnuz"):
      self.init(15, -15, 3, infinities: false, nans: true, negativeZero: false)
    case .machineFloat("fp8_e4m3fnuz"):
      self.init(7, -7, 4, infinities: false, nans: true, negativeZero: false)
    case .machineFloat("fp8_e8m0"):
      self.init(127, -127, 1, infinities: false, nans: true, negativeZero: false)
    default: return nil
    }
  }

  /// Whether every value of `other` is one of this type.
  func holds(_ other: BinaryFloat) -> Bool {
    most >= other.most && least <= other.least && digits >= other.digits
      && (infinities || !other.infinities) && (nans || !other.nans)
      && (negativeZero || !other.negativeZero)
  }
}
