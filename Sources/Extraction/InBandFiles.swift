internal import Bytes

/// Puts together what went through in-band bytestreams (XEP-0047): blocks in base64, numbered.
///
/// A block goes through a server, and so over two connections; the first one it is seen on counts.
final class InBandFiles {
    /// Bytestreams open at the same time; of more, the one that began first is ended.
    static var openCountMax: Int { 256 }

    private struct Stream {
        var file: ExtractedFile
        var connection: UInt64
        var nextNumber: UInt16 = 0
        var blockCount = 0
        var byteCount = 0
    }

    private struct Key: Hashable {
        var to: [UInt8]
        var sid: [UInt8]
    }

    private let folder: ExtractFolder
    private let manifest: ExtractManifest
    private var streams: [Key: Stream] = [:]
    private var order: [Key] = []

    init(_ folder: ExtractFolder, _ manifest: ExtractManifest) {
        self.folder = folder
        self.manifest = manifest
    }

    func open(sid: [UInt8], to: [UInt8], connection: UInt64, packet: Int) {
        let key = Key(to: to, sid: sid)
        if let known = streams[key] {
            if known.connection != connection { return }
            end(key)
        }
        begin(key, connection)
        streams[key]?.file.note(packet: packet)
    }

    func data(
        _ text: [UInt8], sid: [UInt8], number: UInt16, to: [UInt8], connection: UInt64, packet: Int
    ) {
        let key = Key(to: to, sid: sid)
        if streams[key] == nil {
            begin(key, connection)
            streams[key]?.file.isComplete = false
            streams[key]?.nextNumber = number
            if number > 0 { streams[key]?.file.miss(0) }
        }
        guard var stream = streams[key], stream.connection == connection else { return }
        stream.file.note(packet: packet)
        if number != stream.nextNumber {
            let isLater = number &- stream.nextNumber < 1 << 15
            // A block once more.
            guard isLater else { return }
            stream.file.miss(stream.blockCount)
            stream.file.doubt(stream.blockCount, "blocks before it are missing")
        }
        let block = Base64.decode(text)
        if block.isBroken { stream.file.doubt(stream.blockCount, "not base64") }
        stream.file.write(block.bytes, at: stream.byteCount)
        stream.byteCount += block.bytes.count
        stream.blockCount += 1
        stream.nextNumber = number &+ 1
        streams[key] = stream
    }

    /// Either end closes the bytestream: the one that receives names the other as the receiver.
    func close(sid: [UInt8], connection: UInt64, packet: Int) {
        for key in order where key.sid == sid && streams[key]?.connection == connection {
            streams[key]?.file.note(packet: packet)
            end(key, isClosed: true)
        }
    }

    func endAll() {
        for key in order { end(key) }
    }

    private func begin(_ key: Key, _ connection: UInt64) {
        if streams.count >= Self.openCountMax, let oldest = order.first { end(oldest) }
        guard
            let file = ExtractedFile(
                Array("ibb-".utf8) + key.sid, "XMPP", source: key.sid, stream: "tcp:\(connection)",
                in: folder)
        else { return }
        streams[key] = Stream(file: file, connection: connection)
        order.append(key)
    }

    private func end(_ key: Key, isClosed: Bool = false) {
        guard let stream = streams.removeValue(forKey: key) else { return }
        order.removeAll { $0 == key }
        if !isClosed { stream.file.isComplete = false }
        manifest.append(stream.file)
    }
}

/// Reads base64 (RFC 4648, section 4), spaces and ends of lines between.
enum Base64 {
    static func decode(_ text: [UInt8]) -> (bytes: [UInt8], isBroken: Bool) {
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var digitCount = 0
        var isOver = false
        for byte in text {
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
            if byte == UInt8(ascii: "=") {
                isOver = true
                continue
            }
            guard let digit = value(byte), !isOver else { return (bytes, true) }
            group = group << 6 | digit
            digitCount += 1
            if digitCount % 4 == 0 {
                for shift: UInt32 in [16, 8, 0] {
                    bytes.append(UInt8(truncatingIfNeeded: group >> shift))
                }
                group = 0
            }
        }
        switch digitCount % 4 {
        case 2: bytes.append(UInt8(truncatingIfNeeded: group >> 4))
        case 3:
            bytes.append(UInt8(truncatingIfNeeded: group >> 10))
            bytes.append(UInt8(truncatingIfNeeded: group >> 2))
        default: break
        }
        return (bytes, digitCount % 4 == 1)
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 97 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
