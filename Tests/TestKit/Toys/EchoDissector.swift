public import Bytes
public import Dissection

/// A toy for datagrams: a mark, then text.
public struct EchoDissector: DatagramDissector {
    public static let name: StaticString = "Echo"
    public static let mark: UInt8 = 0xEC

    public init() {}

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        do throws(ParseError) {
            guard try input.readUInt8() == Self.mark else { return false }
            let text = try input.readRange(count: input.remaining)
            if message.wantsSummary { message.beginSummary("Echo") }
            if message.depth >= .fields { message.add(.written, .text(text)) }
            return true
        } catch {
            return false
        }
    }
}
