public import Bytes
public import Dissection
public import Packets
public import Printing

/// Takes the messages of a run, and writes what they carried into files.
public struct ExtractRows: RowSink, ~Copyable {
    private let folder: ExtractFolder
    private let manifest: ExtractManifest
    private let chat: ChatFiles
    private let inBand: InBandFiles
    private let bodies: BodyFiles
    /// Whether a filter says which payloads are wanted: without one only files are.
    private let takesPayloads: Bool
    private let fields: [FieldID: ExtractField]
    private var packet = 0
    private var stream: UInt64 = 0
    private var isUDP = false
    private var isFromClient = false
    private var isInMessage = false
    private var message = ExtractMessage()

    /// Nil if there is a manifest already, or none can be made.
    public init?(to folder: ExtractFolder, table: FieldTable, takesPayloads: Bool) {
        guard let manifest = ExtractManifest(in: folder) else { return nil }
        self.folder = folder
        self.manifest = manifest
        self.takesPayloads = takesPayloads
        chat = ChatFiles(folder, manifest)
        inBand = InBandFiles(folder, manifest)
        bodies = BodyFiles(folder, manifest)
        var fields: [FieldID: ExtractField] = [:]
        for field in ExtractField.allCases {
            guard let id = table.find(field.rawValue) else { continue }
            for same in table.all(id) { fields[same] = field }
        }
        self.fields = fields
    }

    public var depth: Depth { .fields }
    public var takesMessages: Bool { true }
    public var wantsInfo: Bool { false }
    public var wantsSummaries: Bool { false }

    public func wants(_ id: FieldID) -> Bool { fields[id] != nil }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        guard let known = fields[field.id] else { return }
        var value = ExtractMessage.Value.none
        switch field.value {
        case .number(let number): value = .number(number)
        case .text(let range), .bytes(let range):
            value = .bytes(Self.copy(bytes, range.offset - offset, range.count))
        case .decoded(let range): value = .bytes(Self.copy(decoded, range.offset, range.count))
        default: break
        }
        if isInMessage { return message.add(known, value) }
        guard case .number(let number) = value else { return }
        switch known {
        case .packet:
            packet = Int(clamping: number)
        case .tcpStream: (stream, isUDP) = (number, false)
        case .udpStream: (stream, isUDP) = (number, true)
        default: break
        }
    }

    private static func copy(_ span: RawSpan, _ start: Int, _ count: Int) -> [UInt8] {
        guard start >= 0, count >= 0, count <= span.byteCount - start else { return [] }
        var copy: [UInt8] = []
        copy.append(span.extracting(start..<(start + count)), xor: 0, phase: 0)
        return copy
    }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        isInMessage = true
        isFromClient = head.sender == .client
        message.removeAll()
    }

    public mutating func endMessage() {
        takeAnnouncement()
        takeChat()
        takeInBand()
        if takesPayloads { takePayloads() }
    }

    public mutating func dropMessage() { takeAnnouncement() }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        isInMessage = false
        return folder.failure == nil
    }

    /// Ends all that is under way, and the manifest.
    public mutating func finish() -> Int32 {
        chat.endAll()
        inBand.endAll()
        bodies.endAll()
        manifest.finish()
        return 0
    }
}

// MARK: - Messages

extension ExtractRows {
    private func takeChat() {
        if let name = message.bytes(.offerName), let size = message.number(.offerSize) {
            chat.announce(name, Int(clamping: size))
        }
        if message.has(.finished) {
            chat.finish(stream: stream, packet: packet)
        } else if message.has(.attempt), let part = message.number(.part) {
            let name = message.bytes(.file) ?? []
            chat.request(Int(clamping: part), of: name, stream: stream, packet: packet)
        } else if let data = message.bytes(.data) {
            chat.answer(data, rules: message.all(.rule), stream: stream, packet: packet)
        }
    }

    /// What is said of a body that may be wanted, by a message that may not.
    private func takeAnnouncement() {
        guard takesPayloads, let size = message.number(.amqpBodySize) else { return }
        bodies.announce(Int(clamping: size), bodyKey)
    }

    private var bodyKey: BodyFiles.Key {
        BodyFiles.Key(
            connection: stream, channel: message.number(.amqpChannel) ?? 0,
            isFromClient: isFromClient)
    }

    private func takeInBand() {
        guard message.has(.ibbOpen) || message.has(.ibbData) || message.has(.ibbClose),
            let sid = message.attribute("sid")
        else { return }
        let to = message.bytes(.to) ?? []
        if message.has(.ibbOpen) {
            inBand.open(sid: sid, to: to, connection: stream, packet: packet)
        } else if message.has(.ibbClose) {
            inBand.close(sid: sid, connection: stream, packet: packet)
        } else if let text = message.unnamedAttribute,
            let number = message.attribute("seq").flatMap({
                UInt16(String(decoding: $0, as: UTF8.self))
            })
        {
            inBand.data(
                text, sid: sid, number: number, to: to, connection: stream, packet: packet)
        }
    }

    private func takePayloads() {
        if let payload = message.bytes(.mqttPayload) {
            write(payload, "MQTT", named: message.bytes(.mqttTopic) ?? [])
        }
        if let body = message.bytes(.amqpPayload), let number = message.number(.amqpFrame),
            let received = message.number(.amqpReceived)
        {
            bodies.append(
                body, number: Int(clamping: number), received: Int(clamping: received), bodyKey,
                packet: packet)
        }
        if let body = message.bytes(.httpBody) { write(body, "HTTP", named: []) }
        for data in message.all(.amqpData) + message.all(.amqpValue) {
            write(data, "AMQP", named: [])
        }
    }

    private func write(_ bytes: [UInt8], _ protocolName: StaticString, named source: [UInt8]) {
        let name = "\(packet)-\(protocolName)".lowercased() + (source.isEmpty ? "" : "-")
        let place = "\(isUDP ? "udp" : "tcp"):\(stream)"
        guard
            let file = ExtractedFile(
                Array(name.utf8) + source, protocolName, source: source, stream: place, in: folder)
        else { return }
        file.note(packet: packet)
        file.write(bytes, at: 0)
        manifest.append(file)
    }
}
