internal import CPcap
public import Captures
internal import Glibc

/// An interface that packets are being captured on: libpcap's handle.
///
/// Packets are handed over by the kernel in blocks, each when it is full or ``deliveryTime`` old.
/// libpcap's "immediate mode" is not used: it has the kernel cut its buffer into slots that each
/// hold the longest packet there may be, of which 2 MiB are eight, and two of three packets of a
/// busy loopback are lost.  Nobody sees a hundredth of a second.
@safe
public final class CaptureDevice {
    public struct Settings: Equatable, Sendable {
        /// In the language of tcpdump.
        public var filter: String?
        /// How much the kernel keeps while nobody takes it.
        public var bufferByteCount = bufferByteCountDefault
        /// How much of each packet is captured.
        public var snapLength = 262_144
        /// Whether an interface is asked for packets to others, too.
        public var isPromiscuous = true

        public init() {}
    }

    /// What the kernel counts.
    public struct Counts: Equatable, Sendable {
        /// Packets that the filter let through, also those that were dropped then.
        public var received = 0
        /// Packets that found the kernel's buffer full.
        public var dropped = 0
        /// Packets that the interface or its driver dropped.
        public var droppedByInterface = 0
    }

    /// What the kernel keeps unless somebody asks for another size.
    public static var bufferByteCountDefault: Int { 32 << 20 }

    /// Milliseconds that a packet waits in the kernel for others, at most.
    static var deliveryTime: Int32 { 10 }

    public let name: String
    /// For the capture that is written, and for whoever understands the packets.
    public let interface: CaptureMetadata.Interface
    /// Readable when there are packets; -1 for the rare interface that has nothing to wait for.
    let descriptor: Int32
    let handle: OpaquePointer
    /// What was counted while the interface was open already and had no filter yet.
    private var countedBefore = Counts()

    public init(_ name: String, _ settings: Settings) throws(LiveError) {
        self.name = name
        let known = try CaptureInterface.all()
        unsafe handle = try Self.open(name, settings, known)
        descriptor = unsafe pcap_get_selectable_fd(handle)
        var interface = CaptureMetadata.Interface()
        interface.name = name
        interface.description = known.first { $0.name == name }?.description
        interface.filter = settings.filter
        interface.operatingSystem = Self.operatingSystem
        interface.linkType = unsafe DataLinkType.linkType(of: pcap_datalink(handle))
        interface.snapLength = unsafe Int(pcap_snapshot(handle))
        interface.setResolution(9)
        self.interface = interface
        try finish(settings, isLoopback: known.contains { $0.name == name && $0.isLoopback })
        if settings.filter != nil { countedBefore = counts() }
    }

    deinit {
        unsafe pcap_close(handle)
    }

    /// Waits for nothing.  Returns false if there is no packet now.
    ///
    /// - Parameter body: what to do with a packet: its bytes, its time in nanoseconds since 1970,
    ///   and how long it was.
    func next(_ body: (RawSpan, Int64, Int) -> Void) throws(LiveError) -> Bool {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var start: UnsafePointer<UInt8>?
        let result = unsafe pcap_next_ex(handle, &header, &start)
        guard result == 1, let header = unsafe header?.pointee else {
            if result == 0 || result == PCAP_ERROR_BREAK { return false }
            throw .interface(name, message: unsafe Self.message(of: handle))
        }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(header.caplen))
        // Asked for nanoseconds, libpcap stores them in the field for microseconds.
        let time = Int64(header.ts.tv_sec) &* 1_000_000_000 &+ Int64(header.ts.tv_usec)
        unsafe body(RawSpan(_unsafeBytes: bytes), time, Int(header.len))
        return true
    }

    /// What the kernel has counted since the capture began.
    func counts() -> Counts {
        var counts = pcap_stat()
        guard unsafe pcap_stats(handle, &counts) == 0 else { return Counts() }
        return Counts(
            received: Int(counts.ps_recv) - countedBefore.received,
            dropped: Int(counts.ps_drop) - countedBefore.dropped,
            droppedByInterface: Int(counts.ps_ifdrop) - countedBefore.droppedByInterface)
    }
}
