internal import Bytes

/// A pcap or pcapng file while it is read: its window, its format, and what it says of itself.
struct CaptureFile: ~Copyable {
    private(set) var window: InputWindow
    private var format: Format
    private(set) var metadata = CaptureMetadata()
    private var isAtEnd = false
    /// In use if the format says so; stands beside it so that it is changed in place.
    private var pcapng = PcapngFormat()

    private enum Format: BitwiseCopyable {
        case classic(ClassicFormat)
        case pcapng
    }

    init(input: any ByteInput, limits: CaptureReader.Limits) throws(CaptureError) {
        var window = try InputWindow(
            input: input, byteCount: limits.windowByteCount,
            byteCountMax: limits.recordByteCountMax)
        guard try window.ensure(1) else { throw .emptyFile }
        _ = try window.ensure(4)
        if let compression = Compression(firstBytes: window.unread) {
            window.unpack(compression)
            metadata.compression = compression
            guard try window.ensure(1) else {
                throw window.isInputCutShort ? .cutShort(offset: 0) : .emptyFile
            }
        }
        format = try Self.readFormat(&window)
        self.window = window
        switch format {
        case .classic(let classic): metadata.describe(classic)
        case .pcapng: metadata.fileType = .pcapng
        }
    }

    private static func readFormat(_ window: inout InputWindow) throws(CaptureError) -> Format {
        guard try window.ensure(4) else {
            if window.isInputCutShort { throw .cutShort(offset: 0) }
            throw notACapture(window.unread)
        }
        if let (type, isBigEndian) = ClassicFormat.find(window.unread) {
            guard try window.ensure(ClassicFormat.headerByteCount) else {
                throw .cutShort(offset: 0)
            }
            let classic = try ClassicFormat(
                type, isBigEndian: isBigEndian, header: window.unread)
            guard try window.pass(classic.fileHeaderByteCount) else { throw .cutShort(offset: 0) }
            return .classic(classic)
        }
        guard window.unread.bigEndian(at: 0) as UInt32 == PcapngBlockType.sectionHeader else {
            throw notACapture(window.unread)
        }
        guard try window.ensure(PcapngFormat.blockByteCountMin) else { throw .cutShort(offset: 0) }
        guard PcapngFormat.isFound(window.unread) else { throw notACapture(window.unread) }
        return .pcapng
    }

    private static func notACapture(_ bytes: RawSpan) -> CaptureError {
        .notACapture(firstBytes: (0..<min(4, bytes.byteCount)).map { bytes.byte(at: $0) })
    }

    mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool {
        batch.removeAll()
        guard !isAtEnd else { return false }
        do {
            switch format {
            case .classic(let classic): try nextOfClassic(classic, &batch)
            case .pcapng: try nextOfPcapng(&batch)
            }
        } catch {
            // What was read before the damage is handed out first; the same is found again then.
            if batch.count > 0 { return true }
            isAtEnd = true
            if case .cutShort = error { metadata.isCutShort = true }
            throw error
        }
        isAtEnd = batch.count == 0
        return !isAtEnd
    }

    private mutating func nextOfClassic(
        _ classic: ClassicFormat, _ batch: inout PacketBatch
    ) throws(CaptureError) {
        while true {
            let end = classic.scan(window.whole, from: window.position, into: &batch)
            window.skip(end &- window.position)
            if batch.count > 0 { return }
            guard try classic.prepare(&window) else { return }
        }
    }

    private mutating func nextOfPcapng(_ batch: inout PacketBatch) throws(CaptureError) {
        while true {
            var comments = metadata.packetComments
            let end = pcapng.scan(
                window.whole, from: window.position, into: &batch, comments: &comments)
            metadata.packetComments = comments
            window.skip(end &- window.position)
            // The window must stay where it is as long as there is a packet in the batch.
            if batch.count > 0, batch.isFull || !pcapng.hasWholeBlock(window.unread) { return }
            guard try pcapng.takeBlock(from: &window, into: &batch, metadata: &metadata) else {
                return
            }
        }
    }

    /// Where the packets of the batch that was handed out last are.
    var memory: WindowMemory { window.memory }
}

extension CaptureMetadata {
    fileprivate mutating func describe(_ classic: ClassicFormat) {
        fileType = classic.fileType
        isBigEndian = classic.isBigEndian
        snapLength = Int(classic.snapLength)
        var section = Section()
        section.isBigEndian = classic.isBigEndian
        sections = [section]
        var interface = Interface()
        interface.linkType = classic.linkType
        interface.snapLength = Int(classic.snapLength)
        interface.timeDigits = classic.timeDigits
        interface.unitsPerSecond = classic.timeDigits == 9 ? 1_000_000_000 : 1_000_000
        interface.resolution = classic.timeDigits
        interfaces = [interface]
    }
}

/// A place on the heap for a file: what is behind it is lent without being copied.
final class CaptureFileBox {
    var file: CaptureFile

    init(_ file: consuming CaptureFile) { self.file = file }
}
