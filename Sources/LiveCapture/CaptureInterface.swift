internal import CPcap
internal import Glibc

/// An interface of this machine that packets can be captured on.
public struct CaptureInterface: Sendable, Equatable {
    public var name: String
    /// What libpcap has to say of it, as in "Pseudo-device that captures on all interfaces".
    public var description: String?
    /// IPv4 and IPv6 addresses.
    public var addresses: [String]
    public var isLoopback: Bool
    public var isUp: Bool

    /// All that libpcap knows, the likeliest first.
    public static func all() throws(LiveError) -> [CaptureInterface] {
        var first: UnsafeMutablePointer<pcap_if_t>?
        var message = PcapMessage()
        guard unsafe pcap_findalldevs(&first, &message.characters) == 0 else {
            throw .interface("interfaces", message: message.text)
        }
        defer { unsafe pcap_freealldevs(first) }
        var interfaces: [CaptureInterface] = []
        var next = unsafe first
        while let device = unsafe next {
            unsafe interfaces.append(CaptureInterface(device.pointee))
            unsafe next = device.pointee.next
        }
        return interfaces
    }

    /// The name of an interface that may be named by its number in ``all()``, counted from 1.
    public static func name(_ text: String) throws(LiveError) -> String {
        guard let number = Int(text) else { return text }
        let names = try all().map(\.name)
        if names.contains(text) { return text }
        guard number > 0, number <= names.count else {
            throw .noSuchInterface(text, known: names)
        }
        return names[number - 1]
    }
}

extension CaptureInterface {
    @unsafe
    fileprivate init(_ device: pcap_if_t) {
        unsafe name = String(cString: device.name)
        unsafe description = device.description.map { unsafe String(cString: $0) }
        isLoopback = unsafe device.flags & UInt32(PCAP_IF_LOOPBACK) != 0
        isUp = unsafe device.flags & UInt32(PCAP_IF_UP) != 0
        addresses = []
        var next = unsafe device.addresses
        while let address = unsafe next {
            if let text = unsafe Self.text(address.pointee.addr) { addresses.append(text) }
            unsafe next = address.pointee.next
        }
    }

    @unsafe
    private static func text(_ address: UnsafeMutablePointer<sockaddr>?) -> String? {
        guard let address = unsafe address else { return nil }
        let length: Int
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = unsafe getnameinfo(
            address, socklen_t(length), &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
        return status == 0 ? PcapMessage.text(host) : nil
    }
}
