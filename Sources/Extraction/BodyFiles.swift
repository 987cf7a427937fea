/// Puts together the bodies of AMQP 0-9-1 messages, of as many frames as they have.
final class BodyFiles {
    /// Bodies under way; of more, the one that began first is ended.
    static var openCountMax: Int { 256 }
    /// Channels whose announced sizes are remembered.
    static var sizeCountMax: Int { 4096 }

    struct Key: Hashable {
        var connection: UInt64
        var channel: UInt64
        var isFromClient: Bool
    }

    private let folder: ExtractFolder
    private let manifest: ExtractManifest
    private var sizes: [Key: Int] = [:]
    private var bodies: [Key: (file: ExtractedFile, next: Int)] = [:]
    private var order: [Key] = []

    init(_ folder: ExtractFolder, _ manifest: ExtractManifest) {
        self.folder = folder
        self.manifest = manifest
    }

    /// A header says how long the body is that comes now, whether it is wanted or not.
    func announce(_ size: Int, _ key: Key) {
        if bodies[key] != nil { end(key) }
        if sizes.count >= Self.sizeCountMax { sizes.removeAll() }
        sizes[key] = size
    }

    /// - Parameters:
    ///   - number: the frame's among those of the body, from 1.
    ///   - received: how many bytes of the body there are with this frame.
    func append(_ bytes: [UInt8], number: Int, received: Int, _ key: Key, packet: Int) {
        if number == 1 { end(key) }
        if bodies[key] == nil { begin(key, packet) }
        guard let (file, next) = bodies[key] else { return }
        file.note(packet: packet)
        for missed in next..<max(next, min(number, next + ExtractedFile.namedCountMax)) {
            file.miss(missed)
        }
        file.write(bytes, at: max(0, received - bytes.count))
        bodies[key] = (file, number + 1)
        if let size = file.announcedByteCount, received >= size { end(key) }
    }

    func endAll() {
        for key in order { end(key) }
    }

    private func begin(_ key: Key, _ packet: Int) {
        if bodies.count >= Self.openCountMax, let oldest = order.first { end(oldest) }
        let name = Array("\(packet)-amqp".utf8)
        guard
            let file = ExtractedFile(
                name, "AMQP", source: [], stream: "tcp:\(key.connection)", in: folder)
        else { return }
        file.announcedByteCount = sizes[key]
        bodies[key] = (file, 1)
        order.append(key)
    }

    private func end(_ key: Key) {
        guard let (file, _) = bodies.removeValue(forKey: key) else { return }
        order.removeAll { $0 == key }
        if file.announcedByteCount != file.byteCount { file.isComplete = false }
        manifest.append(file)
    }
}
