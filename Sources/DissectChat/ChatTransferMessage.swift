internal import Bytes

/// A datagram of the file transfer, as its two ends write and read it.
public enum ChatTransferMessage: Equatable, Sendable {
    case part(Int)
    case data([UInt8])
    /// With the size that the sender says they have.
    case sizedData([UInt8], size: Int)
    case size(Int)
    case finished

    /// - Parameter version: the pickle protocol of an answer: 3, 4 or 5.
    public func encoded(version: UInt8 = 4) -> [UInt8] {
        switch self {
        case .part(let number): return Array("part \(number)".utf8)
        case .finished: return Array("finished".utf8)
        case .data, .sizedData, .size:
            var writer = PickleWriter(version: version)
            writer.append(self)
            return writer.finish()
        }
    }
}

// MARK: - Reading

extension ChatTransferMessage {
    /// - Returns: nothing for what no end of a transfer sends.
    public init?(reading bytes: [UInt8]) {
        let span = bytes.rawSpan
        if let part = ChatTransferDissector.requestedPart(span) {
            self = .part(part)
        } else if bytes == Self.finished.encoded() {
            self = .finished
        } else if let answer = Self.answer(in: span, bytes) {
            self = answer
        } else {
            return nil
        }
    }

    private static func answer(in span: RawSpan, _ bytes: [UInt8]) -> ChatTransferMessage? {
        guard let pickle = Pickle(whole: span) else { return nil }
        switch (pickle.value, pickle.size) {
        case (.number(let size), _): return .size(size)
        case (.bytes(let range), nil): return .data(Array(bytes[range]))
        case (.bytes(let range), .some(let size)):
            return .sizedData(Array(bytes[range]), size: size)
        }
    }
}

extension Pickle {
    /// Reads a pickle all of which is there; nothing when it is none of the transfer's.
    init?(whole bytes: RawSpan) {
        do throws(Failure) {
            try self.init(bytes, sentCount: bytes.byteCount)
        } catch {
            return nil
        }
    }
}
