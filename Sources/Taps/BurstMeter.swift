/// How many packets came within a tenth of a second at most, and when: tshark's bursts.
///
/// Packets are counted in pieces of 5 ms; a burst is what lies in 20 of them.
struct BurstMeter {
    private struct Piece {
        var number: Int
        var count: Int
        /// Milliseconds since the first packet.
        var start: Double
    }

    private static var pieceMilliseconds: Double { 5 }
    private static var pieceCountMax: Int { 20 }

    /// The latest pieces, oldest first; never empty, and never more than lie in a burst.
    private var pieces = [Piece(number: 0, count: 0, start: 0)]
    private var count = 0
    private(set) var countMax = 0
    /// When the largest burst began.
    private(set) var start = -1.0

    /// - Parameter now: milliseconds since the first packet.
    mutating func add(at now: Double) {
        let number = Int((now / Self.pieceMilliseconds).rounded(.down))
        let piece = Piece(number: number, count: 1, start: now)
        if number > pieces[pieces.count - 1].number {
            pieces.append(piece)
            count += 1
            while number >= pieces[0].number + Self.pieceCountMax {
                count -= pieces.removeFirst().count
            }
        } else if number < pieces[0].number {
            // A packet of the past counts while its burst is not over.
            if number + Self.pieceCountMax > pieces[pieces.count - 1].number {
                pieces.insert(piece, at: 0)
                count += 1
            }
        } else {
            addBetween(piece)
            count += 1
        }
        if count > countMax {
            countMax = count
            start = pieces[0].start
        }
    }

    private mutating func addBetween(_ piece: Piece) {
        var index = pieces.count - 1
        while piece.number < pieces[index].number { index -= 1 }
        if piece.number == pieces[index].number {
            pieces[index].count += 1
            pieces[index].start = min(pieces[index].start, piece.start)
        } else {
            pieces.insert(piece, at: index + 1)
        }
    }
}
