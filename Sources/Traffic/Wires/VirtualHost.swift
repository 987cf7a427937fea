internal import Packets

/// A host of the virtual network: its ports, and who listens at them.
struct VirtualHost {
    /// Where Linux begins with the ports it chooses, and ends.
    static var portsChosen: ClosedRange<UInt16> { 32_768...60_999 }

    let address: IPAddress
    /// The actors that accept connections.
    var listeners: [UInt16: Int] = [:]
    var datagramSockets: [UInt16: VirtualSocket] = [:]
    private var nextPort: UInt16
    private var packetNumber: UInt16
    /// When the packets given to the link are on it.
    private var linkIsFreeAt: Int64 = 0

    init(_ address: IPAddress, random: inout RandomSource) {
        self.address = address
        let first = Int(Self.portsChosen.lowerBound)
        // Even ones, as Linux prefers for connections.
        nextPort = UInt16(first + 2 * random.number(in: 0...5_000))
        packetNumber = UInt16(truncatingIfNeeded: random.next())
    }

    /// A port that nobody on this host has.  They are used again after a whole round.
    mutating func choosePort() -> UInt16 {
        repeat {
            nextPort =
                nextPort >= Self.portsChosen.upperBound
                ? Self.portsChosen.lowerBound : nextPort + 1
        } while listeners[nextPort] != nil || datagramSockets[nextPort] != nil
        return nextPort
    }

    /// Puts a packet on the link, behind those before it.
    ///
    /// - Returns: when.
    mutating func put(_ packet: VirtualPacket, at now: Int64) -> Int64 {
        let time = max(now, linkIsFreeAt)
        // A gigabyte a second, and a microsecond for each packet.
        linkIsFreeAt = time + 1000 + Int64(packet.byteCount)
        return time
    }

    mutating func nextPacketNumber() -> UInt16 {
        packetNumber &+= 1
        return packetNumber
    }
}

/// A UDP socket of an actor.
struct VirtualSocket {
    var actor: Int
    var id: SocketID
}
