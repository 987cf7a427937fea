internal import Bytes

/// Writes captures: classic pcap and pcapng, in either byte order.
///
/// What it writes, ``CaptureReader`` reads back as it was.  Call ``finish()`` at the end.
public struct CaptureWriter<Sink: ByteSink & ~Copyable>: ~Copyable {
    public enum Format: Sendable {
        case pcap
        case nanosecondPcap
        /// Takes interfaces of any kind, comments, names and secrets.
        case pcapng
    }

    public private(set) var sink: Sink
    private let format: Format
    private let isBigEndian: Bool
    private var buffer: OrderedBuffer
    private var interfaces: [CaptureMetadata.Interface] = []
    private var finishedByteCount = 0

    /// How long the capture is by now.
    public var byteCount: Int { finishedByteCount + buffer.bytes.count }

    /// - Parameters:
    ///   - interface: the first interface, which is the only one of a classic capture and must be
    ///     known there.
    ///   - section: what to say of the whole; classic captures cannot say it.
    public init(
        _ format: Format, to sink: consuming Sink, interface: CaptureMetadata.Interface?,
        section: CaptureMetadata.Section = .init(), isBigEndian: Bool = false
    ) {
        self.sink = sink
        self.format = format
        self.isBigEndian = isBigEndian
        buffer = OrderedBuffer(isBigEndian: isBigEndian)
        precondition(isPcapng || interface != nil, "a classic capture has one interface")
        if isPcapng { buffer.appendSectionHeader(section) }
        guard let interface else { return }
        switch format {
        case .pcap: appendHeader(0xA1B2_C3D4, interface)
        case .nanosecondPcap: appendHeader(0xA1B2_3C4D, interface)
        case .pcapng: buffer.appendInterface(interface)
        }
        interfaces = [interface]
    }

    private mutating func appendHeader(_ magic: UInt32, _ interface: CaptureMetadata.Interface) {
        buffer.append(magic)
        buffer.append(2 as UInt16)
        buffer.append(4 as UInt16)
        buffer.append(0 as UInt64)
        // Some programs take 0 for a limit.
        let limit = interface.snapLength > 0 ? interface.snapLength : PacketSize.standardMaximum
        buffer.append(UInt32(clamping: limit))
        buffer.append(UInt32(interface.linkType))
    }

    /// Describes another interface of a pcapng capture.  Returns its number.
    public mutating func addInterface(_ interface: CaptureMetadata.Interface) -> Int {
        precondition(isPcapng, "a classic capture has one interface")
        buffer.appendInterface(interface)
        interfaces.append(interface)
        return interfaces.count - 1
    }

    private var isPcapng: Bool {
        if case .pcapng = format { true } else { false }
    }

    /// Writes a packet.
    ///
    /// - Parameters:
    ///   - time: nanoseconds since 1970; cut to what the capture's resolution can tell.
    ///   - originalCount: how long the packet was on the wire, if more than what there is of it.
    ///   - comments: for pcapng; classic captures cannot say them.
    public mutating func append(
        _ bytes: RawSpan, time: Int64, originalCount: Int? = nil, interface: Int = 0,
        comments: [String] = []
    ) throws(CaptureError) {
        let original = originalCount ?? bytes.byteCount
        switch format {
        case .pcap, .nanosecondPcap: appendRecord(bytes, time, original)
        case .pcapng:
            let options = PacketExtras(comments: comments).options
            let units = interfaces[interface].units(time)
            appendPacket(bytes, units, original, interface: interface, options)
        }
        if buffer.bytes.count >= 1 << 16 { try finish() }
    }

    private mutating func appendPacket(
        _ bytes: RawSpan, _ units: UInt64, _ original: Int, interface: Int,
        _ options: [CaptureOption]
    ) {
        buffer.appendBlock(PcapngBlockType.enhancedPacket) { buffer in
            buffer.append(UInt32(interface))
            buffer.append(time: units)
            buffer.append(UInt32(clamping: bytes.byteCount))
            buffer.append(UInt32(clamping: original))
            buffer.append(bytes)
            buffer.pad()
            for option in options { buffer.append(option) }
            if !options.isEmpty { buffer.appendOption(0, []) }
        }
    }

    private mutating func appendRecord(_ bytes: RawSpan, _ time: Int64, _ original: Int) {
        let seconds = Int64(time >= 0 ? time / 1_000_000_000 : 0)
        let nanoseconds = max(0, time) - seconds * 1_000_000_000
        let unit: Int64 = if case .pcap = format { 1000 } else { 1 }
        buffer.append(UInt32(clamping: seconds))
        buffer.append(UInt32(clamping: nanoseconds / unit))
        buffer.append(UInt32(clamping: bytes.byteCount))
        buffer.append(UInt32(clamping: original))
        buffer.append(bytes)
    }

