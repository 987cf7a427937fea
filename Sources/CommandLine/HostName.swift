internal import Glibc
internal import Packets
internal import Traffic

/// Finds out where a server is.
enum HostName {
    /// Reads HOST:PORT, with a name or an address of IPv4.
    static func resolve(_ text: String) throws(UsageError) -> Endpoint {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
            let port = UInt16(text[text.index(after: colon)...]), port > 0
        else { throw UsageError("--connect '\(text)' is not of the form HOST:PORT") }
        return Endpoint(try address(String(text[..<colon])), port)
    }

    private static func address(_ name: String) throws(UsageError) -> IPAddress {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_INET
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(name, nil, &hints, &list)
        defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
        guard status == 0, let first = unsafe list?.pointee.ai_addr else {
            let reason = unsafe String(cString: gai_strerror(status))
            throw UsageError("--connect: there is no host '\(name)': \(reason)")
        }
        // Only addresses of IPv4 were asked for.
        let word = unsafe first.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            unsafe UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
        }
        return IPAddress(v4: word)
    }
}
