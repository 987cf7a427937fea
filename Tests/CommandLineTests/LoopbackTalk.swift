import Foundation

/// Two sockets on loopback that talk to one another, on a port of their own.
final class LoopbackTalk {
    private let sender = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    private let receiver = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    private var address = sockaddr_in()

    init() throws {
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try unsafe check(withAddress { unsafe bind(receiver, $0, $1) })
        try unsafe check(
            withAddress { address, length in
                var length = length
                return unsafe getsockname(receiver, address, &length)
            })
        try unsafe check(withAddress { unsafe connect(sender, $0, $1) })
    }

    deinit {
        close(sender)
        close(receiver)
    }

    var port: UInt16 { UInt16(bigEndian: address.sin_port) }

    /// The capture filter for what is said here.
    var filter: String { "port \(port)" }

    /// Says something, so many times.
    func say(_ text: String, _ count: Int = 1) { say(Array(text.utf8), count) }

    func say(_ bytes: [UInt8], _ count: Int = 1) {
        for _ in 0..<count { _ = unsafe send(sender, bytes, bytes.count, 0) }
    }

    @unsafe
    private func withAddress(
        _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func check(_ status: Int32) throws {
        if status != 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
    }
}
