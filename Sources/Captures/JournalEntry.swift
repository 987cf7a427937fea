internal import Bytes

/// An entry of the systemd journal in its export format: lines `NAME=value`.
enum JournalEntry {
    private static var timeField: [UInt8] { Array("__REALTIME_TIMESTAMP=".utf8) }

    /// Microseconds since 1970, if the entry says when it was made.
    static func time(_ entry: RawSpan) -> Int64? {
        var position = 0
        while position < entry.byteCount {
            let line = entry.extracting(position..<entry.byteCount)
            if let time = readTime(line) { return time }
            while position < entry.byteCount, entry.byte(at: position) != UInt8(ascii: "\n") {
                position &+= 1
            }
            position &+= 1
        }
        return nil
    }

    private static func readTime(_ line: RawSpan) -> Int64? {
        let name = timeField
        guard line.byteCount > name.count,
            name.indices.allSatisfy({ line.byte(at: $0) == name[$0] })
        else { return nil }
        var value: Int64 = 0
        var position = name.count
        while position < line.byteCount {
            let digit = line.byte(at: position) &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            // 19 digits cannot overflow the sum below; no clock needs as many.
            guard value < 100_000_000_000_000_000 else { return nil }
            value = value * 10 + Int64(digit)
            position &+= 1
        }
        return position > name.count ? value : nil
    }
}