    /// Writes what was read from another capture: packets as they were there, and records of
    /// other kinds.  Only in little endian, as ``PacketExtras`` are.
    ///
    /// - Returns: false if this capture has no place for a record of that kind.
    public mutating func append(
        _ bytes: RawSpan, _ record: PacketRecord, _ extras: PacketExtras, interface: Int
    ) throws(CaptureError) -> Bool {
        precondition(!isBigEndian, "options are little endian")
        let added = PacketSize.pseudoHeaderByteCount(linkType: record.linkType)
        let original = record.originalCount + added
        if record.kind != .packet {
            guard isPcapng, let block = extras.block else { return false }
            appendBlock(block, bytes)
        } else if !isPcapng {
            appendRecord(bytes, record.time, original)
        } else if !record.hasTime, interface == 0, hasSimpleSize(bytes, original) {
            appendSimplePacket(bytes, original)
        } else {
            let units = record.hasTime ? interfaces[interface].units(record.time) : 0
            appendPacket(
                bytes, extras.timeUnits ?? units, original, interface: interface, extras.options)
        }
        if buffer.bytes.count >= 1 << 16 { try finish() }
        return true
    }

    private mutating func appendBlock(_ block: PacketExtras.Block, _ bytes: RawSpan) {
        buffer.appendBlock(block.type) { buffer in
            buffer.append(block.head.rawSpan)
            buffer.append(bytes)
            buffer.pad()
        }
    }

    /// Whether a simple packet block, which only says the original size, can hold a packet.
    private func hasSimpleSize(_ bytes: RawSpan, _ original: Int) -> Bool {
        let limit = interfaces[0].snapLength
        return bytes.byteCount == (limit == 0 ? original : min(original, limit))
    }

    private mutating func appendSimplePacket(_ bytes: RawSpan, _ original: Int) {
        buffer.appendBlock(PcapngBlockType.simplePacket) { buffer in
            buffer.append(UInt32(clamping: original))
            buffer.append(bytes)
            buffer.pad()
        }
    }

    /// Writes keys for whoever reads a pcapng capture.
    public mutating func append(_ secrets: CaptureMetadata.Secrets) {
        precondition(isPcapng, "a classic capture has no place for secrets")
        buffer.appendBlock(PcapngBlockType.decryptionSecrets) { buffer in
            buffer.append(secrets.type)
            buffer.append(UInt32(clamping: secrets.bytes.count))
            buffer.append(secrets.bytes.rawSpan)
            buffer.pad()
        }
    }

    /// Writes names for addresses into a pcapng capture.
    public mutating func append(_ names: [CaptureMetadata.NameRecord]) {
        precondition(isPcapng, "a classic capture has no place for names")
        buffer.appendBlock(PcapngBlockType.nameResolution) { buffer in
            for record in names {
                let texts: [UInt8] = record.names.flatMap { Array($0.utf8) + [0] }
                buffer.appendOption(record.address.count == 4 ? 1 : 2, record.address + texts)
            }
            buffer.appendOption(0, [])
        }
    }

    /// Writes how an interface did until now into a pcapng capture.
    public mutating func append(_ statistics: CaptureMetadata.Statistics, interface: Int) {
        precondition(isPcapng, "a classic capture has no place for statistics")
        let counts = [
            statistics.received, statistics.dropped, statistics.accepted,
            statistics.droppedBySystem, statistics.delivered,
        ]
        let isBigEndian = isBigEndian
        buffer.appendBlock(PcapngBlockType.interfaceStatistics) { buffer in
            buffer.append(UInt32(interface))
            buffer.append(time: statistics.time)
            for (code, time) in [(2, statistics.startTime), (3, statistics.endTime)] {
                guard let time else { continue }
                var halves = OrderedBuffer(isBigEndian: isBigEndian)
                halves.append(time: time)
                buffer.appendOption(UInt16(code), halves.bytes)
            }
            for (index, count) in counts.enumerated() {
                guard let count else { continue }
                buffer.appendOption(UInt16(4 + index), buffer.encode(count))
            }
            buffer.appendOption(0, [])
        }
    }

    /// Hands all that is still here to the sink.
    public mutating func finish() throws(CaptureError) {
        var full = OrderedBuffer(isBigEndian: isBigEndian)
        swap(&full, &buffer)
        try sink.write(full.bytes.rawSpan)
        finishedByteCount += full.bytes.count
        full.removeAll()
        // Its memory is used again.
        swap(&full, &buffer)
    }
}

extension CaptureMetadata.Interface {
    /// A time as this interface counts it; the opposite of reading it.
    fileprivate func units(_ time: Int64) -> UInt64 {
        let (seconds, nanoseconds) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        let moved = seconds.subtractingReportingOverflow(timeOffset)
        guard !moved.overflow, moved.partialValue >= 0, nanoseconds >= 0 else { return 0 }
        let whole = UInt64(moved.partialValue).multipliedReportingOverflow(by: unitsPerSecond)
        let product = UInt64(nanoseconds).multipliedFullWidth(by: unitsPerSecond)
        let fraction = UInt64(1_000_000_000).dividingFullWidth(product).quotient
        let sum = whole.partialValue.addingReportingOverflow(fraction)
        return whole.overflow || sum.overflow ? .max : sum.partialValue
    }
}
