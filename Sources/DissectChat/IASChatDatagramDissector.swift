public import Bytes
public import Dissection

/// The chat room over UDP: a datagram is a message, and a client's commands are two letters.
public struct IASChatDatagramDissector: DatagramDissector {
    public static let name: StaticString = "IASCHAT-UDP"

    static var port: UInt16 { 8090 }

    private var isConfirmed = false

    public init() {}

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        let start = input.offset
        guard let bytes = input.readRest(), bytes.byteCount > 0 else { return false }
        let isCut = bytes.byteCount < datagram.originalCount
        guard isConfirmed || bytes.isText(allowingCut: isCut) else { return false }
        isConfirmed = true
        let place = StreamRange(offset: start, count: bytes.byteCount)
        if !isFromServer(datagram), !isCut, let (command, argument) = IASChatCommand.read(bytes) {
            report(command, bytes, argument, place, into: &message)
        } else {
            report(bytes, place, datagram, into: &message)
        }
        return true
    }

    /// The one at the port; where ports do not tell, the one that did not begin.
    private func isFromServer(_ datagram: Datagram) -> Bool {
        let isAtSource = datagram.sourcePort == Self.port
        let isAtDestination = datagram.destinationPort == Self.port
        return isAtSource == isAtDestination ? datagram.sender == .server : isAtSource
    }

    private func report(
        _ command: IASChatCommand, _ bytes: RawSpan, _ argument: Range<Int>, _ place: StreamRange,
        into message: inout Message
    ) {
        message.type = MessageType(command.rawValue)
        if !bytes.isText { message.notes.append(Note("iaschat.not-text", .warning, at: place)) }
        if message.wantsSummary {
            message.beginSummary(command.title)
            if command.hasArgument {
                message.info.append(" ")
                message.appendBracketed(bytes, argument)
            }
        }
        guard message.depth >= .fields else { return }
        message.add(.ias)
        message.add(.iasCommand, word: command.typed)
        guard command.hasArgument else { return }
        let range = StreamRange(offset: place.offset + argument.lowerBound, count: argument.count)
        message.add(.iasArgument, .text(range))
    }

    private func report(
        _ bytes: RawSpan, _ place: StreamRange, _ datagram: Datagram, into message: inout Message
    ) {
        message.type = MessageType(1)
        let isCut = bytes.byteCount < datagram.originalCount
        if isCut {
            let rest = StreamRange(offset: place.end, count: 0)
            let missing = UInt64(clamping: datagram.originalCount - bytes.byteCount)
            message.notes.append(Note("iaschat.cut-short", .warning, at: rest, .number(missing)))
        }
        if !bytes.isText(allowingCut: isCut) {
            message.notes.append(Note("iaschat.not-text", .warning, at: place))
        }
        if !isFromServer(datagram) {
            if IASChatCommand.lacksArgument(bytes) {
                message.notes.append(Note("iaschat.argument-missing", .info, at: place))
            } else if bytes.byte(at: 0) == UInt8(ascii: "$") {
                message.notes.append(Note("iaschat.unknown-command", .info, at: place))
            }
        }
        if message.wantsSummary { message.appendIASChat(bytes, isQuit: false) }
        guard message.depth >= .fields else { return }
        message.add(.ias)
        message.add(.iasText, .text(place))
    }
}
