internal import Bytes
internal import Cryptography
internal import Glibc

/// A file that is being put together, and what the manifest says of it.
final class ExtractedFile {
    /// Packets and parts that are named one by one; of more the first are.
    static var namedCountMax: Int { 1024 }
    private static var pieceByteCount: Int { 1 << 16 }

    let name: String
    let protocolName: StaticString
    /// As the peers named it.
    let source: [UInt8]
    let stream: String
    /// The packets that brought it.
    var packetCount = 0
    var firstPacket = 0
    var lastPacket = 0
    /// How many bytes it was said to have.
    var announcedByteCount: Int?
    /// Parts that did not come, and those that may be wrong, with why.
    private(set) var missing: [Int] = []
    private(set) var doubtful: [(part: Int, why: String)] = []
    var isComplete = true
    private(set) var byteCount = 0
    private let folder: ExtractFolder
    private let descriptor: Int32

    /// Nil if it cannot be made, which the folder says.
    init?(
        _ wanted: [UInt8], _ protocolName: StaticString, source: [UInt8], stream: String,
        in folder: ExtractFolder
    ) {
        guard let made = folder.create(wanted) else { return nil }
        (descriptor, name) = made
        self.protocolName = protocolName
        self.source = source
        self.stream = stream
        self.folder = folder
    }

    deinit { _ = close(descriptor) }

    func note(packet: Int) {
        if packet == lastPacket { return }
        if packetCount == 0 { firstPacket = packet }
        packetCount += 1
        lastPacket = packet
    }

    func miss(_ part: Int) {
        isComplete = false
        if missing.count < Self.namedCountMax { missing.append(part) }
    }

    func doubt(_ part: Int, _ why: String) {
        if doubtful.count < Self.namedCountMax { doubtful.append((part, why)) }
    }

    func write(_ bytes: [UInt8], at offset: Int) {
        var done = 0
        while done < bytes.count, folder.failure == nil {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done,
                    off_t(offset + done))
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return folder.fail(errno, name) }
            done += written
        }
        byteCount = max(byteCount, offset + bytes.count)
    }

    /// Reads the whole file again.
    func digest() -> [UInt8] {
        var digest = StreamDigest(.sha256)
        var piece = [UInt8](repeating: 0, count: Self.pieceByteCount)
        var offset = 0
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            digest.update(piece.rawSpan.extracting(first: count))
            offset += count
        }
        return digest.finish()
    }
}
