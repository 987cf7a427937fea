internal import Bytes

/// What a message carries of a media type that a ``PayloadDissector`` reads.
public struct Payload: Equatable, BitwiseCopyable, Sendable {
    public var type: MediaType
    /// Where it is: `.bytes` of the message's stream, or `.decoded`.
    public var place: FieldValue
    /// Whether a tree shows it below the message, and not behind it.
    public var isNested: Bool
    /// Whether it is only a part, and the whole cannot be had, or comes with a later message.
    public var isPart: Bool
    /// Whether the layers of the packet do not tell: tshark does not read it here.
    public var isUnnamed: Bool

    public init(
        _ type: MediaType, _ place: FieldValue, isNested: Bool = true, isPart: Bool = false,
        isUnnamed: Bool = false
    ) {
        self.type = type
        self.place = place
        self.isNested = isNested
        self.isPart = isPart
        self.isUnnamed = isUnnamed
    }
}

/// Reads what a payload holds: one document, without a state.
public protocol PayloadDissector: Sendable {
    /// Adds what the payload says to the fields of the message that carries it.  Whatever is wrong
    /// with it is a note.
    func read(_ payload: borrowing PayloadBytes, into message: inout Message)
}

/// The bytes of a payload, and how fields refer to them.
public struct PayloadBytes: ~Escapable {
    public let type: MediaType
    public let span: RawSpan
    /// The offset of the first byte, in the stream or in ``Message/decoded``.
    private let base: Int
    private let isDecoded: Bool
    /// Whether there is more of the payload than these.
    public let isPart: Bool
    /// How deep a tree shows it.
    public let nesting: UInt8
    private let carrier: StreamRange

    @_lifetime(copy span)
    init(
        _ payload: Payload, _ span: RawSpan, at base: Int, isDecoded: Bool, carrier: StreamRange
    ) {
        type = payload.type
        isPart = payload.isPart
        self.span = span
        self.base = base
        self.isDecoded = isDecoded
        nesting = payload.isNested ? 1 : 0
        self.carrier = carrier
    }

    /// A part of it, as a field has it.
    public func text(_ range: Range<Int>) -> FieldValue {
        let place = StreamRange(offset: base + range.lowerBound, count: range.count)
        return isDecoded ? .decoded(place) : .text(place)
    }

    /// A part of it, as a note has it: what is in no stream stands for the message.
    public func place(_ range: Range<Int>) -> StreamRange {
        isDecoded
            ? carrier : StreamRange(offset: base + range.lowerBound, count: range.count)
    }
}

extension StreamDriver {
    /// Has a message's payload read by whoever knows its type.
    @inline(never)
    func readPayload(_ bytes: borrowing MessageBytes, into message: inout Message) {
        guard let payload = message.payload else { return }
        message.payload = nil
        message.hidesLayers = payload.isUnnamed
        defer { message.hidesLayers = false }
        guard let reader = registry.findPayload(payload.type) else { return }
        let carrier = message.place.range
        switch payload.place {
        case .bytes(let range):
            guard let span = bytes[range] else { return }
            reader.read(
                PayloadBytes(payload, span, at: range.offset, isDecoded: false, carrier: carrier),
                into: &message)
        case .decoded(let range):
            // The reader appends to the text that it reads from.
            let text = message.decoded
            guard range.offset >= 0, range.end <= text.count else { return }
            let span = text.rawSpan.extracting(range.offset..<range.end)
            reader.read(
                PayloadBytes(payload, span, at: range.offset, isDecoded: true, carrier: carrier),
                into: &message)
        default: break
        }
    }
}
