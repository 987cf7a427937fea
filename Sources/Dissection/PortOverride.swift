/// What one `-d` says: ports of a transport, and the protocol that is spoken there.
public struct PortOverride: Equatable, Sendable {
    public enum Transport: String, CaseIterable, Sendable {
        case tcp = "tcp.port"
        case udp = "udp.port"
    }

    public var transport: Transport
    public var ports: ClosedRange<UInt16>
    /// `nil`: none, the packets there are shown as plain TCP or UDP.
    public var protocolName: String?

    public init(_ transport: Transport, _ ports: ClosedRange<UInt16>, _ protocolName: String?) {
        self.transport = transport
        self.ports = ports
        self.protocolName = protocolName
    }

    /// Reads `tcp.port==8053,dns`, with ports also as `8000-8010`, as `8000:11` (that many from the
    /// first on) and in hexadecimal or octal, all as tshark does.  `none`, and the transport's own
    /// name, switch the ports off.
    public init(_ text: String, entries: [Registry.Entry]) throws(PortOverrideError) {
        let halves = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let layer = text.prefix { $0 != "=" && $0 != "," }
        guard halves.count == 2, let equals = text.firstIndex(of: "="), equals < halves[0].endIndex
        else { throw .noTemplate(text) }
        guard let transport = Transport(rawValue: String(layer)) else {
            throw .unknownLayer(String(layer))
        }
        let selector = String(halves[0][equals...].drop { $0 == "=" })
        let name = String(halves[1])
        self.transport = transport
        ports = try Self.readPorts(selector)
        guard !name.isEmpty else { throw .noProtocol(text) }
        guard name != "none", name != transport.ownName else { return }
        let known = entries.filter { transport == .tcp ? $0.stream != nil : $0.datagram != nil }
        guard known.contains(where: { $0.names.contains(name) }) else {
            throw .unknownProtocol(
                name, transport, known: known.flatMap(\.names).sorted())
        }
        protocolName = name
    }

    private static func readPorts(
        _ selector: String
    ) throws(PortOverrideError) -> ClosedRange<UInt16> {
        guard let mark = selector.dropFirst().firstIndex(where: { $0 == "-" || $0 == ":" }) else {
            guard let port = readPort(selector[...]) else { throw .badSelector(selector) }
            return port...port
        }
        guard let first = readPort(selector[..<mark]) else { throw .badSelector(selector) }
        guard let second = readPort(selector[selector.index(after: mark)...]) else {
            throw .badRange(selector)
        }
        guard selector[mark] == ":" else {
            guard first <= second else { throw .badRange(selector) }
            return first...second
        }
        let last = Int(first) + Int(second) - 1
        guard second > 0, last <= Int(UInt16.max) else { throw .badRange(selector) }
        return first...UInt16(last)
    }

    private static func readPort(_ text: Substring) -> UInt16? {
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            return text.dropFirst(2).first == "+" ? nil : UInt16(text.dropFirst(2), radix: 16)
        }
        guard let first = text.first, first != "+" else { return nil }
        return UInt16(text, radix: first == "0" && text.count > 1 ? 8 : 10)
    }
}

extension PortOverride.Transport {
    var ownName: String { self == .tcp ? "tcp" : "udp" }
}
