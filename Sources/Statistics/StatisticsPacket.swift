internal import Flows
internal import Packets
internal import Printing

/// What tallies look at of a packet.
struct StatisticsPacket: BitwiseCopyable {
    var number = 0
    /// Nanoseconds since 1970, and since the first packet.
    var time: Int64 = 0
    var timeSinceFirst: Int64 = 0
    /// On the wire.
    var byteCount = 0
    /// The number of its conversation, among those of its transport; −1: it is of none.
    var stream = -1
    var source = IPAddress(v4: 0)
    var destination = IPAddress(v4: 0)
    /// The addresses of Ethernet; 0 if there are none.
    var linkSource: UInt64 = 0
    var linkDestination: UInt64 = 0
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var findings: TCPFindings = []
    var link = LinkType.unknown
    var transport = PacketLayers.Transport.none
    var sourceColumn = PacketLayers.AddressColumn.none
    var destinationColumn = PacketLayers.AddressColumn.none
    /// Whether what its segment or datagram carries is read by nobody.
    var carriesData = false
    /// How many messages there are; of those, a filter has let all through.
    var messageCount: Int32 = 0
    /// Where its entries in ``StatisticsBatch`` begin, and how many they are.
    var firstEntry: Int32 = 0
    var entryCount: Int32 = 0
    /// The same of the names of its layers; none, if the values above tell them.
    var firstLayerByte: Int32 = 0
    var layerByteCount: Int32 = 0

    /// Changed in place: what is put together elsewhere and copied from there has to be waited for.
    @inline(__always)
    mutating func set(_ line: PacketLine, _ layers: borrowing PacketLayers) {
        number = line.number
        time = line.time
        timeSinceFirst = line.time &- line.firstTime
        byteCount = line.byteCount
        stream = line.stream
        source = layers.source
        destination = layers.destination
        sourcePort = layers.sourcePort
        destinationPort = layers.destinationPort
        findings = line.findings
        link = layers.link
        transport = layers.transport
        sourceColumn = layers.sourceColumn
        destinationColumn = layers.destinationColumn
        carriesData = line.carriesData
    }

    /// Which conversation the packet is of: the same number for TCP and UDP alike, and all others
    /// have none.
    var conversation: Int {
        stream < 0 ? -1 : stream &<< 1 | (transport == .udp ? 1 : 0)
    }
}
