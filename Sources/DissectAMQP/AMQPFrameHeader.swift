internal import Bytes

/// What every frame begins with (part 2, section 2.3.1), as a number of eight bytes.
///
///     +---------------+------+------+---------+
///     |     size      | doff | type | channel |
///     +---------------+------+------+---------+
///
/// A protocol header stands in its place where a version, or a layer of security, is chosen:
///
///     +---------------+----+-------+-------+----------+
///     |   A  M  Q  P  | id | major | minor | revision |
///     +---------------+----+-------+-------+----------+
struct AMQPFrameHeader: BitwiseCopyable {
    static var byteCount: Int { 8 }
    /// Where a frame is looked for, one that claims to be longer is none.
    static var plausibleByteCountMax: Int { 1 << 26 }

    let bits: UInt64

    var isProtocolHeader: Bool { bits >> 32 == 0x414D_5150 }

    var size: Int { Int(bits >> 32) }
    /// Where the body begins, in words of four bytes.
    var dataOffset: UInt8 { UInt8(truncatingIfNeeded: bits >> 24) }
    var type: UInt8 { UInt8(truncatingIfNeeded: bits >> 16) }
    var channel: UInt16 { UInt16(truncatingIfNeeded: bits) }

    /// Where the body begins, if it is where a frame can have one.
    var bodyOffset: Int? {
        let offset = Int(dataOffset) * 4
        return offset >= 8 && offset <= size ? offset : nil
    }

    var protocolID: UInt8 { UInt8(truncatingIfNeeded: bits >> 24) }
    var major: UInt8 { UInt8(truncatingIfNeeded: bits >> 16) }
    var minor: UInt8 { UInt8(truncatingIfNeeded: bits >> 8) }
    var revision: UInt8 { UInt8(truncatingIfNeeded: bits) }

    /// Whether a connection of this protocol goes on behind such a header.
    var isOurs: Bool {
        isProtocolHeader && [0, 2, 3].contains(protocolID) && bits & 0xFF_FFFF == 0x01_0000
    }
}
