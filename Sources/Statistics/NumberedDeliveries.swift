/// Messages that have numbers in a row on a channel and are acknowledged by number or by a range
/// of numbers: those of AMQP.
struct NumberedDeliveries {
    /// Channels and directions that are told apart.
    static var channelCountMax: Int { 65_536 }
    /// Of a longer range only the first numbers are looked at.
    static var rangeCountMax: Int { 65_536 }

    /// The numbers that may be open.
    private struct Window: BitwiseCopyable {
        var low: UInt64
        var high: UInt64
    }

    private(set) var trips: RoundTrips
    /// Of each channel by its key: its number here.
    private var channels = NumberTable<UInt32>(countMax: channelCountMax, blank: 0)
    private var windows: [Window] = []

    init(kindCount: Int) { trips = RoundTrips(kindCount: kindCount) }

    /// - Parameters:
    ///   - channel: a number for a channel and direction; below 2⁶³.
    ///   - number: below 2⁴⁰; of a higher one the lower bits.
    mutating func open(
        _ kind: Int, _ number: UInt64, on channel: UInt64, at time: Int64, isRepeated: Bool = false
    ) {
        guard let index = index(of: channel) else { return trips.ask(kind, isRepeated: isRepeated) }
        let number = number & Self.numberMax
        windows[index].low = min(windows[index].low, number)
        windows[index].high = max(windows[index].high, number)
        trips.ask(kind, Self.key(index, number), at: time, isRepeated: isRepeated)
    }

    /// Whether a number waits for an answer.
    func isOpen(_ number: UInt64, on channel: UInt64) -> Bool {
        guard let index = channels[channel] else { return false }
        return trips.isOpen(Self.key(Int(index), number & Self.numberMax))
    }

    /// Takes back a number that needs no answer after all.  Returns whether it waited for one.
    mutating func withdraw(_ kind: Int, _ number: UInt64, on channel: UInt64) -> Bool {
        guard let index = channels[channel] else { return false }
        return trips.withdraw(kind, Self.key(Int(index), number & Self.numberMax))
    }

    /// Returns how many of the numbers waited for this.
    mutating func close(
        _ kind: Int, _ numbers: ClosedRange<UInt64>, on channel: UInt64, at time: Int64,
        isRefusal: Bool = false
    ) -> Int {
        guard let index = channels[channel].map({ Int($0) }) else { return 0 }
        let window = windows[index]
        let first = max(numbers.lowerBound & Self.numberMax, window.low)
        let last = min(numbers.upperBound, window.high)
        guard first <= last else { return 0 }
        let end = min(last, first &+ UInt64(Self.rangeCountMax) &- 1)
        var count = 0
        for number in first...end {
            let key = Self.key(index, number)
            if trips.answer(kind, key, at: time, isRefusal: isRefusal) { count += 1 }
        }
        if first == window.low { windows[index].low = end &+ 1 }
        return count
    }

    private static var numberMax: UInt64 { 1 << 40 - 1 }

    private static func key(_ channel: Int, _ number: UInt64) -> UInt64 {
        UInt64(channel) << 40 | number
    }

    private mutating func index(of channel: UInt64) -> Int? {
        if let known = channels[channel] { return Int(known) }
        guard channels.set(channel, UInt32(windows.count)) else { return nil }
        windows.append(Window(low: .max, high: 0))
        return windows.count - 1
    }
}
