public import Flows
public import Packets

/// What colours a row more than its protocol does.
@frozen
public enum RowTint: UInt8, BitwiseCopyable, Sendable {
    /// The protocol's own colour.
    case plain
    /// A connection begins or ends.
    case handshake
    case reset
    /// Something is wrong: a retransmission, bytes that are missing.
    case problem

    /// The tint of a segment; what is no problem to Wireshark's colours is none here.
    @inlinable
    public init(_ flags: TCPFlags, _ findings: TCPFindings) {
        if !findings.subtracting(.uncoloured).isEmpty {
            self = .problem
        } else if flags.contains(.rst) {
            self = .reset
        } else if !flags.isDisjoint(with: .synOrFin) {
            self = .handshake
        } else {
            self = .plain
        }
    }
}

extension TCPFindings {
    /// A window's update, a keep-alive and its answer; a constant, because a literal of several
    /// would be an array.
    @usableFromInline static var uncoloured: TCPFindings { TCPFindings(rawValue: 0x1180) }
}
