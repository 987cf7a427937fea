internal import Bytes

/// What the messages are called that carried others, in each conversation: one more of the same
/// name that ends no message carries a part of one, and is none of its own.
///
/// A table of one size, in which a later conversation takes the place of an earlier one.
struct CarrierLabels: ~Copyable {
    private var slots: StableArray<UInt64>
    private(set) var isEmpty = true

    private static var bits: Int { 12 }
    /// How many are remembered.
    static var countMax: Int { 1 << bits }

    init() { slots = StableArray(repeating: 0, count: Self.countMax) }

    mutating func insert(_ key: UInt64) {
        slots[Self.place(key)] = key
        isEmpty = false
    }

    func contains(_ key: UInt64) -> Bool { slots[Self.place(key)] == key }

    static func key(_ label: RawSpan, _ conversation: Int) -> UInt64 {
        var hash = UInt64(bitPattern: Int64(conversation)) &* 0x9E37_79B9_7F4A_7C15
        for index in 0..<label.byteCount {
            hash = (hash ^ UInt64(label.byte(at: index))) &* 0x100_0000_01B3
        }
        return hash | 1
    }

    private static func place(_ key: UInt64) -> Int {
        Int((key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
    }
}
