internal import Bytes
internal import Packets

/// Writes packets as the frames of an Ethernet, with right checksums.
struct FrameBuilder {
    /// What an Ethernet takes behind its header; the loopback takes as much as IP can say.
    static var ethernetByteCountMax: Int { 1500 }
    static var datagramByteCountMax: Int { 65_535 }

    /// Most bytes behind the link's header between two hosts.
    static func packetByteCountMax(_ one: IPAddress, _ other: IPAddress) -> Int {
        staysAtHome(one, other) ? datagramByteCountMax : ethernetByteCountMax
    }

    /// Whether a packet does not leave its host: then it goes over the loopback, whatever the
    /// address.
    private static func staysAtHome(_ one: IPAddress, _ other: IPAddress) -> Bool {
        one == other || one.isLoopback && other.isLoopback
    }

    /// Most bytes of a segment's payload, beside headers with time stamps.
    static func segmentByteCountMax(_ one: IPAddress, _ other: IPAddress) -> Int {
        packetByteCountMax(one, other) - 20 - 20 - 12
    }

    /// The frames of a packet: one, or one for each fragment of a long datagram.
    static func frames(_ packet: VirtualPacket) -> [[UInt8]] {
        switch packet.content {
        case .tcp(let segment, let end):
            let bytes = tcp(
                segment, packet, own: end.initialSequence, other: end.remoteSequence)
            return [frame(packet, 6, bytes, fragment: 0x4000)]
        case .refusal(let segment, let end):
            let bytes = tcp(segment, packet, own: 0, other: end.initialSequence)
            return [frame(packet, 6, bytes, fragment: 0x4000)]
        case .datagram(let payload): return fragments(packet, udp(payload, packet))
        }
    }

    private static func fragments(_ packet: VirtualPacket, _ bytes: [UInt8]) -> [[UInt8]] {
        let limit = packetByteCountMax(packet.source.address, packet.destination.address) - 20
        guard bytes.count > limit else { return [frame(packet, 17, bytes, fragment: 0x4000)] }
        // All but the last are multiples of eight.
        let piece = limit / 8 * 8
        return stride(from: 0, to: bytes.count, by: piece).map { start in
            let end = min(bytes.count, start + piece)
            let more: UInt16 = end < bytes.count ? 0x2000 : 0
            let part = Array(bytes[start..<end])
            return frame(packet, 17, part, fragment: more | UInt16(start / 8))
        }
    }

    /// The headers of Ethernet and IP around what they carry.
    private static func frame(
        _ packet: VirtualPacket, _ protocolNumber: UInt8, _ payload: [UInt8], fragment: UInt16
    ) -> [UInt8] {
        let (source, destination) = (packet.source.address, packet.destination.address)
        var bytes =
            staysAtHome(source, destination)
            ? [UInt8](repeating: 0, count: 12)
            : hardwareAddress(destination) + hardwareAddress(source)
        bytes.append(big: 0x0800 as UInt16)
        let start = bytes.count
        bytes += [0x45, 0]
        bytes.append(big: UInt16(truncatingIfNeeded: 20 + payload.count))
        bytes.append(big: packet.number)
        bytes.append(big: fragment)
        bytes += [64, protocolNumber, 0, 0]
        bytes.append(big: source.v4 ?? 0)
        bytes.append(big: destination.v4 ?? 0)
        var sum = InternetChecksum()
        sum.add(bytes.rawSpan.extracting(start..<bytes.count))
        bytes.set(big: sum.value, at: start + 10)
        return bytes + payload
    }

    /// Locally administered; those of the loopback are zeros, as Linux has them.
    private static func hardwareAddress(_ address: IPAddress) -> [UInt8] {
        var bytes: [UInt8] = [0x02, 0]
        bytes.append(big: address.v4 ?? 0)
        return bytes
    }

    // MARK: - Transport

    private static func udp(_ payload: [UInt8], _ packet: VirtualPacket) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(big: packet.source.port)
        bytes.append(big: packet.destination.port)
        bytes.append(big: UInt16(truncatingIfNeeded: 8 + payload.count))
        bytes.append(big: 0 as UInt16)
        bytes += payload
        let sum = checksum(bytes, packet, 17)
        // A zero would say that there is none.
        bytes.set(big: sum == 0 ? 0xFFFF : sum, at: 6)
        return bytes
    }

    private static func tcp(
        _ segment: VirtualSegment, _ packet: VirtualPacket, own: UInt32, other: UInt32
    ) -> [UInt8] {
        let options = options(segment, packet, other: other)
        let isAcknowledging = segment.flags.contains(.ack)
        var bytes: [UInt8] = []
        bytes.append(big: packet.source.port)
        bytes.append(big: packet.destination.port)
        bytes.append(big: sequence(own, segment.offset))
        bytes.append(big: isAcknowledging ? sequence(other, segment.acknowledged) : 0)
        bytes += [UInt8((20 + options.count) / 4) << 4, segment.flags.rawValue]
        bytes.append(big: window(segment))
        bytes.append(big: 0 as UInt32)
        bytes += options
        bytes += segment.payload
        bytes.set(big: checksum(bytes, packet, 6), at: 16)
        return bytes
    }

    private static func sequence(_ initial: UInt32, _ offset: Int) -> UInt32 {
        initial &+ UInt32(truncatingIfNeeded: offset)
    }

    /// 64 KiB at all times, since what comes is read at once; unscaled in a SYN.
    private static func window(_ segment: VirtualSegment) -> UInt16 {
        if segment.flags.contains(.syn) { return segment.flags.contains(.ack) ? 65_160 : 64_240 }
        return segment.flags.contains(.rst) ? 0 : 512
    }

    private static func options(
        _ segment: VirtualSegment, _ packet: VirtualPacket, other: UInt32
    ) -> [UInt8] {
        if segment.flags.contains(.rst) { return [] }
        var bytes: [UInt8] = []
        let isFirst = segment.flags.contains(.syn)
        if isFirst {
            let limit = packetByteCountMax(packet.source.address, packet.destination.address)
            bytes += [2, 4]
            bytes.append(big: UInt16(truncatingIfNeeded: limit - 40))
            bytes += [4, 2]
        } else {
            bytes += [1, 1]
        }
        bytes += [8, 10]
        bytes.append(big: segment.clock)
        bytes.append(big: segment.echo)
        if isFirst { bytes += [1, 3, 3, 7] }
        // With time stamps there is room for three.
        let selective = segment.selective.prefix(3)
        guard !selective.isEmpty else { return bytes }
        bytes += [1, 1, 5, UInt8(2 + 8 * selective.count)]
        for range in selective {
            bytes.append(big: sequence(other, range.lowerBound))
            bytes.append(big: sequence(other, range.upperBound))
        }
        return bytes
    }

    private static func checksum(
        _ bytes: [UInt8], _ packet: VirtualPacket, _ protocolNumber: UInt8
    ) -> UInt16 {
        var sum = InternetChecksum()
        sum.addPseudoHeader(
            packet.source.address, packet.destination.address, protocolNumber: protocolNumber,
            length: bytes.count)
        sum.add(bytes.rawSpan)
        return sum.value
    }
}

extension [UInt8] {
    /// Appends an integer, its most significant byte first.
    mutating func append<T: FixedWidthInteger>(big value: T) {
        for shift in stride(from: T.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> T(shift)))
        }
    }

    mutating func set(big value: UInt16, at offset: Int) {
        self[offset] = UInt8(value >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: value)
    }
}
