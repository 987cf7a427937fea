import Glibc

/// Writes a classic pcap file with microseconds, little endian, Ethernet.
struct CaptureFile: ~Copyable {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private static var bufferByteCount: Int { 1 << 20 }

    /// Returns nil when the file cannot be made.
    init?(path: String) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return nil }
        buffer.reserveCapacity(Self.bufferByteCount + 1024)
        for word: UInt32 in [0xA1B2_C3D4, 0x0004_0002, 0, 0, 262_144, 1] { put(word) }
    }

    /// - Parameter time: microseconds since 1970.
    mutating func write(_ frame: borrowing Frame, time: Int) -> Bool {
        put(UInt32(time / 1_000_000))
        put(UInt32(time % 1_000_000))
        put(UInt32(frame.count))
        put(UInt32(frame.count))
        buffer.append(contentsOf: frame.bytes[..<frame.count])
        return buffer.count < Self.bufferByteCount || flush()
    }

    /// Returns false when the disk did not take it all.
    mutating func flush() -> Bool {
        var offset = 0
        while offset < buffer.count {
            let written = unsafe buffer.withUnsafeBytes { bytes in
                unsafe Glibc.write(
                    descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
            }
            guard written > 0 else { return false }
            offset += written
        }
        buffer.removeAll(keepingCapacity: true)
        return true
    }

    private mutating func put(_ word: UInt32) {
        for shift: UInt32 in [0, 8, 16, 24] {
            buffer.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    deinit {
        _ = close(descriptor)
    }
}
