internal import Bytes
internal import DissectTLS
internal import Dissection
internal import FuzzSupport
internal import Glibc

/// What the application sends is read by this: all there is, as one message.
struct AnyDissector: StreamDissector {
    static let name: StaticString = "Any"

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        guard input.remaining > 0 else { return .needMore(byteCount: 1) }
        if message.wantsSummary { message.beginSummary("Any") }
        try input.skip(input.remaining)
        return .message
    }
}

/// The first byte says how segments are cut and whether fields are wanted; two say how long a key
/// log follows; then come writes, each with who sent it or lost it, and its size in two bytes.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first, input.count >= 3 else { return 0 }
    let logEnd = min(input.count, 3 + Int(input[1]) << 8 + Int(input[2]))
    var log = TLSKeyLog()
    log.add(input.rawSpan.extracting(3..<logEnd))
    log.finish()
    let registry = Registry(
        TLSProtocols.entries(TLSKeyring(log)) + [
            Registry.Entry(
                "mqtt", stream: Registry.Stream(securePorts: [8883]) { AnyDissector() })
        ])
    var message = Message(depth: choice & 1 == 0 ? .fields : .summary, isRich: true)
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: choice & 2 == 0 ? 8883 : 7777, clientPort: 40_000,
        isServerKnown: true)
    let feed = WriteFeed(step: choice < 4 ? Int.max : Int(choice >> 2))
    feed.run(input.rawSpan.extracting(logEnd..<input.count), &driver, &message, to: &sink)
    return 0
}

exit(unsafe runFuzzer(dissect))
