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
    /// somebody else reads.
    static func likeness(_ bytes: RawSpan) -> Registry.Likeness {
        let likeness = AMQP091ProtocolHeader.likeness(bytes)
        guard likeness == .yes else { return likeness }
        return AMQP091ProtocolHeader(bytes)?.version == .v10 ? .no : .yes
    }
}
