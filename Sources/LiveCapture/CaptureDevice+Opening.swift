internal import CLinux
internal import CPcap
internal import Captures
internal import Glibc

extension CaptureDevice {
    @unsafe
    static func open(
        _ name: String, _ settings: Settings, _ known: [CaptureInterface]
    ) throws(LiveError) -> OpaquePointer {
        var message = PcapMessage()
        guard let handle = unsafe pcap_create(name, &message.characters) else {
            throw .interface(name, message: message.text)
        }
        unsafe pcap_set_snaplen(handle, Int32(clamping: settings.snapLength))
        unsafe pcap_set_buffer_size(handle, Int32(clamping: settings.bufferByteCount))
        unsafe pcap_set_promisc(handle, settings.isPromiscuous ? 1 : 0)
        unsafe pcap_set_timeout(handle, deliveryTime)
        // Not all interfaces can tell nanoseconds; those that cannot are asked for what they can.
        unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        let status = unsafe pcap_activate(handle)
        // Above 0 are warnings, as that an interface knows no promiscuous mode.
        guard status < 0 else { return unsafe handle }
        let text = unsafe Self.message(of: handle)
        unsafe pcap_close(handle)
        switch status {
        case PCAP_ERROR_NO_SUCH_DEVICE:
            throw .noSuchInterface(name, known: known.map(\.name))
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: throw .notPermitted(name)
        case PCAP_ERROR_IFACE_NOT_UP: throw .interfaceIsDown(name)
        default: throw .interface(name, message: text)
        }
    }

    /// Sets up what can be set up only now.
    func finish(_ settings: Settings, isLoopback: Bool) throws(LiveError) {
        if isLoopback { ignoreOutgoing() }
        if let filter = settings.filter { try set(filter) }
        var message = PcapMessage()
        guard unsafe pcap_setnonblock(handle, 1, &message.characters) == 0 else {
            throw .interface(name, message: message.text)
        }
    }

    /// What is sent over loopback would come twice: libpcap throws the first away, after the
    /// kernel has counted it and kept it in its buffer.  This saves half of the work.  Kernels
    /// that do not know it (before 4.20) go on as they are.
    private func ignoreOutgoing() {
        var isIgnored: Int32 = 1
        _ = unsafe setsockopt(
            pcap_fileno(handle), SOL_PACKET, PACKET_IGNORE_OUTGOING, &isIgnored,
            socklen_t(MemoryLayout<Int32>.size))
    }

    private func set(_ filter: String) throws(LiveError) {
        var program = unsafe bpf_program()
        let isCompiled = unsafe pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0
        guard isCompiled else {
            throw .filter(filter, FilterError(message: unsafe Self.message(of: handle)))
        }
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(handle, &program) == 0 else {
            throw .filter(filter, FilterError(message: unsafe Self.message(of: handle)))
        }
    }

    @unsafe
    static func message(of handle: OpaquePointer) -> String {
        guard let text = unsafe pcap_geterr(handle) else { return "" }
        return unsafe String(cString: text)
    }

    /// As dumpcap says it, "Linux 6.1.0".
    static var operatingSystem: String? {
        var name = utsname()
        guard unsafe uname(&name) == 0 else { return nil }
        let system = unsafe withUnsafeBytes(of: &name.sysname) { unsafe text($0) }
        let release = unsafe withUnsafeBytes(of: &name.release) { unsafe text($0) }
        return "\(system) \(release)"
    }

    @unsafe
    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
