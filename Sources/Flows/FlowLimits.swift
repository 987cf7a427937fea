/// The bounds of what following the conversations of a capture may take.
public struct FlowLimits: Sendable {
    /// Connections kept in full, and conversations over UDP: `--max-connections`.
    public var connectionCountMax = 65_536
    /// Connections of which only the opener's SYNs were seen, for each one kept in full.
    public var halfOpenPerConnectionMax = 2
    /// What one direction of a connection may hold back while a segment before it is missing.
    public var heldByteCountMax = 1 << 20
    /// The same for all connections together.
    public var heldByteCountTotalMax = 16 << 20
    /// How many separate pieces one direction may hold back.
    public var heldPieceCountMax = 1024

    public init() {}

    var halfOpenCountMax: Int { connectionCountMax * halfOpenPerConnectionMax }
}
