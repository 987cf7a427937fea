internal import Bytes
internal import Exchanges

/// A row of a picture: one event, or a run of alike ones.
struct LadderRow {
    /// The event that it shows, and of a run the first one.
    let first: Int
    /// How many events there are, and how far they are apart in the list.
    let count: Int
    let stride: Int

    var last: Int { first + (count - 1) * stride }
}

extension EventList {
    /// The rows for all events.
    ///
    /// - Parameter folds: whether a run of alike events is one row, and one of alike questions and
    ///   answers two.
    func rows(folds: Bool) -> [LadderRow] {
        var rows: [LadderRow] = []
        var index = 0
        while index < events.count {
            let run = folds ? run(at: index) : (length: 1, count: 1)
            for first in index..<(index + run.length) {
                rows.append(LadderRow(first: first, count: run.count, stride: run.length))
            }
            index += run.length * run.count
        }
        return rows
    }

    /// How long nothing happened before a row, by the row's place, where that was long.
    func pauses(before rows: [LadderRow]) -> [Int: Int64] {
        var pauses: [Int: Int64] = [:]
        var previous = events.first?.elapsed ?? 0
        for (index, row) in rows.enumerated() {
            let pause = events[row.first].elapsed &- previous
            if pause >= Self.pauseMin { pauses[index] = pause }
            previous = max(previous, events[row.last].elapsed)
        }
        return pauses
    }

    /// After so long without an event a picture says so.
    static var pauseMin: Int64 { 1_000_000_000 }

    /// How many events from here on come again and again, and how often.
    private func run(at start: Int) -> (length: Int, count: Int) {
        for length in 1...4 {
            var end = start + length
            while end < events.count, areAlike(end - length, end) { end += 1 }
            let count = (end - start) / length
            // Two questions with their answers are no run that hides more than it tells.
            if count >= (length == 1 ? 2 : 3) { return (length, count) }
        }
        return (1, 1)
    }

    /// Whether two events say the same but for numbers.
    private func areAlike(_ one: Int, _ other: Int) -> Bool {
        let (first, second) = (events[one], events[other])
        guard first.from == second.from, first.to == second.to, first.kind == second.kind,
            first.stream == second.stream, first.kind == .message || first.kind == .packet,
            first.severity == nil, second.severity == nil
        else { return false }
        return LabelText.areAlike(self[first.label], self[second.label])
    }
}
