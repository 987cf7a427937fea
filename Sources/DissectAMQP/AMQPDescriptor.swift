internal import Bytes
internal import Dissection

/// What a described value is (part 1, section 1.5), as a number of the specification's own domain.
struct AMQPDescriptor: Equatable, BitwiseCopyable {
    private enum Kind: UInt8 { case none, code, symbol, other }

    private let kind: Kind
    /// The code, or the place of the symbol.
    private let first: UInt64
    private let second: Int

    private init(_ kind: Kind, _ first: UInt64 = 0, _ second: Int = 0) {
        self.kind = kind
        self.first = first
        self.second = second
    }

    static let none = AMQPDescriptor(.none)
    /// Neither a number nor a symbol.
    static let other = AMQPDescriptor(.other)

    init(code: UInt64) { self.init(.code, code) }

    static func symbol(_ range: StreamRange) -> AMQPDescriptor {
        AMQPDescriptor(.symbol, UInt64(range.offset), range.count)
    }

    var isPresent: Bool { kind != .none }

    var code: UInt64? { kind == .code ? first : nil }

    var symbol: StreamRange? {
        kind == .symbol ? StreamRange(offset: Int(first), count: second) : nil
    }

    /// The composite type that this stands for, be it by name.
    ///
    /// - Parameters:
    ///   - bytes: what places in the stream count in.
    ///   - base: where the first of them is.
    func composite(in bytes: RawSpan, at base: Int) -> AMQPComposite? {
        if let code { return UInt8(exactly: code).flatMap(AMQPComposite.init(rawValue:)) }
        guard let symbol, symbol.offset >= base, symbol.end - base <= bytes.byteCount else {
            return nil
        }
        let start = symbol.offset - base
        return AMQPComposite(symbol: bytes.extracting(start..<(start + symbol.count)))
    }
}
