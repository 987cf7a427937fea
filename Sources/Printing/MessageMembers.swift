internal import Bytes
internal import Dissection

/// The fields of one message as members of a JSON object: each name once, its values in an array if
/// there are several.
struct MessageMembers: ~Copyable {
    private struct Piece: BitwiseCopyable {
        var start: Int
        var valueStart: Int
        var end: Int
        /// The next value of the same field, or -1.
        var next = -1
        var isFirst: Bool
    }

    /// The members, one behind the other, each with a comma in front.
    private(set) var text = TextBuffer(capacity: 4096)
    private var pieces: [Piece] = []
    /// For each slot, the message in which it had a value last, and the last piece there.
    private var latest: [(message: Int, piece: Int)]
    private var message = 0
    private var hasSeveral = false

    init(slotCount: Int) { latest = Array(repeating: (-1, 0), count: slotCount) }

    mutating func removeAll() {
        text.removeAll()
        pieces.removeAll(keepingCapacity: true)
        hasSeveral = false
        message += 1
    }

    /// Adds a member whose value `body` writes.
    mutating func add(_ slot: Int, _ name: StaticString, _ body: (inout TextBuffer) -> Void) {
        let start = text.count
        text.append(",\"")
        text.append(name)
        text.append("\":")
        let valueStart = text.count
        body(&text)
        let isFirst = latest[slot].message != message
        if !isFirst {
            hasSeveral = true
            pieces[latest[slot].piece].next = pieces.count
        }
        latest[slot] = (message, pieces.count)
        pieces.append(
            Piece(start: start, valueStart: valueStart, end: text.count, isFirst: isFirst))
    }

    /// Appends all members to an empty object.
    func append(to output: inout TextBuffer) {
        if pieces.isEmpty { return }
        guard hasSeveral else { return output.append(text.bytes.extracting(1..<text.count)) }
        for (index, piece) in pieces.enumerated() where piece.isFirst {
            let start = index == 0 ? piece.start + 1 : piece.start
            output.append(text.bytes.extracting(start..<piece.valueStart))
            appendValues(piece, to: &output)
        }
    }

    private func appendValues(_ first: Piece, to output: inout TextBuffer) {
        if first.next >= 0 { output.append("[") }
        var piece = first
        output.append(text.bytes.extracting(piece.valueStart..<piece.end))
        while piece.next >= 0 {
            piece = pieces[piece.next]
            output.append(",")
            output.append(text.bytes.extracting(piece.valueStart..<piece.end))
        }
        if first.next >= 0 { output.append("]") }
    }
}
