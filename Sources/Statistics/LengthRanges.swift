/// How many packets there are of which length: tshark's ranges.
public struct LengthRanges: Sendable {
    public struct Range: BitwiseCopyable, Sendable {
        public var count = 0
        public var byteCount = 0
        public var shortest = Int.max
        public var longest = Int.min

        @inline(__always)
        mutating func add(_ length: Int) {
            count &+= 1
            byteCount &+= length
            if length < shortest { shortest = length }
            if length > longest { longest = length }
        }
    }

    /// The last has no end.
    public static let names = [
        "0-19", "20-39", "40-79", "80-159", "160-319", "320-639", "640-1279", "1280-2559",
        "2560-5119", "5120 and greater",
    ]

    public private(set) var ranges = InlineArray<10, Range>(repeating: Range())

    public init() {}

    /// Which range a length is in: each ends where twice the one before does.
    @inlinable @inline(__always)
    public static func index(of length: Int) -> Int {
        let twenties = UInt(bitPattern: max(0, length)) / 20
        return min(UInt.bitWidth &- twenties.leadingZeroBitCount, 9)
    }

    @inline(__always)
    public mutating func add(_ length: Int) { ranges[Self.index(of: length)].add(length) }

    /// All ranges together.
    public var all: Range {
        var all = Range()
        for index in ranges.indices {
            all.count &+= ranges[index].count
            all.byteCount &+= ranges[index].byteCount
            all.shortest = min(all.shortest, ranges[index].shortest)
            all.longest = max(all.longest, ranges[index].longest)
        }
        return all
    }
}
