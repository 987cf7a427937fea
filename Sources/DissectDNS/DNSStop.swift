internal import Bytes
internal import Dissection

/// Why a message is not read to its end.  A value without heap parts.
enum DNSStop: Error, Equatable {
    /// The message ends before what it announces.
    case malformed(needed: Int, offset: Int)
    /// The message goes on, and the capture does not.
    case cutShort(needed: Int, offset: Int)
    /// A length or a name breaks a rule.
    case invalid(Defect, offset: Int)
}

extension Note {
    init(_ stop: DNSStop) {
        switch stop {
        case .malformed(let needed, let offset):
            self.init(
                "dns.truncated-message", .error, .malformed,
                at: StreamRange(offset: offset, count: 0), .number(UInt64(clamping: needed)))
        case .cutShort(let needed, let offset):
            self.init(
                "dns.cut-short", .warning, .cutShort, at: StreamRange(offset: offset, count: 0),
                .number(UInt64(clamping: needed)))
        case .invalid(let defect, let offset):
            self.init(
                "dns.malformed", .error, .malformed, at: StreamRange(offset: offset, count: 0),
                .words(Note.Words(defect.text)))
        }
    }
}

extension Defect {
    static let reservedLabel = Defect("label of a reserved kind")
    static let emptyName = Defect("name without a label")
    static let negativeLength = Defect("parts longer than the data that holds them")
}
