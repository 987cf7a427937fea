internal import CPcap
public import Captures
internal import Glibc

/// Reads the packets of a file through libpcap: for the formats it knows and ``CaptureReader`` does
/// not, and as that reader's referee.
///
/// libpcap lends one packet at a time, so a batch holds one.
@safe
public struct LibpcapReader: CaptureSource, ~Copyable {
    private let handle: OpaquePointer
    private let linkType: UInt16
    private let timeDigits: UInt8
    private var bytes: UnsafeBufferPointer<UInt8>
    private var isAtEnd = false

    /// - Parameter path: `-` for standard input.
    public init(path: String) throws(CaptureError) {
        let descriptor = path == "-" ? dup(0) : unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        let timeDigits = Self.timeDigits(descriptor)
        let opened = try unsafe Self.open(descriptor)
        self.timeDigits = timeDigits
        unsafe handle = opened
        linkType = unsafe DataLinkType.linkType(of: pcap_datalink(opened))
        unsafe bytes = .init(start: nil, count: 0)
    }

    @unsafe
    private static func open(_ descriptor: Int32) throws(CaptureError) -> OpaquePointer {
        guard let file = unsafe fdopen(descriptor, "rb") else { throw .system(errno) }
        var message = PcapMessage()
        let opened = unsafe pcap_fopen_offline_with_tstamp_precision(
            file, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message.characters)
        guard let opened = unsafe opened else {
            unsafe fclose(file)
            throw .libpcap(message.text)
        }
        return unsafe opened
    }

    deinit {
        unsafe pcap_close(handle)
    }

    public mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool {
        batch.removeAll()
        guard !isAtEnd else { return false }
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var start: UnsafePointer<UInt8>?
        let result = unsafe pcap_next_ex(handle, &header, &start)
        guard result == 1, let header = unsafe header?.pointee else {
            isAtEnd = true
            if result == PCAP_ERROR_BREAK { return false }
            throw unsafe .libpcap(String(cString: pcap_geterr(handle)))
        }
        unsafe bytes = .init(start: start, count: Int(header.caplen))
        // Asked for nanoseconds, libpcap stores them in the field for microseconds.
        let time = Int64(header.ts.tv_sec) &* 1_000_000_000 &+ Int64(header.ts.tv_usec)
        batch.append(
            PacketRecord(
                time: time, count: Int(header.caplen), originalCount: Int(header.len),
                linkType: linkType, timeDigits: timeDigits))
        return true
    }

    @_lifetime(borrow self)
    public func bytes(of record: borrowing PacketRecord) -> RawSpan {
        let bytes = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(self.bytes))
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }

    /// libpcap drops them.
    public func comments(of record: borrowing PacketRecord) -> [String] { [] }

    public func readMetadata() -> CaptureMetadata {
        var metadata = CaptureMetadata()
        metadata.fileType = .other
        metadata.snapLength = unsafe Int(pcap_snapshot(handle))
        var interface = CaptureMetadata.Interface()
        interface.linkType = linkType
        interface.snapLength = unsafe Int(pcap_snapshot(handle))
        interface.timeDigits = timeDigits
        metadata.interfaces = [interface]
        return metadata
    }

    /// libpcap does not say how fine a file's times are.  The magic numbers of classic captures in
    /// microseconds do, where a file can be looked at without reading on.
    private static func timeDigits(_ descriptor: Int32) -> UInt8 {
        var magic: UInt32 = 0
        let count = unsafe pread(descriptor, &magic, MemoryLayout<UInt32>.size, 0)
        guard count == MemoryLayout<UInt32>.size else { return 9 }
        return switch magic.bigEndian {
        case 0xA1B2_C3D4, 0xD4C3_B2A1, 0xA1B2_CD34, 0x34CD_B2A1: 6
        default: 9
        }
    }
}
