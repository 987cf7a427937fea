internal import Glibc

/// Where the bytes of a capture come from: a file or pipe, or what unpacks one.
///
/// A class behind one dynamic call, made once for a megabyte.
protocol ByteInput: AnyObject {
    /// Reads what is at hand, at most as much as fits.  Returns 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int

    /// Whether the input ended where it should have gone on.
    var isCutShort: Bool { get }

    /// Whether a read ends soon, and takes nothing from anybody: not one from a pipe.
    var canReadAhead: Bool { get }
}

/// A file or a pipe.
final class FileInput: ByteInput {
    private let descriptor: Int32

    /// - Parameter path: `-` for standard input.
    init(path: String) throws(CaptureError) {
        descriptor = path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
    }

    /// Takes over a descriptor, and closes it in the end.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }

    var isCutShort: Bool { false }

    var canReadAhead: Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
        while true {
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .system(errno) }
        }
    }
}
