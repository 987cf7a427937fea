internal import Bytes
public import Dissection

/// The entries of this family in a ``Registry``, at tshark's ports.
public enum AMQPProtocols {
    public static var entries: [Registry.Entry] {
        [
            Registry.Entry(
                "amqp", "amqp10",
                stream: Registry.Stream(
                    ports: [5672], securePorts: [5671],
                    begins: { bytes, _ in likeness(bytes) },
                    make: { AMQPDissector() }))
        ]
    }

    /// A connection begins with a header that names the protocol and its version.
    static func likeness(_ bytes: RawSpan) -> Registry.Likeness {
        var header: UInt64 = 0
        for index in 0..<min(8, bytes.byteCount) {
            header |= UInt64(bytes.byte(at: index)) << UInt64(56 - index * 8)
        }
        let known = bytes.byteCount >= 8 ? .max : ~(UInt64.max >> UInt64(bytes.byteCount * 8))
        for id: UInt64 in [0, 2, 3] {
            let wanted = 0x414D_5150_0001_0000 | id << 24
            if header & known == wanted & known {
                return bytes.byteCount >= 8 ? .yes : .needMore
            }
        }
        return .no
    }
}
