/// How long something took, many times: bounded, however many times it was.
///
/// The first ``exactCountMax`` times are kept as they are.  Beyond them each is counted in one of
/// 64 classes for each power of two, so that a quantile is at most 0.8 % off; the least and the
/// greatest are always exact.
public struct LatencyHistogram: Sendable {
    public static var exactCountMax: Int { 1024 }
    /// Classes for each power of two.
    private static var classCount: Int { 64 }

    public private(set) var count = 0
    /// Nanoseconds.
    public private(set) var least = Int64.max
    public private(set) var greatest: Int64 = 0
    private var sum = 0.0
    private var exact: [Int64] = []
    private var counts: [UInt32] = []

    public init() {}

    /// - Parameter nanoseconds: less than nothing, as when clocks disagree, is nothing.
    public mutating func add(_ nanoseconds: Int64) {
        let value = max(0, nanoseconds)
        count += 1
        least = min(least, value)
        greatest = max(greatest, value)
        sum += Double(value)
        if count <= Self.exactCountMax { return exact.append(value) }
        if !exact.isEmpty { classifyAll() }
        classify(value)
    }

    public var mean: Int64? { count == 0 ? nil : Int64(sum / Double(count)) }

    /// The least time that `share` of all do not exceed, from 0 to 1; nil if there are none.
    public func quantile(_ share: Double) -> Int64? {
        guard count > 0 else { return nil }
        let rank = min(count, max(1, Int((share * Double(count)).rounded(.up))))
        if rank == count { return greatest }
        if !exact.isEmpty { return exact.sorted()[rank - 1] }
        var seen = 0
        for (index, number) in counts.enumerated() {
            seen += Int(number)
            if seen >= rank {
                return min(greatest, max(least, Self.middle(of: index)))
            }
        }
        return greatest
    }

    /// How many took up to a time, for each power of two: for a picture.
    public var classes: [(range: Range<Int64>, count: Int)] {
        var numbers: [Int: Int] = [:]
        for value in exact { numbers[Self.index(of: value), default: 0] += 1 }
        for (index, number) in counts.enumerated() where number > 0 {
            numbers[index, default: 0] += Int(number)
        }
        return numbers.sorted { $0.key < $1.key }.map { (Self.range(of: $0.key), $0.value) }
    }

    private mutating func classifyAll() {
        for value in exact { classify(value) }
        exact = []
    }

    private mutating func classify(_ value: Int64) {
        let index = Self.index(of: value)
        if index >= counts.count {
            counts += Array(repeating: 0, count: index + 1 - counts.count)
        }
        if counts[index] < UInt32.max { counts[index] += 1 }
    }

    /// Values below 64 are classes of their own; above, the six bits behind the first tell.
    private static func index(of value: Int64) -> Int {
        if value < classCount { return Int(value) }
        let shift = 63 - value.leadingZeroBitCount - 6
        return (shift + 1) * classCount + Int(value >> Int64(shift)) - classCount
    }

    private static func range(of index: Int) -> Range<Int64> {
        if index < classCount { return Int64(index)..<Int64(index + 1) }
        let shift = Int64(index / classCount - 1)
        let start = Int64(index % classCount + classCount) << shift
        return start..<(start &+ (1 << shift))
    }

    private static func middle(of index: Int) -> Int64 {
        let range = range(of: index)
        return range.lowerBound + (range.upperBound - 1 - range.lowerBound) / 2
    }
}
