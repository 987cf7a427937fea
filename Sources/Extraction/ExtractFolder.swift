internal import Bytes
internal import Glibc

/// The folder that extracted files are written into, under names that strangers chose.
///
/// Nothing is written outside of it, nothing that is there is overwritten, no link is followed: a
/// name becomes one of a few harmless characters, and its file is one that did not exist.
public final class ExtractFolder {
    /// The longest name of a file, in bytes.
    public static var nameByteCountMax: Int { 120 }
    /// How many files of one name are told apart by a number.
    public static var sameNameCountMax: Int { 1 << 20 }

    /// What went wrong, as an `errno`, and with which file; then no more is written.
    public private(set) var failure: (number: Int32, name: String)?
    private let descriptor: Int32
    /// The next number for each name that was given away.
    private var nextNumbers: [String: Int] = [:]

    /// Why there is no folder: an `errno`.
    public struct Failure: Error, Equatable {
        public var number: Int32
    }

    /// Opens the folder, and makes it if there is none.
    public init(path: String) throws(Failure) {
        if unsafe mkdir(path, 0o755) != 0, errno != EEXIST { throw Failure(number: errno) }
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw Failure(number: errno) }
        descriptor = opened
    }

    deinit { _ = close(descriptor) }

    /// Makes a new file of just that name.
    func create(exactly name: String) -> Int32? {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = unsafe openat(descriptor, name, flags, 0o644)
        if file >= 0 { return file }
        if errno != EEXIST { fail(errno, name) }
        return nil
    }

    /// Makes a new file of a name like the one that is wanted.
    func create(_ wanted: [UInt8]) -> (descriptor: Int32, name: String)? {
        let name = Self.harmless(wanted)
        var number = nextNumbers[name] ?? 1
        while failure == nil, number <= Self.sameNameCountMax {
            let tried = number == 1 ? name : Self.numbered(name, number)
            number += 1
            guard let file = create(exactly: tried) else { continue }
            nextNumbers[name] = number
            return (file, tried)
        }
        if failure == nil { fail(EEXIST, name) }
        return nil
    }

    func fail(_ number: Int32, _ name: String) {
        if failure == nil { failure = (number, name) }
    }

    /// Of a name, what cannot lead anywhere or hide: letters, digits, `-`, `_`, and dots that do
    /// not begin it.
    static func harmless(_ name: [UInt8]) -> String {
        var kept: [UInt8] = []
        for byte in name.prefix(nameByteCountMax) {
            let isDot = byte == UInt8(ascii: ".") && !kept.isEmpty
            kept.append(isPlain(byte) || isDot ? byte : UInt8(ascii: "_"))
        }
        if kept.isEmpty { return "unnamed" }
        return String(decoding: kept, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// As in `picture-2.jpg`.
    private static func numbered(_ name: String, _ number: Int) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return "\(name)-\(number)"
        }
        return "\(name[..<dot])-\(number)\(name[dot...])"
    }
}
