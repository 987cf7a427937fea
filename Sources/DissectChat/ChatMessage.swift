/// A message of the chat room to be written: the other side of what ``ChatDissector`` reads.
public enum ChatMessage: Equatable, Sendable {
    // From a client.
    case join(String)
    case say(String)
    case whisper(to: String, String)
    case show
    case list
    case download(String)
    case quit
    // From the server.
    case joined(String)
    case left(String)
    case said(by: String, String)
    case whispered(by: String, String)
    case echoed(to: String, String)
    case users([String])
    case files([String])
    case offer(port: UInt16, size: Int, file: String)
    case notConnected(String)
    case noSuchFile

    /// What one write puts on the wire.
    public var text: String {
        switch self {
        case .join(let name): name
        case .say(let text): text
        case .whisper(let name, let text): "~\(name) \(text)"
        case .show: "show"
        case .list: "get_list_file"
        case .download(let file): "download_file \(file)"
        case .quit: "{quit}"
        case .joined(let name): "\(name) has joined the chat!"
        case .left(let name): "\(name) left the chat..."
        case .said(let name, let text): "\(name): \(text)"
        case .whispered(let name, let text): "\(name): (PRIVATE) \(text)"
        case .echoed(let name, let text): "from you to \(name): (PRIVATE) \(text)"
        case .users(let names): "ALL " + names.map { "\($0) " }.joined()
        case .files(let files): "CHOOSE_FILE " + files.joined(separator: " ")
        case .offer(let port, let size, let file): "UDP \(port) \(size) \(file)"
        case .notConnected(let name): "\(name) is not connected"
        case .noSuchFile: "the file does not exist"
        }
    }

    public var encoded: [UInt8] { Array(text.utf8) }
}

/// A datagram of the file transfer to be written.
public enum ChatTransferMessage: Equatable, Sendable {
    case part(Int)
    case data([UInt8])
    /// With the size that the sender says they have.
    case sizedData([UInt8], size: Int)
    case size(Int)
    case finished

    /// - Parameter version: the pickle protocol of an answer: 3, 4 or 5.
    public func encoded(version: UInt8 = 4) -> [UInt8] {
        switch self {
        case .part(let number): return Array("part \(number)".utf8)
        case .finished: return Array("finished".utf8)
        case .data, .sizedData, .size:
            var writer = PickleWriter(version: version)
            writer.append(self)
            return writer.finish()
        }
    }
}

/// Writes pickles as Python does.
private struct PickleWriter {
    let version: UInt8
    var body: [UInt8] = []
    private var markCount: UInt8 = 0

    init(version: UInt8) { self.version = version }

    mutating func append(_ message: ChatTransferMessage) {
        switch message {
        case .data(let bytes): append(bytes)
        case .sizedData(let bytes, let size):
            append(bytes)
            append(number: size)
            body.append(0x86)
            mark()
        case .size(let size): append(number: size)
        case .part, .finished: break
        }
    }

    private mutating func append(_ bytes: [UInt8]) {
        if let count = UInt8(exactly: bytes.count) {
            body += [0x43, count]
        } else {
            body.append(0x42)
            append(UInt32(clamping: bytes.count))
        }
        body += bytes
        mark()
    }

    private mutating func append(number: Int) {
        if let small = UInt8(exactly: number) {
            body += [0x4B, small]
        } else if let medium = UInt16(exactly: number) {
            body.append(0x4D)
            append(medium)
        } else {
            body.append(0x4A)
            append(Int32(clamping: number))
        }
    }

    private mutating func append<T: FixedWidthInteger>(_ value: T) {
        for shift in stride(from: 0, to: T.bitWidth, by: 8) {
            body.append(UInt8(truncatingIfNeeded: value >> T(shift)))
        }
    }

    private mutating func mark() {
        if version >= 4 { return body.append(0x94) }
        body += [0x71, markCount]
        markCount += 1
    }

    mutating func finish() -> [UInt8] {
        body.append(0x2E)
        let rest = body
        body = [0x80, version]
        // Python frames what is at least four bytes long.
        if version >= 4, rest.count >= 4 {
            body.append(0x95)
            append(UInt64(rest.count))
        }
        return body + rest
    }
}

extension IASChatCommand {
    /// What a client sends for the command.
    public func encoded(_ argument: String = "") -> [UInt8] {
        Array((hasArgument ? "\(code) \(argument)" : "\(code)").utf8)
    }
}
