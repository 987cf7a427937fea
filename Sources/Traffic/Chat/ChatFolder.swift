internal import Glibc

/// The files of a folder, for a chat server to offer: plain ones that are not hidden, without those
/// of the folders in it.
public struct ChatFolder {
    /// In the order of their names.
    public private(set) var files: [ChatFile] = []
    /// Names that the protocol cannot carry: they have blanks.
    public private(set) var leftOut: [String] = []

    static var fileCountMax: Int { 256 }
    /// Of all files together.
    static var byteCountMax: Int { 256 << 20 }

    public init(_ path: String) throws(TrafficError) {
        guard let folder = unsafe opendir(path) else {
            throw TrafficError("\(path): \(TrafficError(systemError: errno))")
        }
        defer { _ = unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        var room = Self.byteCountMax
        for name in names.sorted() {
            guard let content = try Self.content("\(path)/\(name)", room: &room) else { continue }
            guard let file = ChatFile(name, content) else {
                leftOut.append(name)
                continue
            }
            files.append(file)
            guard files.count <= Self.fileCountMax else {
                throw TrafficError("\(path): more than \(Self.fileCountMax) files")
            }
        }
    }

    /// - Returns: nothing if it is no plain file.
    private static func content(
        _ path: String, room: inout Int
    ) throws(TrafficError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ELOOP { return nil }
            throw TrafficError("\(path): \(TrafficError(systemError: errno))")
        }
        defer { _ = close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 else {
                throw TrafficError("\(path): \(TrafficError(systemError: errno))")
            }
            if count == 0 { return content }
            room -= count
            guard room >= 0 else {
                throw TrafficError("\(path): the folder has more than \(byteCountMax >> 20) MiB")
            }
            content += piece[..<count]
        }
    }
}
