/// What is to happen, in the order of time; what is to happen at the same time, in the order in
/// which it was entered.
struct EventQueue<Event> {
    private struct Entry {
        var time: Int64
        var number: Int
        var event: Event

        func isBefore(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : number < other.number
        }
    }

    /// A binary heap.
    private var entries: [Entry] = []
    private var enteredCount = 0

    var isEmpty: Bool { entries.isEmpty }
    var nextTime: Int64? { entries.first?.time }

    mutating func insert(_ event: Event, at time: Int64) {
        entries.append(Entry(time: time, number: enteredCount, event: event))
        enteredCount += 1
        var index = entries.count - 1
        while index > 0, entries[index].isBefore(entries[(index - 1) / 2]) {
            entries.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func popFirst() -> (time: Int64, event: Event)? {
        guard let last = entries.popLast() else { return nil }
        guard let first = entries.first else { return (last.time, last.event) }
        entries[0] = last
        sink(0)
        return (first.time, first.event)
    }

    private mutating func sink(_ start: Int) {
        var index = start
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < entries.count && entries[child].isBefore(entries[least]) {
                least = child
            }
            if least == index { return }
            entries.swapAt(index, least)
            index = least
        }
    }
}
