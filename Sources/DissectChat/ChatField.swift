internal import Bytes
public import Dissection

/// The fields of CHAT, CHAT-UDP, IASCHAT and IASCHAT-UDP: the number of each is its place in the
/// family.
public enum ChatField: UInt16, CaseIterable, BitwiseCopyable, Sendable {
    case chat
    case command
    case user
    case peer
    case text
    case users
    case files
    case fileName
    case fileSize
    case filePort
    case transfer
    case part
    case length
    case data
    case size
    case finished
    case attempt
    case file
    case ias
    case iasText
    case iasQuit
    case iasCommand
    case iasArgument

    public var id: FieldID { FieldID(.chat, rawValue) }
}

public enum ChatFields {
    public static let family = FieldFamily(.chat, ChatField.allCases.map(\.definition))
}

extension ChatField {
    var definition: FieldDefinition {
        switch self {
        case .chat: .init("chat", "Chat Room Protocol", .layer)
        case .command: .init("chat.command", "Command", .text)
        case .user: .init("chat.user", "User", .text)
        case .peer: .init("chat.peer", "Peer", .text)
        case .text: .init("chat.text", "Text", .text).secret
        case .users: .init("chat.users", "Connected User", .text)
        case .files: .init("chat.files", "File on Offer", .text)
        case .fileName: .init("chat.file.name", "File Name", .text)
        case .fileSize: .init("chat.file.size", "File Size", .unsigned(bits: 64))
        case .filePort: .init("chat.file.port", "UDP Port of the Transfer", .unsigned(bits: 16))
        default: transferDefinition
        }
    }

    private var transferDefinition: FieldDefinition {
        switch self {
        case .transfer: .init("chatudp", "Chat Room File Transfer", .layer)
        case .part: .init("chatudp.part", "Part", .unsigned(bits: 64))
        case .length: .init("chatudp.length", "Length of the Data", .unsigned(bits: 32))
        case .data: .init("chatudp.data", "Data", .bytes).secret
        case .size: .init("chatudp.size", "Size as Announced with the Data", .unsigned(bits: 32))
        case .finished: .init("chatudp.finished", "Finished", .boolean)
        case .attempt: .init("chatudp.attempt", "Attempt", .unsigned(bits: 32))
        case .file: .init("chatudp.file", "File Name", .text)
        case .ias: .init("iaschat", "Two-Party Chat", .layer)
        case .iasText: .init("iaschat.text", "Text", .text).secret
        case .iasQuit: .init("iaschat.quit", "Quit", .boolean)
        case .iasCommand: .init("iaschat.command", "Command", .text)
        default: .init("iaschat.argument", "Argument", .text)
        }
    }
}

extension Message {
    mutating func add(_ field: ChatField, _ value: FieldValue = .present) {
        add(field.id, value)
    }

    /// Adds a text that stands nowhere in the stream.
    mutating func add(_ field: ChatField, decoding text: RawSpan) {
        let start = decoded.count
        decoded.append(text, xor: 0, phase: 0)
        add(field.id, .decoded(StreamRange(offset: start, count: text.byteCount)))
    }

    mutating func add(_ field: ChatField, word: StaticString) {
        let start = decoded.count
        let bytes = unsafe UnsafeBufferPointer(
            start: word.utf8Start, count: word.utf8CodeUnitCount)
        unsafe decoded.append(contentsOf: bytes)
        add(field.id, .decoded(StreamRange(offset: start, count: word.utf8CodeUnitCount)))
    }
}
