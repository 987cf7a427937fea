public import DissectTLS
public import Dissection

/// What a run does with packets, beside what is printed of them.
public struct PipelineOptions: Equatable, Sendable {
    /// Whether summaries tell what tshark leaves out.
    public var isRich = false
    /// Whether summaries tell secrets by their length only.
    public var isRedacted = false
    /// Stop after so many packets.
    public var packetCountMax: Int?
    public var checksIPChecksums = false
    public var checksTCPChecksums = false
    public var checksUDPChecksums = false
    public var analyzesSequenceNumbers = true
    public var showsRelativeSequenceNumbers = true
    public var desegmentsStreams = true
    public var reassemblesOutOfOrder = true
    public var decodeAs: [PortOverride] = []
    /// How many connections are kept in full; of more, the oldest are given up first.
    public var connectionCountMax = 65_536
    /// What opens TLS sessions, beside what captures bring along.
    public var keyLog = TLSKeyLog()

    public init() {}
}
