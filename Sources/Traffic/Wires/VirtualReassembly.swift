internal import Packets

/// The receiving half of a virtual TCP: what has come of the other end's stream, and what waits
/// for a gap to be filled.
struct VirtualReassembly {
    enum Outcome {
        /// The next of the stream; whether a gap was filled.
        case next(filledGap: Bool)
        /// Nothing new, or something that comes too early.
        case other
    }

    /// The place of the next byte.
    var next = 0
    private(set) var hasEnded = false
    private var early: [VirtualSegment] = []

    /// Takes what is new of a segment, and what waited for it.
    mutating func take(
        _ segment: VirtualSegment, into pieces: inout [[UInt8]]
    ) -> Outcome {
        guard segment.offset <= next else {
            keep(segment)
            return .other
        }
        guard segment.end > next else { return .other }
        let hadGap = !early.isEmpty
        deliver(segment, into: &pieces)
        while let following = early.first, following.offset <= next {
            early.removeFirst()
            deliver(following, into: &pieces)
        }
        return .next(filledGap: hadGap)
    }

    private mutating func keep(_ segment: VirtualSegment) {
        guard !early.contains(where: { $0.offset == segment.offset }) else { return }
        early.append(segment)
        early.sort { $0.offset < $1.offset }
    }

    private mutating func deliver(_ segment: VirtualSegment, into pieces: inout [[UInt8]]) {
        guard segment.end > next else { return }
        let fresh = segment.payload.dropFirst(next - segment.offset)
        next = segment.end
        if !fresh.isEmpty { pieces.append(Array(fresh)) }
        if segment.flags.contains(.fin) { hasEnded = true }
    }

    /// What came beyond the gap, as ranges (RFC 2018).
    var selective: [Range<Int>] {
        early.reduce(into: []) { ranges, piece in
            if let last = ranges.last, last.upperBound == piece.offset {
                ranges[ranges.count - 1] = last.lowerBound..<piece.end
            } else {
                ranges.append(piece.offset..<piece.end)
            }
        }
    }
}
