internal import Bytes

/// The requests of a run that wait for their answers.
///
/// A table of one size: where too many that hash alike are open, the oldest of those gives way, and
/// its answer has no latency.
struct OpenRequests: ~Copyable {
    /// What a request and its answer have in common.
    struct Key: Equatable, BitwiseCopyable {
        /// The conversation, and who asked.
        var conversation: UInt64
        /// Which question of theirs.
        var question: UInt64
    }

    struct Request: BitwiseCopyable {
        var key: Key
        /// 0 where there is none.
        var packet = 0
        var time: Int64 = 0
    }

    private var slots: StableArray<Request>

    static var bits: Int { 16 }
    /// How many requests are remembered.
    static var countMax: Int { 1 << bits }
    private static var probeCount: Int { 8 }

    init() {
        slots = StableArray(
            repeating: Request(key: Key(conversation: 0, question: 0)), count: Self.countMax)
    }

    mutating func open(_ key: Key, packet: Int, time: Int64) {
        let start = Self.place(key)
        var best = start
        for probe in 0..<Self.probeCount {
            let index = (start + probe) & (Self.countMax - 1)
            if slots[index].packet == 0 || slots[index].key == key {
                best = index
                break
            }
            if slots[index].packet < slots[best].packet { best = index }
        }
        slots[best] = Request(key: key, packet: packet, time: time)
    }

    /// Finds the request that an answer is for, and forgets it.
    mutating func close(_ key: Key) -> Request? {
        let start = Self.place(key)
        for probe in 0..<Self.probeCount {
            let index = (start + probe) & (Self.countMax - 1)
            let slot = slots[index]
            guard slot.packet > 0, slot.key == key else { continue }
            slots[index].packet = 0
            return slot
        }
        return nil
    }

    private static func place(_ key: Key) -> Int {
        let mixed =
            (key.conversation &* 0x9E37_79B9_7F4A_7C15) ^ (key.question &* 0xC2B2_AE3D_27D4_EB4F)
        return Int(((mixed ^ mixed >> 29) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
    }
}
