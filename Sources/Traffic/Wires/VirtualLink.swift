/// How long packets take, and what goes wrong on the way.
///
/// The capture is taken in the middle: what is lost may have been seen or not.
struct VirtualLink {
    /// From a host to the capture, and from there to the other host.
    static var delay: Int64 { 12_000 }
    /// How much later a packet is that others overtake.
    static var lateness: ClosedRange<Int> { 150_000...2_000_000 }

    struct Passing {
        /// When the capture sees the packet, and when it arrives.
        var seenAt: Int64?
        var arrivesAt: Int64?
    }

    private let faults: Faults
    private var random: RandomSource

    init(_ faults: Faults, random: RandomSource) {
        self.faults = faults
        self.random = random
    }

    /// What becomes of a packet: nothing, a passing, or two.
    mutating func pass(_ packet: VirtualPacket, at time: Int64) -> [Passing] {
        let whole = Passing(seenAt: time + Self.delay, arrivesAt: time + 2 * Self.delay)
        guard packet.isDatagram || !faults.sparesStreams else { return [whole] }
        if random.happens(faults.loss) {
            let isSeen = random.happens(0.5)
            return isSeen ? [Passing(seenAt: whole.seenAt, arrivesAt: nil)] : []
        }
        var passing = whole
        if random.happens(faults.reorder) {
            let late = Int64(random.number(in: Self.lateness))
            passing = Passing(seenAt: time + late, arrivesAt: time + late + Self.delay)
        }
        guard random.happens(faults.duplicate), let seen = passing.seenAt else { return [passing] }
        let again = Passing(seenAt: seen + 2_000, arrivesAt: seen + 2_000 + Self.delay)
        return [passing, again]
    }
}
