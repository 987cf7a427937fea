/// Who sent how much to whom: a row for each pair of ends, in the order of their first packets.
public struct TrafficTable: Sendable {
    public struct Row: BitwiseCopyable, Sendable {
        /// The end that sent the first packet.
        public var source: TrafficEnd
        public var destination: TrafficEnd
        /// What tells conversations between the same ends apart.
        public var stream = 0
        public var sent = TrafficCount()
        public var returned = TrafficCount()
        /// The earliest and the latest packet, in nanoseconds since the capture's first.
        public var start: Int64
        public var end: Int64

        public var total: TrafficCount { sent + returned }
    }

    /// Packets between more pairs are counted as ``other``.
    public static var rowCountMax: Int { 1 << 18 }

    public private(set) var rows: [Row] = []
    /// What did not find room.
    public private(set) var other = TrafficCount()
    private var index = TrafficIndex()
    /// The row of the packet before: often that of the next one, too.
    private var last = -1

    public init() {}

    /// - Parameter time: nanoseconds since the capture's first packet.
    public mutating func add(
        from source: TrafficEnd, to destination: TrafficEnd, stream: Int = 0, byteCount: Int,
        time: Int64
    ) {
        var place = last
        let row = Row(
            source: source, destination: destination, stream: stream, start: time, end: time)
        add(byteCount, as: row, near: &place)
        last = place
    }

    /// Counts a packet.
    ///
    /// - Parameters:
    ///   - row: where it would be counted if it were the first of its kind.
    ///   - place: the number of a row that is tried first, if there is one; then that of the
    ///     packet's.
    @inline(__always)
    mutating func add(_ byteCount: Int, as row: Row, near place: inout Int) {
        if place >= 0, place < rows.count, rows[place].add(byteCount, ifOf: row) { return }
        place = self.place(of: row)
        guard place >= 0 else { return other.add(byteCount) }
        _ = rows[place].add(byteCount, ifOf: row)
    }

    /// Takes what was counted elsewhere of two ends.
    public mutating func merge(_ row: Row) {
        let place = place(of: row)
        if place >= 0 { rows[place].merge(row) } else { other += row.total }
    }

    public mutating func merge(other count: TrafficCount) { other += count }

    /// The row with the same ends, in whichever direction; a new and empty one, if there is none;
    /// −1 if there is no room.
    @inline(never)
    private mutating func place(of row: Row) -> Int {
        let slot = index.slot(of: row, in: rows)
        if let known = index[slot] { return known }
        guard rows.count < Self.rowCountMax else { return -1 }
        var blank = row
        blank.sent = TrafficCount()
        blank.returned = TrafficCount()
        rows.append(blank)
        index.fill(slot, rows)
        return rows.count - 1
    }
}

extension TrafficTable.Row {
    /// Counts a packet if it is between the row's ends.
    @inline(__always)
    fileprivate mutating func add(_ byteCount: Int, ifOf packet: Self) -> Bool {
        guard stream == packet.stream else { return false }
        if source == packet.source, destination == packet.destination {
            sent.add(byteCount)
        } else if source == packet.destination, destination == packet.source {
            returned.add(byteCount)
        } else {
            return false
        }
        if packet.end > end { end = packet.end }
        if packet.start < start { start = packet.start }
        return true
    }

    fileprivate mutating func merge(_ row: Self) {
        let isSame = source == row.source && destination == row.destination
        sent += isSame ? row.sent : row.returned
        returned += isSame ? row.returned : row.sent
        start = min(start, row.start)
        end = max(end, row.end)
    }
}

extension TrafficTable {
    /// What one end sent and got, all conversations together.
    public struct Endpoint: BitwiseCopyable, Sendable {
        public var end: TrafficEnd
        public var sent = TrafficCount()
        public var received = TrafficCount()

        public var total: TrafficCount { sent + received }
    }

    /// All ends, in the order in which they were first seen.
    public var endpoints: [Endpoint] {
        var endpoints: [Endpoint] = []
        var numbers: [TrafficEnd: Int] = [:]
        for row in rows {
            for (end, sent, received) in [
                (row.source, row.sent, row.returned), (row.destination, row.returned, row.sent),
            ] {
                let number = numbers[end] ?? endpoints.count
                if number == endpoints.count {
                    numbers[end] = number
                    endpoints.append(Endpoint(end: end))
                }
                endpoints[number].sent += sent
                endpoints[number].received += received
            }
        }
        return endpoints
    }
}
