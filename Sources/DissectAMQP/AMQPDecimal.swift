internal import Bytes

/// A decimal number of 4, 8 or 16 bytes: IEEE 754-2008 with the coefficient as a binary integer.
struct AMQPDecimal: CustomStringConvertible {
    private let isNegative: Bool
    private let kind: Kind
    private let coefficient: UInt128
    private let exponent: Int

    private enum Kind { case number, infinity, notANumber }

    init(_ bytes: RawSpan) {
        guard bytes.byteCount == 4 || bytes.byteCount == 8 || bytes.byteCount == 16 else {
            (isNegative, kind, coefficient, exponent) = (false, .notANumber, 0, 0)
            return
        }
        var bits: UInt128 = 0
        for index in 0..<bytes.byteCount { bits = bits << 8 | UInt128(bytes.byte(at: index)) }
        let width = bytes.byteCount * 8
        // Bits of the exponent, what is taken from it, and the digits of the coefficient.
        let (exponentBits, bias, digits): (Int, Int, Int) =
            switch width {
            case 32: (8, 101, 7)
            case 64: (10, 398, 16)
            default: (14, 6176, 34)
            }
        let coefficientBits = width - 1 - exponentBits
        isNegative = bits >> UInt128(width - 1) & 1 == 1
        let top = bits >> UInt128(width - 6) & 0x1F
        if top >> 1 == 0xF {
            kind = top & 1 == 0 ? .infinity : .notANumber
            (coefficient, exponent) = (0, 0)
            return
        }
        kind = .number
        // Two ones in front: the exponent stands two bits further, and the coefficient begins 100.
        let isLarge = top >> 3 == 3
        let shift = isLarge ? coefficientBits - 2 : coefficientBits
        let mask = (UInt128(1) << UInt128(exponentBits)) - 1
        let low = bits & ((UInt128(1) << UInt128(shift)) - 1)
        let whole = isLarge ? low | UInt128(4) << UInt128(shift) : low
        exponent = Int(bits >> UInt128(shift) & mask) - bias
        var limit: UInt128 = 1
        for _ in 0..<digits { limit *= 10 }
        // More digits than the type has stand for zero.
        coefficient = whole < limit ? whole : 0
    }

    var description: String {
        let sign = isNegative ? "-" : ""
        switch kind {
        case .infinity: return sign + "Infinity"
        case .notANumber: return "NaN"
        case .number:
            return exponent == 0 ? "\(sign)\(coefficient)" : "\(sign)\(coefficient)E\(exponent)"
        }
    }
}
