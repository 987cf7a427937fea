public import Bytes
public import Dissection

/// A toy with all that a binary protocol may ask of a driver: a mark and a length for finding
/// blocks again, long bodies that are only counted, long blocks that are passed on as they come.
///
///     +------+------+---------------+-- … --+
///     | 0xB5 | kind |     count     | body  |
///     +------+------+---------------+-- … --+
public struct BlockDissector: StreamDissector {
    public static let name: StaticString = "Block"

    public enum Kind: UInt8, Sendable {
        case text
        /// The body is a part of an inner stream.
        case carrier
    }

    private struct LongBlock {
        var count: Int
        var taken = 0
    }

    private var long: InlineArray<2, LongBlock?> = [nil, nil]
    private let innerName: String?

    public init(carrying innerName: String? = nil) {
        self.innerName = innerName
    }

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let side = Int(delivery.sender.rawValue)
        if let block = long[side] { return try readOn(block, &input, side, into: &message) }
        let start = input.offset
        guard input.remaining >= 4 else { return .needMore(byteCount: 4) }
        let head = try readHead(&input)
        if head.count + 4 > delivery.longByteCount, message.body == nil {
            if head.kind == .text { return .body(byteCount: head.count) }
            long[side] = LongBlock(count: head.count)
            return .consumed
        }
        guard input.remaining >= head.count || message.body != nil else {
            return .needRest(byteCount: head.count + 4)
        }
        report(head.kind, at: start, count: head.count, into: &message)
        guard message.body == nil else { return .message }
        let body = try input.readRange(count: head.count)
        if head.kind == .carrier, head.count > 0 { message.content.pass(body, end: .pushed) }
        return .message
    }

    private func readHead(
        _ input: inout ByteCursor
    ) throws(ParseError) -> (kind: Kind, count: Int) {
        let start = input.offset
        let mark = try input.readUInt8()
        let kind = Kind(rawValue: try input.readUInt8())
        let count = Int(try input.readBigEndian(UInt16.self))
        guard mark == 0xB5, let kind else { throw .malformed(.noMark, offset: start) }
        return (kind, count)
    }

    /// Reads on in a long block: what there is of it is passed on, and not kept.
    private mutating func readOn(
        _ block: LongBlock, _ input: inout ByteCursor, _ side: Int, into message: inout Message
    ) throws(ParseError) -> Step {
        let rest = block.count - block.taken
        guard rest > 0 else {
            long[side] = nil
            let start = input.offset - block.count - 4
            report(.carrier, at: start, count: block.count, into: &message)
            return .message
        }
        let count = min(rest, input.remaining)
        guard count > 0 else { return .needMore(byteCount: 1) }
        let part = try input.readRange(count: count)
        message.content.pass(part, end: count == rest ? .pushed : [])
        long[side]?.taken += count
        return .consumed
    }

    private func report(
        _ kind: Kind, at start: Int, count: Int, into message: inout Message
    ) {
        message.type = MessageType(UInt16(kind.rawValue))
        if message.wantsSummary { message.beginSummary(kind == .text ? "Text" : "Carrier") }
        guard message.depth >= .fields else { return }
        message.add(.blockBody, .text(StreamRange(offset: start + 4, count: count)))
    }

    public func successor() -> Successor { Successor(innerName) }

    /// A gap inside a long block leaves its end where it was.
    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        let side = Int(sender.rawValue)
        if case .gap(let count?) = disruption, let block = long[side],
            count <= block.count - block.taken
        {
            long[side]?.taken += count
            return .resume
        }
        long[side] = nil
        return .search
    }

    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            guard input.remaining >= 4 else {
                guard input.remaining > 0 else { return .needMore }
                return try input.readUInt8() == 0xB5 ? .needMore : .impossible
            }
            return .message(byteCount: try readHead(&input).count + 4)
        } catch {
            return .impossible
        }
    }

    /// A block: what the dissector reads.
    public static func block(_ body: [UInt8], _ kind: Kind = .text) -> [UInt8] {
        [0xB5, kind.rawValue, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
    }

    public static func block(_ text: String) -> [UInt8] { block(Array(text.utf8)) }
}

extension FieldID {
    public static var blockBody: FieldID { FieldID(.chat, 1) }
}

extension Defect {
    public static let noMark = Defect("no block begins here")
}
