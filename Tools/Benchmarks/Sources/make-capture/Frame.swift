/// An Ethernet frame with IPv4 and TCP, built in one buffer that is used again for the next.
///
/// Checksums are left 0, as a network card that fills them in itself leaves them.
struct Frame {
    /// Room for the headers with TCP's options, and the longest message.
    private(set) var bytes = [UInt8](repeating: 0, count: 14 + 20 + 40 + 1024)
    private(set) var count = 0
    private static var ipOffset: Int { 14 }
    private static var tcpOffset: Int { 34 }

    struct Flags {
        static var fin: UInt8 { 0x01 }
        static var syn: UInt8 { 0x02 }
        static var push: UInt8 { 0x08 }
        static var acknowledge: UInt8 { 0x10 }
    }

    /// One direction of a connection.
    struct Ends {
        var sourceAddress: UInt32
        var destinationAddress: UInt32
        var sourcePort: UInt16
        var destinationPort: UInt16

        var reversed: Ends {
            Ends(
                sourceAddress: destinationAddress, destinationAddress: sourceAddress,
                sourcePort: destinationPort, destinationPort: sourcePort)
        }
    }

    mutating func build(
        _ ends: Ends, sequence: UInt32, acknowledgement: UInt32, flags: UInt8, clock: UInt32,
        echo: UInt32, payload: borrowing Payload
    ) {
        build(
            ends, sequence: sequence, acknowledgement: acknowledgement, flags: flags,
            clock: clock, echo: echo, payload: payload.bytes, payloadCount: payload.count)
    }

    /// The same with the first bytes of an array, all of them if nothing else is said.
    mutating func build(
        _ ends: Ends, sequence: UInt32, acknowledgement: UInt32, flags: UInt8, clock: UInt32,
        echo: UInt32, payload: [UInt8], payloadCount: Int? = nil
    ) {
        let payloadCount = payloadCount ?? payload.count
        let optionCount = flags & Flags.syn != 0 ? 20 : 12
        let tcpCount = 20 + optionCount
        count = Self.tcpOffset + tcpCount + payloadCount
        putLinkHeader(ends)
        putIPHeader(ends, byteCount: 20 + tcpCount + payloadCount)
        let tcp = Self.tcpOffset
        put16(ends.sourcePort, at: tcp)
        put16(ends.destinationPort, at: tcp + 2)
        put32(sequence, at: tcp + 4)
        put32(acknowledgement, at: tcp + 8)
        bytes[tcp + 12] = UInt8(tcpCount / 4) << 4
        bytes[tcp + 13] = flags
        put16(64240, at: tcp + 14)
        put32(0, at: tcp + 16)
        putOptions(isOpening: flags & Flags.syn != 0, clock: clock, echo: echo)
        for index in 0..<payloadCount {
            bytes[tcp + tcpCount + index] = payload[index]
        }
    }

    private mutating func putLinkHeader(_ ends: Ends) {
        put16(0x0200, at: 0)
        put32(ends.destinationAddress, at: 2)
        put16(0x0200, at: 6)
        put32(ends.sourceAddress, at: 8)
        put16(0x0800, at: 12)
    }

    private mutating func putIPHeader(_ ends: Ends, byteCount: Int) {
        let ip = Self.ipOffset
        put16(0x4500, at: ip)
        put16(UInt16(byteCount), at: ip + 2)
        put32(0x0000_4000, at: ip + 4)
        put32(0x4006_0000, at: ip + 8)
        put32(ends.sourceAddress, at: ip + 12)
        put32(ends.destinationAddress, at: ip + 16)
    }

    /// Linux's order: segment size, SACK, timestamps, window scale; or timestamps alone.
    private mutating func putOptions(isOpening: Bool, clock: UInt32, echo: UInt32) {
        var offset = Self.tcpOffset + 20
        if isOpening {
            put32(0x0204_05B4, at: offset)
            put16(0x0402, at: offset + 4)
            put16(0x080A, at: offset + 6)
            put32(clock, at: offset + 8)
            put32(echo, at: offset + 12)
            put32(0x0103_0307, at: offset + 16)
        } else {
            put32(0x0101_080A, at: offset)
            offset += 4
            put32(clock, at: offset)
            put32(echo, at: offset + 4)
        }
    }

    private mutating func put16(_ value: UInt16, at offset: Int) {
        bytes[offset] = UInt8(truncatingIfNeeded: value >> 8)
        bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
    }

    private mutating func put32(_ value: UInt32, at offset: Int) {
        put16(UInt16(truncatingIfNeeded: value >> 16), at: offset)
        put16(UInt16(truncatingIfNeeded: value), at: offset + 2)
    }
}
