internal import Glibc

/// A file without a name, in memory, whose content is replaced for each input.
public enum MemoryFile {
    private static let descriptor: CInt = {
        var path = Array(("/dev/shm/fuzz-" + String(repeating: "X", count: 6)).utf8CString)
        let descriptor = unsafe mkstemp(&path)
        unsafe unlink(path)
        return descriptor
    }()

    /// Returns a descriptor of a file with these bytes, at its beginning; the caller closes it.
    public static func make(_ bytes: [UInt8]) -> CInt {
        ftruncate(descriptor, 0)
        let written = unsafe bytes.withUnsafeBytes {
            unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
        }
        precondition(written == bytes.count, "no memory for a file of \(bytes.count) bytes")
        lseek(descriptor, 0, SEEK_SET)
        return dup(descriptor)
    }
}
