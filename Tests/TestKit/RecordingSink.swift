internal import Bytes
public import Dissection

/// Keeps everything a driver reports, to be compared with `==`.
public struct RecordingSink: MessageSink {
    public struct Record: Equatable, Sendable {
        public var place: MessagePlace
        public var notes: [Note]
        /// Text and byte fields as text; `nil` where the bytes were not kept.
        public var fields: [String?]
        public var body: Body?
        /// The packet that completed it.
        public var packet: Int

        public var name: String { "\(place.protocolName)" }
    }

    public struct Skipped: Equatable, Sendable {
        public var range: StreamRange
        public var stream: UInt8
        public var sender: Endpoint
        public var why: Skip
    }

    public private(set) var records: [Record] = []
    public private(set) var skips: [Skipped] = []

    public init() {}

    public mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        var fields: [String?] = []
        for field in message.fields {
            switch field.value {
            case .number(let number): fields.append("\(number)")
            case .flag(let flag): fields.append("\(flag)")
            case .text(let range), .bytes(let range): fields.append(text(bytes[range]))
            case .decoded(let range):
                fields.append(
                    String(decoding: message.decoded[range.offset..<range.end], as: UTF8.self))
            default: fields.append("\(field.value)")
            }
        }
        records.append(
            Record(
                place: message.place, notes: message.notes, fields: fields, body: message.body,
                packet: message.packetNumber))
    }

    private func text(_ bytes: RawSpan?) -> String? {
        guard let bytes else { return nil }
        return unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Skips that follow one another are one: where they are cut depends on the segments.
    public mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {
        if let last = skips.last, last.stream == stream, last.sender == sender,
            last.why == why, last.range.end == range.offset
        {
            skips[skips.count - 1].range.count += range.count
        } else {
            skips.append(Skipped(range: range, stream: stream, sender: sender, why: why))
        }
    }
}
