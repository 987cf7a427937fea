internal import Glibc

/// A window on a file or pipe, moved along by `read`.
///
/// Bytes that a reader has not used when the window ends (the beginning of a record) are moved to
/// the front before the next read, so a record is always in one piece, and memory stays at one
/// window however large the file is.  Reading costs one copy out of the page cache; mapping the
/// file costs as much in page faults, counts as resident memory, and does not work for pipes.
@safe
struct InputWindow: ~Copyable {
    private var input: any ByteInput
    /// Reads on from where `input` is, once the file has turned out to be long.
    private var ahead: ReadAhead?
    private var fillCount = 0
    /// Where the window's bytes are: in `pages`, or in a block of `ahead`.
    private var base: UnsafeMutableRawPointer
    private var pages: PageMemory
    private var capacity: Int
    private let capacityMax: Int
    private(set) var start = 0
    private(set) var end = 0
    /// Where `start` is in the capture (in its unpacked bytes if it is packed).
    private(set) var fileOffset = 0

    /// How often a window is filled before a thread does it: short captures need none.
    private static let fillCountAlone = 4

    init(input: any ByteInput, byteCount: Int, byteCountMax: Int) throws(CaptureError) {
        self.input = input
        capacity = byteCount
        capacityMax = byteCountMax
        pages = try PageMemory(byteCount: byteCount)
        unsafe base = pages.base
    }

    var available: Int { end &- start }

    /// Whether the input ended where its own format says that it goes on.
    var isInputCutShort: Bool { ahead?.isCutShort ?? input.isCutShort }

    /// The unread bytes that are in memory.
    var unread: RawSpan {
        @_lifetime(borrow self)
        get {
            let bytes = unsafe UnsafeRawBufferPointer(start: base + start, count: end &- start)
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
        }
    }

    var memory: WindowMemory { unsafe WindowMemory(base: base, count: end) }

    /// All bytes in memory, also those that were read.
    var whole: RawSpan {
        @_lifetime(borrow self)
        get {
            let bytes = unsafe UnsafeRawBufferPointer(start: base, count: end)
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
        }
    }

    /// Where `unread` begins in `whole`.
    var position: Int { start }

    mutating func skip(_ count: Int) {
        precondition(count >= 0 && count <= available, "bytes that are not in the window")
        start &+= count
        fileOffset &+= count
    }

    /// Makes sure that `count` unread bytes are in memory.  Returns false when the file has not
    /// got so many.
    mutating func ensure(_ count: Int) throws(CaptureError) -> Bool {
        if count <= available { return true }
        return try fill(atLeast: count)
    }

    /// Steps over bytes that need not be in memory at once.  Returns false when the file has not
    /// got so many.
    mutating func pass(_ count: Int) throws(CaptureError) -> Bool {
        var rest = count
        while rest > available {
            rest &-= available
            skip(available)
            guard try fill(atLeast: 1) else { return false }
        }
        skip(rest)
        return true
    }

    /// From here on, takes the bytes for packed ones and holds what they unpack to.
    mutating func unpack(_ compression: Compression) {
        input =
            switch compression {
            case .gzip: CompressedInput<GzipDecompressor>(file: input, prefix: unread)
            case .zstd: CompressedInput<ZstdDecompressor>(file: input, prefix: unread)
            case .lz4: CompressedInput<LZ4Decompressor>(file: input, prefix: unread)
            }
        (start, end, fileOffset) = (0, 0, 0)
    }

    private mutating func fill(atLeast count: Int) throws(CaptureError) -> Bool {
        guard count <= capacityMax else {
            throw .malformed(.recordTooLong(count, maximum: capacityMax), offset: fileOffset)
        }
        fillCount &+= 1
        if fillCount == Self.fillCountAlone, input.canReadAhead { ahead = ReadAhead(input: input) }
        if let ahead { return try fill(from: ahead, atLeast: count) }
        if count > capacity { try grow(to: count) }
        unsafe memmove(base, base + start, available)
        (start, end) = (0, available)
        while end < count {
            let space = unsafe UnsafeMutableRawBufferPointer(
                start: base + end, count: capacity &- end)
            let got = try unsafe input.read(into: space)
            guard got > 0 else { return false }
            end &+= got
        }
        return true
    }

    private mutating func fill(
        from ahead: ReadAhead, atLeast count: Int
    ) throws(CaptureError) -> Bool {
        if available <= ReadAhead.restByteCountMax {
            let rest = unsafe UnsafeRawBufferPointer(start: base + start, count: available)
            guard let block = try unsafe ahead.next(behind: rest) else { return false }
            guard let address = block.baseAddress else { return false }
            unsafe base = address
            (start, end) = (0, block.count)
        }
        if end >= start &+ count { return true }
        return try gather(count, from: ahead)
    }

    /// Puts a record together that is longer than a block.
    private mutating func gather(
        _ count: Int, from ahead: ReadAhead
    ) throws(CaptureError) -> Bool {
        try grow(to: count, extra: ReadAhead.blockByteCount)
        while end < count {
            let none = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
            guard let block = try unsafe ahead.next(behind: none),
                let address = block.baseAddress
            else { return false }
            unsafe memcpy(base + end, address, block.count)
            end &+= block.count
        }
        return true
    }

    /// Moves the unread bytes to the front of memory for `count` bytes and some more.
    private mutating func grow(to count: Int, extra: Int = 0) throws(CaptureError) {
        let larger = try PageMemory(byteCount: count + extra)
        unsafe memcpy(larger.base, base + start, available)
        pages = larger
        unsafe base = pages.base
        (start, end) = (0, available)
        capacity = count + extra
    }
}

/// The memory of a window, as long as nobody moves the window on.
@frozen
@safe
@usableFromInline
struct WindowMemory {
    @usableFromInline let base: UnsafeRawPointer?
    @usableFromInline let count: Int

    init(base: UnsafeRawPointer?, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    static var empty: WindowMemory { unsafe WindowMemory(base: nil, count: 0) }

    /// Valid while the window stands still, which is for its owner to see to.
    @unsafe
    @inlinable
    @_lifetime(borrow self)
    func bytes(_ range: Range<Int>) -> RawSpan {
        let bytes = unsafe UnsafeRawBufferPointer(start: base, count: count)
        let span = unsafe RawSpan(_unsafeBytes: bytes).extracting(range)
        return unsafe _overrideLifetime(span, borrowing: self)
    }
}
