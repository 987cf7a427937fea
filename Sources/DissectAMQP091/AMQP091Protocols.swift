internal import Bytes
public import Dissection

/// The entry of this family in a ``Registry``, at tshark's port.
public enum AMQP091Protocols {
    public static var entries: [Registry.Entry] {
        [
            Registry.Entry(
                "amqp", "amqp091",
                stream: Registry.Stream(
                    ports: [5672], securePorts: [5671],
                    begins: { bytes, _ in likeness(bytes) },
                    make: { AMQP091Dissector() }))
        ]
    }

    /// A connection is AMQP 0-9-1 when it begins with a header of that name, and of no version that
    /// somebody else reads; or, where the capture begins later, with a method and what may follow.
    static func likeness(_ bytes: RawSpan) -> Registry.Likeness {
        switch AMQP091ProtocolHeader.likeness(bytes) {
        case .no: return beginsWithMethod(bytes) ? .yes : .no
        case .needMore: return .needMore
        case .yes: return AMQP091ProtocolHeader(bytes)?.version == .v10 ? .no : .yes
        }
    }

    private static func beginsWithMethod(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount > 0, bytes.byte(at: 0) == AMQP091FrameType.method.rawValue else {
            return false
        }
        let dissector = AMQP091Dissector()
        var input = ByteCursor(bytes)
        guard case .message(let byteCount) = dissector.framing(&input, from: .client) else {
            return false
        }
        guard byteCount < bytes.byteCount else { return true }
        var next = ByteCursor(bytes.extracting(droppingFirst: byteCount))
        return dissector.framing(&next, from: .client) != .impossible
    }
}
