/// The options at the end of a pcapng block: code, length, value, padded to four bytes.
///
///      0               2               4
///     +---------------+---------------+-------------------- - - - --+
///     |     code      |    length     | value, padding to 4 bytes   |
///     +---------------+---------------+-------------------- - - - --+
struct PcapngOptions: ~Escapable {
    let bytes: OrderedBytes
    private var position: Int
    private let end: Int

    struct Option {
        var code: UInt16
        var range: Range<Int>
    }

    @_lifetime(copy bytes)
    init(_ bytes: OrderedBytes, _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next option, or nil behind the last one.
    mutating func next() throws(MalformedRecord) -> Option? {
        guard end &- position >= 4 else { return nil }
        let code = bytes.load(UInt16.self, at: position)
        let count = Int(bytes.load(UInt16.self, at: position &+ 2))
        let start = position &+ 4
        guard count <= end &- start else { throw .optionTooLong(count) }
        guard code != Code.end else { return nil }
        if count < 4, Code.isCustom(code) {
            throw .optionLength(count, code: Int(code))
        }
        position = start &+ (count &+ 3) & ~3
        return Option(code: code, range: start..<(start &+ count))
    }

    enum Code {
        static var end: UInt16 { 0 }
        static var comment: UInt16 { 1 }

        /// Of custom options, those that whoever changes a file leaves out.
        static func isNotToCopy(_ code: UInt16) -> Bool { code == 19372 || code == 19373 }

        /// Options of a kind that only the enterprise with that number knows.
        static func isCustom(_ code: UInt16) -> Bool {
            switch code {
            case 2988, 2989, 19372, 19373: true
            default: false
            }
        }
    }
}

// MARK: - Of packets

/// What the options of an enhanced packet block say.
enum PcapngPacketOptions {
    static var flags: UInt16 { 2 }
    static var dropCount: UInt16 { 4 }

    /// How many comments there are.  Throws if the options break a rule; tshark reads no further
    /// then, because a captured size that lies shows here first.
    static func countComments(_ options: consuming PcapngOptions) throws(MalformedRecord)
        -> Int
    {
        var count = 0
        while let option = try options.next() {
            if option.code == PcapngOptions.Code.comment { count &+= 1 }
            let isRight =
                switch option.code {
                case 2, 6: option.range.count == 4  // flags, queue
                case 4, 5: option.range.count == 8  // drop count, packet number
                case 7: option.range.count >= 1  // verdict
                default: true
                }
            guard isRight else {
                throw .optionLength(option.range.count, code: Int(option.code))
            }
        }
        return count
    }
}
