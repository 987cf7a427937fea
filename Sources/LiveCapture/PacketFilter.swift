internal import CPcap
public import Captures

/// Why a filter expression cannot be used, in libpcap's words.
public struct FilterError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String

    public var description: String { message }
}

/// A filter in tcpdump's language, compiled for the packets of one link type.
@safe
public final class PacketFilter {
    private let program: UnsafeMutablePointer<bpf_program>

    /// - Parameter snapLength: the longest packet that can match.
    public init(
        _ expression: String, linkType: UInt16, snapLength: Int = 262_144
    ) throws(FilterError) {
        let number = DataLinkType.number(of: linkType)
        guard let handle = unsafe pcap_open_dead(number, Int32(clamping: snapLength)) else {
            throw FilterError(message: "no memory for a filter")
        }
        defer { unsafe pcap_close(handle) }
        let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
        unsafe program.initialize(to: bpf_program())
        guard
            unsafe pcap_compile(handle, program, expression, 1, PCAP_NETMASK_UNKNOWN) == 0
        else {
            unsafe program.deallocate()
            throw FilterError(message: unsafe String(cString: pcap_geterr(handle)))
        }
        unsafe self.program = program
    }

    deinit {
        unsafe pcap_freecode(program)
        unsafe program.deallocate()
    }

    public func matches(_ bytes: RawSpan, originalCount: Int) -> Bool {
        var header = pcap_pkthdr()
        header.caplen = UInt32(clamping: bytes.byteCount)
        header.len = UInt32(clamping: originalCount)
        return unsafe bytes.withUnsafeBytes { bytes in
            // libpcap wants an address also for a packet without bytes.
            guard let base = bytes.baseAddress else { return false }
            let start = unsafe base.assumingMemoryBound(to: UInt8.self)
            return unsafe pcap_offline_filter(program, &header, start) != 0
        }
    }
}

/// One filter expression for captures with several link types, compiled for each when its first
/// packet comes.
public struct PacketFilterSet: ~Copyable {
    private let expression: String
    private var compiled: [(linkType: UInt16, filter: PacketFilter)] = []

    /// Throws if the expression is of no use on any of the usual links.
    public init(_ expression: String) throws(FilterError) {
        self.expression = expression
        do throws(FilterError) {
            _ = try PacketFilter(expression, linkType: Self.usualLinkTypes[0])
        } catch {
            let others = Self.usualLinkTypes.dropFirst()
            let isUsable = others.contains { linkType in
                (try? PacketFilter(expression, linkType: linkType)) != nil
            }
            if !isUsable { throw error }
        }
    }

    /// Ethernet, raw IP, Linux's "any" device, wireless with radio information, loopback.
    private static var usualLinkTypes: [UInt16] { [1, 101, 113, 276, 127, 105, 0] }

    /// Throws if the expression cannot be compiled for the packet's link type.
    public mutating func matches(
        _ bytes: RawSpan, _ record: borrowing PacketRecord
    ) throws(FilterError) -> Bool {
        guard record.kind == .packet else { return false }
        for entry in compiled where entry.linkType == record.linkType {
            return entry.filter.matches(bytes, originalCount: record.originalCount)
        }
        let filter = try PacketFilter(expression, linkType: record.linkType)
        compiled.append((record.linkType, filter))
        return filter.matches(bytes, originalCount: record.originalCount)
    }
}
