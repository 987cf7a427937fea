/// Who sent how much to whom: a row for each pair of ends, in the order of their first packets.
public struct TrafficTable: Sendable {
    public struct Row: BitwiseCopyable, Sendable {
        /// The end that sent the first packet.
        public var source: TrafficEnd
        public var destination: TrafficEnd
        public var sent = TrafficCount()
        public var returned = TrafficCount()
        /// The earliest and the latest packet, in nanoseconds since the capture's first.
        public var start: Int64
        public var end: Int64

        public var total: TrafficCount { sent + returned }
    }

    private struct Key: Hashable {
        var source: TrafficEnd
        var destination: TrafficEnd
        var stream: Int
    }

    /// Packets between more pairs are counted as ``other``.
    public static var rowCountMax: Int { 1 << 18 }

    public private(set) var rows: [Row] = []
    /// What did not find room.
    public private(set) var other = TrafficCount()
    private var numbers: [Key: Int32] = [:]
    /// The row of the packet before: often that of the next one, too.
    private var last: (key: Key, number: Int)?

    public init() {}

    /// - Parameters:
    ///   - stream: what tells conversations between the same ends apart.
    ///   - time: nanoseconds since the capture's first packet.
    public mutating func add(
        from source: TrafficEnd, to destination: TrafficEnd, stream: Int = 0, byteCount: Int,
        time: Int64
    ) {
        let key = Key(source: source, destination: destination, stream: stream)
        if let last, last.key == key { return addSent(byteCount, last.number, time) }
        let reverse = Key(source: destination, destination: source, stream: stream)
        if let last, last.key == reverse { return addReturned(byteCount, last.number, time) }
        if let number = numbers[key] {
            last = (key, Int(number))
            return addSent(byteCount, Int(number), time)
        }
        if let number = numbers[reverse] {
            last = (reverse, Int(number))
            return addReturned(byteCount, Int(number), time)
        }
        guard rows.count < Self.rowCountMax else { return other.add(byteCount) }
        last = (key, rows.count)
        numbers[key] = Int32(rows.count)
        var row = Row(source: source, destination: destination, start: time, end: time)
        row.sent.add(byteCount)
        rows.append(row)
    }

    @inline(__always)
    private mutating func addSent(_ byteCount: Int, _ number: Int, _ time: Int64) {
        rows[number].sent.add(byteCount)
        rows[number].extend(to: time)
    }

    @inline(__always)
    private mutating func addReturned(_ byteCount: Int, _ number: Int, _ time: Int64) {
        rows[number].returned.add(byteCount)
        rows[number].extend(to: time)
    }

    /// Takes what was counted elsewhere of two ends.
    public mutating func merge(_ row: Row, stream: Int = 0) {
        let key = Key(source: row.source, destination: row.destination, stream: stream)
        let reverse = Key(source: row.destination, destination: row.source, stream: stream)
        if let number = numbers[key] {
            rows[Int(number)].merge(row.sent, row.returned, row)
        } else if let number = numbers[reverse] {
            rows[Int(number)].merge(row.returned, row.sent, row)
        } else if rows.count < Self.rowCountMax {
            numbers[key] = Int32(rows.count)
            rows.append(row)
        } else {
            other += row.total
        }
    }

    public mutating func merge(other count: TrafficCount) { other += count }
}

extension TrafficTable.Row {
    @inline(__always)
    mutating func extend(to time: Int64) {
        if time > end { end = time } else if time < start { start = time }
    }

    fileprivate mutating func merge(
        _ sent: TrafficCount, _ returned: TrafficCount, _ row: TrafficTable.Row
    ) {
        self.sent += sent
        self.returned += returned
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
