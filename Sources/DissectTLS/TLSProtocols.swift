internal import Bytes
public import Dissection

/// The entries of this family in a ``Registry``, at tshark's ports.
public enum TLSProtocols {
    public static func entries(_ keyring: TLSKeyring) -> [Registry.Entry] {
        let shared = Shared(keyring)
        return [
            Registry.Entry(
                "tls", "ssl",
                stream: Registry.Stream(
                    ports: ports, begins: { bytes, _ in likeness(bytes) },
                    make: { TLSDissector(shared.keyring) }))
        ]
    }

    public static let families = [TLSFields.family]

    private static let ports: [UInt16] = [
        324, 443, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496,
        5061, 5671, 5684, 5868, 8883, 11207, 19999, 27017,
    ]

    /// Lends the keyring to all dissectors of one run, which is on one thread.
    private final class Shared: @unchecked Sendable {
        let keyring: TLSKeyring

        init(_ keyring: TLSKeyring) { self.keyring = keyring }
    }

    /// A record with a hello; one with data, as tshark believes it in the middle of a session; or
    /// the hello of SSL 2.0.
    static func likeness(_ bytes: RawSpan) -> Registry.Likeness {
        guard bytes.byteCount > 0 else { return .needMore }
        let type = TLSRecordHeader.ContentType.self
        let first = bytes.byte(at: 0)
        guard first == type.handshake || first == type.applicationData else {
            return TLSOldHello.likeness(ByteCursor(bytes))
        }
        guard bytes.byteCount > 1 else { return .needMore }
        guard bytes.byte(at: 1) == 3 else { return .no }
        var input = ByteCursor(bytes)
        do throws(ParseError) {
            guard let header = try TLSRecordHeader(&input) else { return .needMore }
            guard header.isPlausible else { return .no }
            guard first == type.handshake else { return .yes }
            guard input.remaining > 0 else { return .needMore }
            return TLSHandshakeType.isKnown(try input.readUInt8()) ? .yes : .no
        } catch {
            return .no
        }
    }
}
