/// Numbers the packets of a run, and knows the times that relative ones count from.
struct PacketClock: BitwiseCopyable {
    private(set) var number = 0
    private(set) var first: Int64 = 0
    /// The time of the packet before the current one; its own for the first.
    private(set) var previous: Int64 = 0
    private var current: Int64 = 0

    @inline(__always)
    mutating func tick(_ time: Int64) {
        number &+= 1
        if number == 1 { (first, current) = (time, time) }
        previous = current
        current = time
    }
}
