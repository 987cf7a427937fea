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
