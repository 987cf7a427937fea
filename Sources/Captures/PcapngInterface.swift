/// What has to be known of an interface to read its packets.
struct PcapngInterface: BitwiseCopyable {
    let linkType: UInt16
    let timeDigits: UInt8
    let snapLength: UInt32
    let packetByteCountMax: Int
    let pseudoHeaderByteCount: Int
    private let unitsPerSecond: UInt64
    /// Zero where a unit is not a whole number of nanoseconds.
    private let nanosecondsPerUnit: UInt64
    /// The largest time that can be told in 64 bits with the offset added.
    private let unitsMax: UInt64
    private let offset: Int64

    init(_ description: CaptureMetadata.Interface) {
        linkType = description.linkType
        timeDigits = description.timeDigits
        snapLength = UInt32(clamping: description.snapLength)
        packetByteCountMax = PacketSize.maximum(linkType: linkType)
        pseudoHeaderByteCount = PacketSize.pseudoHeaderByteCount(linkType: linkType)
        unitsPerSecond = description.unitsPerSecond
        let isWhole = unitsPerSecond <= 1_000_000_000 && 1_000_000_000 % unitsPerSecond == 0
        nanosecondsPerUnit = isWhole ? 1_000_000_000 / unitsPerSecond : 0
        let (product, overflow) = description.timeOffset.multipliedReportingOverflow(
            by: 1_000_000_000)
        offset = overflow ? (description.timeOffset < 0 ? .min : .max) : product
        // A negative offset only makes room, so this errs on the safe side.
        let room = UInt64(offset > 0 ? Int64.max - offset : .max)
        unitsMax = isWhole ? room / nanosecondsPerUnit : 0
    }

    /// Nanoseconds since 1970, or the nearest there is to it in 64 bits.
    @inline(__always)
    func time(_ units: UInt64) -> Int64 {
        if units <= unitsMax {
            return Int64(truncatingIfNeeded: units &* nanosecondsPerUnit) &+ offset
        }
        return timeByDivision(units)
    }

    private func timeByDivision(_ units: UInt64) -> Int64 {
        guard unitsPerSecond < .max else { return offset }
        let (seconds, rest) = units.quotientAndRemainder(dividingBy: unitsPerSecond)
        let fraction = unitsPerSecond.dividingFullWidth(
            rest.multipliedFullWidth(by: 1_000_000_000)
        ).quotient
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let sum = whole.partialValue.addingReportingOverflow(fraction)
        let isTooLarge = whole.overflow || sum.overflow
        let time = isTooLarge ? Int64.max : Int64(clamping: sum.partialValue)
        let moved = time.addingReportingOverflow(offset)
        return moved.overflow ? (offset < 0 ? .min : .max) : moved.partialValue
    }
}

extension CaptureMetadata.Interface {
    /// Takes over a time resolution: a power of ten, or of two if the highest bit is set.
    public mutating func setResolution(_ byte: UInt8) {
        resolution = byte
        let exponent = Int(byte & 0x7F)
        let isBinary = byte & 0x80 != 0
        timeDigits = Self.timeDigits(exponent: exponent, isBinary: isBinary)
        guard exponent < (isBinary ? 64 : 20) else {
            // Too fine for any time in 64 bits to reach a second: all of them show as zero.
            unitsPerSecond = .max
            return
        }
        unitsPerSecond = (0..<exponent).reduce(1) { units, _ in units * (isBinary ? 2 : 10) }
    }

    /// How many decimals tshark shows: those the resolution is worth, but 4 and 5 as 3, 7 and 8
    /// as 6, and never more than 9.
    private static func timeDigits(exponent: Int, isBinary: Bool) -> UInt8 {
        let digits =
            isBinary
            ? (exponent < 4 ? 0 : exponent < 7 ? 1 : exponent < 10 ? 2 : exponent * 3 / 10)
            : exponent
        return switch digits {
        case 0, 1, 2: UInt8(digits)
        case 3...5: 3
        case 6...8: 6
        default: 9
        }
    }
}
