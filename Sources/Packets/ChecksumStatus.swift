internal import Bytes

/// What is known of a checksum, with tshark's numbers.
public enum ChecksumStatus: UInt8, Sendable {
    case bad, good, unverified, notPresent, illegal
}

extension ChecksumStatus {
    /// That of an IPv4 header, which is wholly there.
    public static func ipv4(_ header: RawSpan) -> ChecksumStatus {
        var sum = InternetChecksum()
        sum.add(header)
        return sum.value == 0 ? .good : .bad
    }

    /// That of ICMP, whose checksum covers nothing else.
    public static func icmp(_ message: RawSpan) -> ChecksumStatus { ipv4(message) }

    /// That of TCP, UDP and ICMPv6, which cover the addresses too.
    public static func transport(
        _ bytes: RawSpan, _ source: IPAddress, _ destination: IPAddress, protocolNumber: UInt8
    ) -> ChecksumStatus {
        var sum = InternetChecksum()
        sum.add(bytes)
        sum.addPseudoHeader(
            source, destination, protocolNumber: protocolNumber, length: bytes.byteCount)
        return sum.value == 0 ? .good : .bad
    }

    /// That of a packet's TCP or UDP, if it is all there.
    public static func transport(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers
    ) -> ChecksumStatus {
        let start = Int(layers.transportOffset)
        var end = Int(layers.end)
        if layers.transport == .udp {
            guard bytes.bigEndian(at: start + 6) as UInt16 != 0 else {
                return layers.sourceColumn == .ipv6 ? .illegal : .notPresent
            }
            end = Int(layers.payloadOffset) + Int(layers.payloadLength)
        }
        let transport = layers.transport
        let hasTransport = transport == .tcp || transport == .udp
        let isLone = layers.flags.contains(.loneFragment)
        guard hasTransport, !isLone, end <= bytes.byteCount else { return .unverified }
        return Self.transport(
            bytes.extracting(start..<end), layers.source, layers.destination,
            protocolNumber: transport == .tcp ? 6 : 17)
    }
}

/// What the list says of a checksum that was looked at because somebody asked for it.
@frozen
public enum ChecksumVerdict: Sendable {
    /// It is right, or cannot be told to be wrong.
    case none
    case bad
    /// All ones, where all zeros would be right and mean the same (RFC 1624).
    case allOnes
}

extension ChecksumVerdict {
    /// - Parameter layers: those of a packet with TCP or UDP.
    @inline(never)
    public init(_ bytes: RawSpan, _ layers: borrowing PacketLayers) {
        switch ChecksumStatus.transport(bytes, layers) {
        case .bad: self = .bad
        case .good where layers.transport == .tcp:
            let checksum = bytes.bigEndian(at: Int(layers.transportOffset) + 16) as UInt16
            self = checksum == 0xFFFF ? .allOnes : .none
        default: self = .none
        }
    }

    /// Whether the IPv4 header that says so of a fragment is wrong about itself.
    public static func isBadFragment(_ bytes: RawSpan, _ layers: borrowing PacketLayers) -> Bool {
        let (start, end) = (Int(layers.innerOffset), Int(layers.transportOffset))
        guard layers.innermost == .ipv4, start + 20 <= end else { return false }
        return ChecksumStatus.ipv4(bytes.extracting(start..<end)) == .bad
    }
}
