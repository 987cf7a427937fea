internal import Bytes

/// What a Python pickle of the file transfer holds.
///
/// A pickle is a program.  This one is read and never run: the few instructions that put bytes or
/// a number on a stack of two are known, whatever else stands there makes it no pickle of ours.
///
///     80 N            protocol N: 3, 4 or 5
///     95 SIZE(8)      frame, in 4 and 5
///     42 SIZE(4) ...  bytes; 43 SIZE(1) ... if under 256
///     4b N, 4d N(2), 4a N(4)      number, least significant byte first
///     94 / 71 N       remember the value: in 4 and 5 / in 3
///     86              make a pair of the last two values
///     2e              end
struct Pickle: Equatable {
    enum Value: Equatable {
        /// Where the bytes are, as far as they are there.
        case bytes(Range<Int>)
        case number(Int)
    }

    /// Why a pickle was not read to its end.
    enum Failure: Error, Equatable {
        case truncated(needed: Int, offset: Int)
        case malformed(Defect, offset: Int)
    }

    var version: UInt8
    var value: Value
    /// The second half of a pair.
    var size: Int?
    /// Whether the capture ends within the bytes: the rest was not looked at.
    var isCut = false

    /// Instructions of one pickle: far more than the transfer's have.
    static var instructionCountMax: Int { 32 }

    /// - Parameter sentCount: the pickle's size on the wire; less of it may be there.
    init(_ bytes: RawSpan, sentCount: Int) throws(Failure) {
        var reader = PickleReader(bytes, sentCount: sentCount)
        self = try reader.read()
    }

    init(version: UInt8, value: Value, size: Int? = nil) {
        self.version = version
        self.value = value
        self.size = size
    }
}

private struct PickleReader: ~Escapable {
    let bytes: RawSpan
    let sentCount: Int
    private var place = 0
    private var version: UInt8 = 0
    /// At most two values wait to become a pair.
    private var first: Pickle.Value?
    private var second: Pickle.Value?
    private var isPair = false
    private var frameEnd: Int?
    private var isCut = false

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, sentCount: Int) {
        self.bytes = bytes
        self.sentCount = sentCount
    }

    mutating func read() throws(Pickle.Failure) -> Pickle {
        guard try readNumber(1) == 0x80 else { throw .malformed(.noPickle, offset: 0) }
        version = UInt8(truncatingIfNeeded: try readNumber(1))
        guard (3...5).contains(version) else { throw .malformed(.pickleVersion, offset: 1) }
        for _ in 0..<Pickle.instructionCountMax {
            let start = place
            let code = try readNumber(1)
            if code == 0x2E { return try finish(at: start) }
            try obey(UInt8(code), at: start)
            if isCut { return try finishCut(at: start) }
        }
        throw .malformed(.pickleTooLong, offset: place)
    }

    private mutating func obey(_ code: UInt8, at start: Int) throws(Pickle.Failure) {
        switch code {
        case 0x95 where version >= 4:
            let size = try readNumber(8)
            guard frameEnd == nil, size <= sentCount - place else {
                throw .malformed(.pickleFrame, offset: start)
            }
            frameEnd = place + size
        case 0x42: try push(try readBytes(try readNumber(4)), at: start)
        case 0x43: try push(try readBytes(try readNumber(1)), at: start)
        case 0x4B: try push(.number(try readNumber(1)), at: start)
        case 0x4D: try push(.number(try readNumber(2)), at: start)
        case 0x4A:
            let number = Int32(truncatingIfNeeded: try readNumber(4))
            try push(.number(Int(number)), at: start)
        case 0x94 where version >= 4 && first != nil: break
        case 0x71 where version == 3 && first != nil: _ = try readNumber(1)
        case 0x86:
            guard first != nil, second != nil, !isPair else {
                throw .malformed(.pickleStack, offset: start)
            }
            isPair = true
        default: throw .malformed(.pickleInstruction, offset: start)
        }
    }

    private mutating func push(_ value: Pickle.Value, at start: Int) throws(Pickle.Failure) {
        if first == nil {
            first = value
        } else if second == nil, !isPair {
            second = value
        } else {
            throw .malformed(.pickleStack, offset: start)
        }
    }

    private func finish(at start: Int) throws(Pickle.Failure) -> Pickle {
        guard place == sentCount else { throw .malformed(.trailingBytes, offset: place) }
        if let frameEnd, frameEnd != place { throw .malformed(.pickleFrame, offset: start) }
        switch (first, second, isPair) {
        case (.some(let value), nil, false): return Pickle(version: version, value: value)
        case (.some(.bytes(let data)), .some(.number(let size)), true) where size >= 0:
            return Pickle(version: version, value: .bytes(data), size: size)
        default: throw .malformed(.pickleStack, offset: start)
        }
    }

    private func finishCut(at start: Int) throws(Pickle.Failure) -> Pickle {
        guard case .some(.bytes(let data)) = first, second == nil else {
            throw .malformed(.pickleStack, offset: start)
        }
        var pickle = Pickle(version: version, value: .bytes(data))
        pickle.isCut = true
        return pickle
    }

    private func require(_ count: Int) throws(Pickle.Failure) {
        guard count > bytes.byteCount - place else { return }
        throw .truncated(needed: count, offset: place)
    }

    private mutating func readNumber(_ count: Int) throws(Pickle.Failure) -> Int {
        try require(count)
        var value: UInt64 = 0
        for index in 0..<count {
            value |= UInt64(bytes.byte(at: place + index)) << UInt64(8 * index)
        }
        place += count
        return Int(clamping: value)
    }

    private mutating func readBytes(_ count: Int) throws(Pickle.Failure) -> Pickle.Value {
        guard count <= sentCount - place else { throw .truncated(needed: count, offset: place) }
        isCut = count > bytes.byteCount - place
        defer { place += count }
        return .bytes(place..<(place + count))
    }
}

extension Defect {
    static let noPickle = Defect("no pickle")
    static let pickleVersion = Defect("pickle of an unknown protocol")
    static let pickleFrame = Defect("pickle frame of a wrong size")
    static let pickleInstruction = Defect("pickle instruction that is not of the transfer")
    static let pickleStack = Defect("pickle values that are not of the transfer")
    static let pickleTooLong = Defect("pickle of too many instructions")
}
