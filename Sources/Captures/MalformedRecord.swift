/// A rule of a capture format that a record broke.
///
/// The rules are those that tshark stops at: what it reads on from, the readers here do too.
public enum MalformedRecord: Error, Equatable, Sendable {
    case packetTooLong(Int, maximum: Int)
    case recordTooLong(Int, maximum: Int)
    case blockTooLong(Int, maximum: Int)
    case blockTooShort(Int, minimum: Int)
    case blockLengthsDiffer(first: Int, second: Int)
    case packetLongerThanBlock(Int, blockLength: Int)
    case unknownByteOrder(UInt32)
    case unknownVersion(major: Int, minor: Int)
    case unknownInterface(Int, count: Int)
    case tooManyInterfaces(maximum: Int)
    case optionTooLong(Int)
    case optionLength(Int, code: Int)
    case nameRecordLength(Int)
    case nameNotTerminated
    case secretsTooLong(Int)
}

extension MalformedRecord: CustomStringConvertible {
    public var description: String {
        switch self {
        case .packetTooLong(let count, let maximum):
            "File has \(count)-byte packet, bigger than maximum of \(maximum)"
        case .recordTooLong(let count, let maximum):
            "a record of \(count) bytes, longer than the \(maximum) that are held"
        case .blockTooLong(let count, let maximum):
            "total block length \(count) is too large (> \(maximum))"
        case .blockTooShort(let count, let minimum):
            "total block length \(count) is less than the minimum block size \(minimum)"
        case .blockLengthsDiffer(let first, let second):
            "total block lengths (first \(first) and second \(second)) don't match"
        case .packetLongerThanBlock(let count, let blockLength):
            "total block length \(blockLength) is too small for \(count) bytes of packet data"
        case .unknownByteOrder(let magic):
            "unknown byte-order magic number \(magic)"
        case .unknownVersion(let major, let minor):
            "unknown SHB version \(major).\(minor)"
        case .unknownInterface(let index, let count):
            "interface index \(index) is not less than section interface count \(count)"
        case .tooManyInterfaces(let maximum):
            "more than \(maximum) interfaces in a section"
        case .optionTooLong(let count):
            "not enough data to handle option of length \(count)"
        case .optionLength(let count, let code):
            "option \(code) cannot have a length of \(count)"
        case .nameRecordLength(let count):
            "a name record cannot have a length of \(count)"
        case .nameNotTerminated:
            "a name record has a name without end"
        case .secretsTooLong(let count):
            "a secrets block claims \(count) bytes and has not got them"
        }
    }
}
