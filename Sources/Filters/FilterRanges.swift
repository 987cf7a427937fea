/// What brackets pick: bytes of a value, or layers of a protocol.
///
/// `[1]` one, `[1:2]` two from there on, `[1-2]` up to that one, `[:2]` the first two, `[1:]` all
/// from there on, and several with commas between.  Places below 0 count from the end.
struct FilterRanges: Equatable {
    struct Part: Equatable, BitwiseCopyable {
        enum Length: Equatable, BitwiseCopyable {
            case count(Int)
            /// The last place, which is picked too.
            case last(Int)
            case rest
        }

        var start: Int
        var length: Length

        /// The places that are picked of `count`; `nil` if they are not all there.
        func resolve(count: Int) -> Range<Int>? {
            let first = start < 0 ? count + start : start
            let end =
                switch length {
                case .count(let length): first + length
                case .last(let last): (last < 0 ? count + last : last) + 1
                case .rest: count
                }
            return 0 <= first && first < end && end <= count ? first..<end : nil
        }
    }

    private(set) var parts: [Part] = []

    /// Places and counts are less than this.
    static var numberMax: Int { 1 << 31 }

    init?(_ text: String) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let part = Self.part(part.filter { $0 != " " }) else { return nil }
            parts.append(part)
        }
    }

    private static func part(_ text: String) -> Part? {
        let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if sides.count == 2 {
            guard let start = sides[0].isEmpty ? 0 : number(sides[0]) else { return nil }
            if sides[1].isEmpty { return Part(start: start, length: .rest) }
            guard let count = number(sides[1]), count > 0 else { return nil }
            return Part(start: start, length: .count(count))
        }
        if let start = number(sides[0]) { return Part(start: start, length: .count(1)) }
        guard let dash = text.dropFirst().firstIndex(of: "-"), let start = number(text[..<dash]),
            let last = number(text[text.index(after: dash)...])
        else { return nil }
        return Part(start: start, length: .last(last))
    }

    private static func number(_ text: Substring) -> Int? {
        guard let number = Int(text), number.magnitude < numberMax, text.first != "+" else {
            return nil
        }
        return number
    }
}

extension FilterRanges {
    /// Whether a layer is picked: the first of its protocol is number 1, and -1 the last.
    func contains(layer: Int, of count: Int) -> Bool {
        parts.contains { part in
            switch part.length {
            case .count(let length):
                let first = part.start < 0 ? count + 1 + part.start : part.start
                return first <= layer && layer < first + length
            case .last(let last):
                let first = part.start < 0 ? count + 1 + part.start : part.start
                return first <= layer && layer <= (last < 0 ? count + 1 + last : last)
            case .rest: return (part.start < 0 ? count + 1 + part.start : part.start) <= layer
            }
        }
    }
}
