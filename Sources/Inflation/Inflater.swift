internal import Bytes
internal import CZlib
public import Dissection

/// One direction's compressed messages on their way through zlib.
///
/// An object, because zlib keeps the address of its state and somebody has to free it.
@safe
public final class Inflater {
    public enum Outcome: Equatable, Sendable { case done, failed, tooLong }

    /// What stands around the compressed blocks.
    public enum Format: Sendable {
        /// Nothing, as in WebSocket.
        case raw
        /// A header and a check sum (RFC 1950).
        case zlib
        /// Those, or the ones of gzip (RFC 1952).
        case wrapped
    }

    /// Zlib's contexts that a run has at the same time at most: some 44 KiB each.
    public static var countMax: Int { 1024 }
    /// What a direction may grow to, whatever came: see ``inflatedByteCountMax(of:)``.
    public static var freeByteCountMax: Int { 16 << 20 }
    static var ratioMax: Int { 100 }

    private let stream: UnsafeMutablePointer<z_stream>
    private let share: OpenCount
    private var bytesIn = 0
    private var bytesOut = 0
    public private(set) var isBroken = false

    /// What should be given at a time: it may become a thousand times as much.
    public static var partByteCountMax: Int { 1 << 12 }
    private static var roomByteCount: Int { 1 << 14 }
    /// The end of each message's last block, which is not sent.
    private static let tail: [UInt8] = [0, 0, 0xFF, 0xFF]

    /// - Returns: `nil` when the run has as many as it may.
    public init?(_ share: OpenCount, _ format: Format) {
        guard share.count < Self.countMax else { return nil }
        share.count += 1
        self.share = share
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // Any window that a sender may have chosen can be read with the largest one.
        let window: Int32 =
            switch format {
            case .raw: -15
            case .zlib: 15
            case .wrapped: 15 + 32
            }
        _ = unsafe inflateInit2_(
            stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        share.count -= 1
    }

    /// Forgets what earlier messages said.
    public func reset() {
        guard !isBroken else { return }
        _ = unsafe inflateReset(stream)
    }

    /// Nothing can be read any more, of this message or the next: bytes are missing.
    public func lose() { isBroken = true }

    /// Inflates a part of a message.
    public func inflate(_ bytes: RawSpan, into output: inout [UInt8]) -> Outcome {
        guard !isBroken else { return .failed }
        bytesIn += bytes.byteCount
        let outcome = step(bytes, &output)
        isBroken = outcome != .done
        return outcome
    }

    /// Ends a message.
    public func finish(into output: inout [UInt8]) -> Outcome {
        guard !isBroken else { return .failed }
        let outcome = step(Self.tail.rawSpan, &output)
        isBroken = outcome != .done
        return outcome
    }

    /// How many bytes a direction may become in all that sent so many: no bomb costs more than
    /// a hundred times its own size to read.
    static func inflatedByteCountMax(of byteCount: Int) -> Int {
        let (scaled, overflows) = byteCount.multipliedReportingOverflow(by: ratioMax)
        return overflows ? .max : max(freeByteCountMax, scaled)
    }

    private func step(_ bytes: RawSpan, _ output: inout [UInt8]) -> Outcome {
        unsafe withUnsafeTemporaryAllocation(
            byteCount: Self.roomByteCount, alignment: 16
        ) { room in
            unsafe bytes.withUnsafeBytes { packed in
                unsafe run(packed, room, &output)
            }
        }
    }

    private func run(
        _ packed: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer,
        _ output: inout [UInt8]
    ) -> Outcome {
        let input = unsafe UnsafeMutableRawBufferPointer(mutating: packed)
        unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_in = UInt32(clamping: packed.count)
        repeat {
            unsafe stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = UInt32(clamping: room.count)
            let status = unsafe CZlib.inflate(stream, Z_SYNC_FLUSH)
            guard status == Z_OK || status == Z_BUF_ERROR || status == Z_STREAM_END else {
                return .failed
            }
            let count = unsafe room.count - Int(stream.pointee.avail_out)
            let made = unsafe UnsafeRawBufferPointer(start: room.baseAddress, count: count)
            unsafe output.append(contentsOf: made)
            bytesOut += count
            guard bytesOut <= Self.inflatedByteCountMax(of: bytesIn) else {
                return .tooLong
            }
            if status == Z_STREAM_END {
                // A sender may end its stream with a message; the next one begins a new one.
                _ = unsafe inflateReset(stream)
                return .done
            }
            guard status == Z_OK else { return .done }
        } while unsafe stream.pointee.avail_out == 0
        return .done
    }
}
