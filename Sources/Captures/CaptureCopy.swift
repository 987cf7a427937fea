/// Writes packets of one capture into another, with what the capture says of itself: its
/// interfaces, comments, names and secrets, and how its interfaces did.
///
/// Whatever was read, one section is written; of several, what the first one's header says.
/// Interfaces have the numbers there that their packets' records have.
public final class CaptureCopy {
    public typealias Format = CaptureWriter<FileSink>.Format

    /// What went wrong with the file that is written; then no more is.
    public private(set) var failure: CaptureError?
    /// How many records the file has no place for, or that must not be copied.
    public private(set) var leftOutCount = 0
    private let format: Format
    private let flushesEachBatch: Bool
    /// Whether what is written is for others: no secrets, no comments, no records of other kinds
    /// than packets.  Their bytes are for the caller to erase.
    public let isRedacted: Bool
    /// Until there is a writer.
    private var sink: FileSink?
    private var writer: CaptureWriter<FileSink>?
    /// The number in the file for each interface of the capture.
    private var interfaceNumbers: [Int] = []
    /// The same for link types of which no interface is known.
    private var strangerNumbers: [UInt16: Int] = [:]
    private var linkType: UInt16?
    private var names: Set<CaptureMetadata.NameRecord> = []

    /// Creates the file, or empties it.
    ///
    /// - Parameters:
    ///   - path: `-` for standard output.
    ///   - flushesEachBatch: for readers who watch, rather than wait for the end.
    ///   - isRedacted: see ``isRedacted``.
    public init(
        path: String, format: Format, flushesEachBatch: Bool = false, isRedacted: Bool = false
    ) throws(CaptureError) {
        self.isRedacted = isRedacted
        sink = try FileSink(path: path)
        self.format = format
        self.flushesEachBatch = flushesEachBatch
    }

    /// Writes the secrets that packets to come were encrypted with.
    public func append(
        _ secrets: CaptureMetadata.Secrets, from source: borrowing some CaptureSource & ~Copyable
    ) {
        guard isPcapng, failure == nil, !isRedacted else { return }
        begin(source)
        writer?.append(secrets)
    }

    /// Writes a packet of the source.
    ///
    /// - Parameter bytes: what to write of it, if not what the source has.
    public func append<Source: CaptureSource & ~Copyable>(
        _ record: PacketRecord, from source: borrowing Source
    ) {
        append(record, source.bytes(of: record), from: source)
    }

    /// The same, with other bytes.
    public func append<Source: CaptureSource & ~Copyable>(
        _ record: PacketRecord, _ bytes: RawSpan, from source: borrowing Source
    ) {
        guard failure == nil else { return }
        if isRedacted, record.kind != .packet {
            leftOutCount += 1
            return
        }
        do throws(CaptureError) {
            if isPcapng { begin(source) } else { try beginClassic(record, source) }
            let number = record.kind == .packet ? interfaceNumber(of: record, source) : 0
            let isWritten = try writer?.append(
                bytes, record, extras(of: record, source), interface: number)
            if isWritten != true { leftOutCount += 1 }
        } catch {
            // What there is already is good.
            if case .mixedLinkTypes = error { flush() }
            failure = error
        }
    }

    /// Call when no more packets are at hand.
    public func endBatch() {
        if flushesEachBatch { flush() }
    }

    private func flush() {
        guard failure == nil, writer != nil else { return }
        do throws(CaptureError) { try writer?.finish() } catch { failure = error }
    }

    /// Writes what is known only at the end.
    public func finish(_ source: borrowing some CaptureSource & ~Copyable) {
        guard failure == nil else { return }
        if isPcapng { begin(source) } else { beginClassic(source) }
        if isPcapng { finishSection(source.readMetadata()) }
        flush()
    }

    private func extras(
        of record: PacketRecord, _ source: borrowing some CaptureSource & ~Copyable
    ) -> PacketExtras {
        var extras = source.extras(of: record)
        if isRedacted {
            // Flags and counts of packets lost; all else may say something of what was sent.
            extras.options.removeAll { $0.code != 2 && $0.code != 4 }
        }
        return extras
    }

