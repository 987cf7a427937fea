/// What a run does with packets, beside what is printed of them.
public struct PipelineOptions: Equatable, Sendable {
    /// Stop after so many packets.
    public var packetCountMax: Int?
    public var checksIPChecksums = false
    public var checksTCPChecksums = false
    public var checksUDPChecksums = false
    public var analyzesSequenceNumbers = true
    public var showsRelativeSequenceNumbers = true
    public var desegmentsStreams = true
    public var reassemblesOutOfOrder = true
    public var decodeAs: [DecodeAs] = []
    /// How many connections are kept in full; of more, the oldest are given up first.
    public var connectionCountMax = 65_536

    public init() {}
}

/// A protocol that the user names for what goes over some ports: tshark's `-d`.
public struct DecodeAs: Equatable, Sendable {
    public enum Layer: String, CaseIterable, Sendable {
        case tcp = "tcp.port"
        case udp = "udp.port"
    }

    public var layer: Layer
    public var ports: ClosedRange<UInt16>
    public var protocolName: String

    public init(layer: Layer, ports: ClosedRange<UInt16>, protocolName: String) {
        self.layer = layer
        self.ports = ports
        self.protocolName = protocolName
    }
}
