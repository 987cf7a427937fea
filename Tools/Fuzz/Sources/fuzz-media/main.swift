internal import Bytes
internal import DissectMedia
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(MediaProtocols.entries)

/// The first byte chooses the type of what follows, and whether it stands in the stream.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first, input.count > 1 else { return 0 }
    let carrier = Carrier(
        type: choice & 1 == 0 ? "application/json" : "text/plain", isDecoded: choice & 2 != 0)
    var message = Message(depth: .tree)
    var sink = TouchingSink()
    var driver = StreamDriver(carrier, registry: registry)
    message.beginPacket()
    driver.receive(
        input.rawSpan.extracting(droppingFirst: 1), from: .client, into: &message, to: &sink)
    return 0
}

/// A message that is nothing but a payload.
struct Carrier: StreamDissector {
    static let name: StaticString = "CARRIER"

    let type: String
    let isDecoded: Bool

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let range = StreamRange(offset: input.offset, count: input.remaining)
        let bytes = try input.readArray(count: input.remaining)
        if isDecoded { message.decoded = bytes }
        let type = MediaType(Array(type.utf8).rawSpan)
        message.payload = Payload(
            type, isDecoded ? .decoded(StreamRange(offset: 0, count: bytes.count)) : .bytes(range))
        return .message
    }
}

exit(unsafe runFuzzer(dissect))
