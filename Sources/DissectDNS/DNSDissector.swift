public import Bytes
public import Dissection

/// DNS over UDP (RFC 1035).
///
/// Whatever comes at the port is a message, as in tshark: one that cannot be read is one with a
/// ``Note``.
public struct DNSDissector: DatagramDissector {
    public static let name: StaticString = "DNS"

    private var transactions = DNSTransactions()

    public init() {}

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        transactions.read(&input, datagram, .unicast, into: &message)
    }
}

/// DNS among the hosts of a link (RFC 6762).
public struct MulticastDNSDissector: DatagramDissector {
    public static let name: StaticString = "MDNS"

    private var transactions = DNSTransactions()

    public init() {}

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        transactions.read(&input, datagram, .multicast, into: &message)
    }
}

/// Link-local multicast name resolution (RFC 4795).
public struct LinkLocalNameDissector: DatagramDissector {
    public static let name: StaticString = "LLMNR"

    private var transactions = DNSTransactions()

    public init() {}

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        transactions.read(&input, datagram, .linkLocal, into: &message)
    }
}

extension DNSTransactions {
    fileprivate mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, _ flavor: DNSFlavor,
        into message: inout Message
    ) -> Bool {
        let base = input.offset
        guard let bytes = input.readRest(), bytes.byteCount > 0 else { return false }
        let whole = DNSInput(bytes, sentCount: datagram.originalCount, base: base)
        var reader = DNSReader(whole, flavor, .datagram)
        reader.read(&self, into: &message)
        message.type = MessageType(reader.header.opcode << 1 | (reader.header.isResponse ? 1 : 0))
        return true
    }
}

extension ByteCursor {
    /// Takes all that is left.
    @_lifetime(copy self)
    fileprivate mutating func readRest() -> RawSpan? {
        do throws(ParseError) {
            return try readSpan(count: remaining)
        } catch {
            return nil
        }
    }
}
