internal import Bytes

/// When the latest packets came: for answers that name the packet of their request.
struct PacketTimes: ~Copyable {
    private var times: StableArray<Int64>
    private var last = 0

    /// Of how many packets the time is remembered.
    static var countMax: Int { 65_536 }

    init() { times = StableArray(repeating: 0, count: Self.countMax) }

    mutating func note(_ packet: Int, _ time: Int64) {
        times[packet & (Self.countMax - 1)] = time
        last = packet
    }

    func time(of packet: Int) -> Int64? {
        guard packet > 0, packet <= last, last - packet < Self.countMax else { return nil }
        return times[packet & (Self.countMax - 1)]
    }
}