    private var isPcapng: Bool {
        if case .pcapng = format { true } else { false }
    }
}

// MARK: - Beginnings

extension CaptureCopy {
    private func begin(
        _ interface: CaptureMetadata.Interface?, _ section: CaptureMetadata.Section = .init()
    ) {
        guard let sink = sink.take() else { return }
        writer = CaptureWriter(format, to: sink, interface: interface, section: section)
    }

    private func begin(_ source: borrowing some CaptureSource & ~Copyable) {
        guard writer == nil else { return }
        let metadata = source.readMetadata()
        var section = metadata.sections.first ?? .init()
        if isRedacted { section.comments = [] }
        begin(nil, section)
        appendNames(of: metadata)
    }

    private func beginClassic(
        _ record: PacketRecord, _ source: borrowing some CaptureSource & ~Copyable
    ) throws(CaptureError) {
        guard record.kind == .packet else { return }
        if let linkType {
            guard linkType != record.linkType else { return }
            throw .mixedLinkTypes(linkType, record.linkType)
        }
        linkType = record.linkType
        var interface = interface(of: record, source.readMetadata())
        interface.linkType = record.linkType
        begin(interface)
    }

    /// Of a capture without packets.
    private func beginClassic(_ source: borrowing some CaptureSource & ~Copyable) {
        guard writer == nil else { return }
        var ethernet = CaptureMetadata.Interface()
        ethernet.linkType = 1
        begin(source.readMetadata().interfaces.first ?? ethernet)
    }
}

// MARK: - Interfaces

extension CaptureCopy {
    private func interfaceNumber(
        of record: PacketRecord, _ source: borrowing some CaptureSource & ~Copyable
    ) -> Int {
        guard isPcapng else { return 0 }
        if let number = record.interface, number < interfaceNumbers.count {
            return interfaceNumbers[number]
        }
        if let number = strangerNumbers[record.linkType] { return number }
        let metadata = source.readMetadata()
        if let number = record.interface, number < metadata.interfaces.count,
            metadata.interfaces[number].linkType == record.linkType
        {
            appendInterfaces(of: metadata, upTo: number)
            return interfaceNumbers[number]
        }
        let number = writer?.addInterface(interface(of: record, metadata)) ?? 0
        strangerNumbers[record.linkType] = number
        return number
    }

    /// The interface of a packet, or what must have been one.
    private func interface(
        of record: PacketRecord, _ metadata: CaptureMetadata
    ) -> CaptureMetadata.Interface {
        if let number = record.interface, number < metadata.interfaces.count,
            metadata.interfaces[number].linkType == record.linkType
        {
            return metadata.interfaces[number]
        }
        var interface = CaptureMetadata.Interface()
        interface.linkType = record.linkType
        interface.setResolution(record.timeDigits)
        return interface
    }

    private func appendInterfaces(of metadata: CaptureMetadata, upTo last: Int) {
        guard interfaceNumbers.count <= last else { return }
        for interface in metadata.interfaces[interfaceNumbers.count...last] {
            var interface = interface
            if isRedacted {
                interface.comments = []
                interface.otherOptions = []
            }
            interfaceNumbers.append(writer?.addInterface(interface) ?? 0)
        }
    }
}

// MARK: - The rest

extension CaptureCopy {
    private func appendNames(of metadata: CaptureMetadata) {
        if isRedacted { return }
        let news = metadata.nameRecords.filter { names.insert($0).inserted }
        if !news.isEmpty { writer?.append(news) }
    }

    private func finishSection(_ metadata: CaptureMetadata) {
        appendNames(of: metadata)
        appendInterfaces(of: metadata, upTo: metadata.interfaces.count - 1)
        for (interface, number) in zip(metadata.interfaces, interfaceNumbers)
        where interface.statistics.blockCount > 0 {
            writer?.append(interface.statistics, interface: number)
        }
    }
}
