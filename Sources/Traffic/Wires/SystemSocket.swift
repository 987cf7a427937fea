internal import Glibc
internal import Packets

/// A socket of the system that never blocks; closed with the last reference.
final class SystemSocket {
    let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    init(_ kind: __socket_type) throws(TrafficError) {
        let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_INET, Int32(kind.rawValue) | flags, 0)
        guard descriptor >= 0 else { throw TrafficError(systemError: errno) }
    }

    deinit { _ = close(descriptor) }

    func set(_ level: Int32, _ option: Int32, _ value: Int32 = 1) {
        var value = value
        _ = unsafe setsockopt(
            descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// - Returns: 0, or an `errno`.
    func bind(_ endpoint: Endpoint) -> Int32 {
        unsafe withAddress(endpoint) { unsafe Glibc.bind(descriptor, $0, $1) } == 0 ? 0 : errno
    }

    func connect(_ endpoint: Endpoint) -> Int32 {
        unsafe withAddress(endpoint) { unsafe Glibc.connect(descriptor, $0, $1) } == 0 ? 0 : errno
    }

    /// - Returns: the new connection, or nil if there is none to be had.
    func accept() -> SystemSocket? {
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { return nil }
        _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        return SystemSocket(descriptor: accepted)
    }

    /// What went wrong since somebody asked last, as an `errno`.
    var pendingError: Int32 {
        var number: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size)
        return number
    }

    /// - Returns: how many bytes were taken, or a negative `errno`.
    func send(_ bytes: ArraySlice<UInt8>) -> Int {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        return count < 0 ? -Int(errno) : count
    }

    func send(_ datagram: [UInt8], to endpoint: Endpoint) {
        _ = unsafe datagram.withUnsafeBytes { bytes in
            unsafe withAddress(endpoint) {
                unsafe Int32(
                    truncatingIfNeeded: sendto(
                        descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL),
                        $0, $1))
            }
        }
    }

    /// - Returns: how many bytes came (0: no more will), or a negative `errno`.
    func receive(into buffer: inout [UInt8]) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        return count < 0 ? -Int(errno) : count
    }

    /// - Returns: a datagram's size and sender; nil: there is none.
    func receiveDatagram(into buffer: inout [UInt8]) -> (count: Int, sender: Endpoint)? {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe withUnsafeMutablePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe recvfrom(descriptor, bytes.baseAddress, bytes.count, 0, $0, &size)
                }
            }
        }
        return count < 0 ? nil : (count, Endpoint(address))
    }

    var localEndpoint: Endpoint { unsafe name { unsafe getsockname(descriptor, $0, $1) } }
    var remoteEndpoint: Endpoint { unsafe name { unsafe getpeername(descriptor, $0, $1) } }

    private func name(
        _ ask: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> Endpoint {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe ask($0, &size) }
        }
        return Endpoint(address)
    }

    private func withAddress(
        _ endpoint: Endpoint, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = endpoint.port.bigEndian
        address.sin_addr.s_addr = (endpoint.address.v4 ?? 0).bigEndian
        return unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

extension Endpoint {
    fileprivate init(_ address: sockaddr_in) {
        self.init(
            IPAddress(v4: UInt32(bigEndian: address.sin_addr.s_addr)),
            UInt16(bigEndian: address.sin_port))
    }
}
