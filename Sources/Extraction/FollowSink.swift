internal import Bytes
internal import DissectTLS
internal import Dissection

/// Takes the bytes of one connection, and decides which of them are shown: its own, or what came
/// out of them where TLS was opened.
///
/// A session that is to be opened is only known by what comes out of it; until then its records
/// wait here.
struct FollowSink: MessageSink {
    /// How many bytes of records wait: the handshake of a session and more.
    static var heldByteCountMax: Int { 1 << 16 }

    private let printer: FollowPrinter
    /// Whether what comes now is of the connection that is followed.
    var isTurn = false
    private let number: UInt32
    private var hasOpened = false
    private var hasGivenUp = false
    private var held: [Piece] = []
    private var heldByteCount = 0

    private enum Piece {
        case bytes([UInt8], Endpoint)
        case gap(Int, Endpoint)
    }

    init(_ printer: FollowPrinter, number: UInt32) {
        self.printer = printer
        self.number = number
    }

    mutating func receive(_ message: inout Message, bytes: MessageBytes) {}

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {}

    mutating func follow(
        _ bytes: RawSpan, from sender: Endpoint, before former: StaticString?, reader: StaticString
    ) {
        guard isTurn else { return }
        guard Self.isTLS(former) || Self.isTLS(reader) && Self.looksLikeRecord(bytes) else {
            release()
            return printer.append(bytes, from: sender)
        }
        if hasOpened { return }
        if !hasGivenUp, bytes.byteCount <= Self.heldByteCountMax - heldByteCount {
            heldByteCount += bytes.byteCount
            var copy: [UInt8] = []
            copy.append(bytes, xor: 0, phase: 0)
            return held.append(.bytes(copy, sender))
        }
        hasGivenUp = true
        release()
        printer.append(bytes, from: sender)
    }

    private static func isTLS(_ name: StaticString?) -> Bool {
        name.map { "\($0)" == "\(TLSDissector.name)" } ?? false
    }

    /// Whether a record of TLS begins here, and not the end of what handed over to it.
    private static func looksLikeRecord(_ bytes: RawSpan) -> Bool {
        bytes.byteCount > 0 && 20...23 ~= bytes.byte(at: 0)
    }

    mutating func followSecret(_ bytes: RawSpan, from sender: Endpoint) {
        guard isTurn, bytes.byteCount > 0 else { return }
        hasOpened = true
        held = []
        heldByteCount = 0
        printer.append(secret: bytes, from: sender)
    }

    mutating func followGap(byteCount: Int, from sender: Endpoint) {
        guard isTurn else { return }
        if held.isEmpty {
            printer.append(missing: byteCount, from: sender)
        } else {
            held.append(.gap(byteCount, sender))
        }
    }

    mutating func beginEnd(of connection: UInt32) { isTurn = connection == number }

    /// Shows records that nobody opened.
    mutating func release() {
        for piece in held {
            switch piece {
            case .bytes(let bytes, let sender): printer.append(bytes.rawSpan, from: sender)
            case .gap(let byteCount, let sender):
                printer.append(missing: byteCount, from: sender)
            }
        }
        held = []
        heldByteCount = 0
    }
}
