internal import Dissection

/// Which fields a run wants: one bit for each there can be.
struct FieldSet {
    private var words: [UInt64]

    init(_ ids: [FieldID]) {
        words = ids.isEmpty ? [] : Array(repeating: 0, count: 1 << 10)
        for id in ids { words[Int(id.number >> 6)] |= 1 << UInt64(id.number & 63) }
    }

    func contains(_ id: FieldID) -> Bool {
        !words.isEmpty && words[Int(id.number >> 6)] >> UInt64(id.number & 63) & 1 != 0
    }
}
