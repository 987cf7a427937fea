/// An option of a pcapng block as it is kept to be written again: integers in it are little endian,
/// whatever the order in the capture.
public struct CaptureOption: Sendable, Equatable {
    public var code: UInt16
    public var bytes: [UInt8]

    public init(code: UInt16, bytes: [UInt8]) {
        self.code = code
        self.bytes = bytes
    }
}

extension CaptureOption {
    /// - Returns: nil for what must not be copied, and for what nobody could read in another order.
    init?(_ option: PcapngOptions.Option, of bytes: borrowing OrderedBytes, integers: Integers) {
        guard !PcapngOptions.Code.isNotToCopy(option.code) else { return nil }
        code = option.code
        self.bytes = bytes.array(option.range)
        guard bytes.isBigEndian else { return }
        switch integers {
        case .none: break
        case .whole: self.bytes.reverse()
        case .first(let count):
            self.bytes.replaceSubrange(..<count, with: self.bytes[..<count].reversed())
        case .behindFirstByte: self.bytes.replaceSubrange(1..., with: self.bytes[1...].reversed())
        case .unknown: return nil
        }
    }

    /// Where integers are in an option's value.
    enum Integers {
        case none
        case whole
        case first(Int)
        case behindFirstByte
        case unknown
    }
}

extension PcapngOptions.Option {
    private var isCustom: Bool { PcapngOptions.Code.isCustom(code) }

    /// Where integers are, if this is an option of a packet.
    var integersInPacket: CaptureOption.Integers {
        if isCustom { return .first(4) }
        return switch code {
        case 1, 3: .none  // comment, hash
        case 2, 4, 5, 6: .whole  // flags, drop count, packet number, queue
        case 7: range.count == 9 ? .behindFirstByte : .none  // verdict
        default: .unknown
        }
    }

    /// Where integers are, if this is an option of an interface.
    var integersInInterface: CaptureOption.Integers {
        if isCustom { return .first(4) }
        return switch code {
        case 4, 5, 6, 7, 13: .none  // addresses, check sequence
        case 10, 16, 17: .whole  // time zone, speeds
        default: .unknown
        }
    }
}
