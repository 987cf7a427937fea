internal import Glibc

/// Where a ``CaptureWriter`` puts its bytes.
public protocol ByteSink: ~Copyable {
    mutating func write(_ bytes: RawSpan) throws(CaptureError)
}

/// Keeps what is written.
public struct MemorySink: ByteSink, Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func write(_ bytes: RawSpan) throws(CaptureError) {
        unsafe bytes.withUnsafeBytes { unsafe self.bytes.append(contentsOf: $0) }
    }
}

/// A file, a pipe or a socket.
///
/// A file ends behind the last bytes that were written whole: what comes in one call stays out of
/// it if the disk is full before its end.
public struct FileSink: ByteSink, ~Copyable {
    private let descriptor: Int32
    private var byteCount = 0

    /// Creates the file, or empties it.  `-` is standard output.
    public init(path: String) throws(CaptureError) {
        descriptor =
            path == "-"
            ? dup(1) : unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(errno) }
    }

    /// Takes over a descriptor, and closes it in the end.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }

    public mutating func write(_ bytes: RawSpan) throws(CaptureError) {
        var position = 0
        while position < bytes.byteCount {
            let rest = bytes.extracting(position..<bytes.byteCount)
            let written = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0 && errno == EINTR { continue }
            if written < 0, errno == EAGAIN, waitsForRoom() { continue }
            guard written >= 0 else {
                let failure = errno
                if position > 0 { _ = ftruncate(descriptor, byteCount) }
                throw .system(failure)
            }
            position += written
        }
        byteCount += position
    }

    /// Standard output may be a pipe that another program has set not to block.
    private func waitsForRoom() -> Bool {
        var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&place, 1, -1) >= 0 || errno == EINTR
    }
}
