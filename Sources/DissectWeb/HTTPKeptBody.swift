internal import Bytes
internal import Dissection

/// What came of a body whose end is not known yet.
///
/// An object, so that it is counted among what the run keeps until nobody has it any more.
final class HTTPKeptBody {
    /// Of all connections together.
    static var totalByteCountMax: Int { 64 << 20 }

    private(set) var bytes: [UInt8] = []
    /// Whether it became too long, and nothing of it is kept.
    private(set) var isGivenUp = false
    private let share: OpenCount

    init(_ share: OpenCount) { self.share = share }

    deinit { share.count -= bytes.count }

    func append(_ part: RawSpan) {
        if isGivenUp { return }
        guard bytes.count + part.byteCount <= HTTPDissector.bodyKeptByteCountMax,
            share.count + part.byteCount <= Self.totalByteCountMax
        else {
            isGivenUp = true
            share.count -= bytes.count
            bytes = []
            return
        }
        share.count += part.byteCount
        bytes.append(part, xor: 0, phase: 0)
    }
}
