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
    let step = choice < 4 ? Int.max : Int(choice >> 2)
    var offset = logEnd
    while offset + 3 <= input.count {
        let sender: Endpoint = input[offset] & 1 == 0 ? .client : .server
        let size = Int(input[offset + 1]) << 8 | Int(input[offset + 2])
        let isLost = input[offset] & 2 != 0
        let isCut = input[offset] & 4 != 0
        offset += 3
        // What is cut off belongs to the packet before.
        if !isCut || !isLost { message.beginPacket() }
        if isLost {
            driver.lose(
                byteCount: size, from: sender, isCut: isCut, into: &message, to: &sink)
            continue
        }
        let end = min(offset + size, input.count)
        while offset < end {
            let next = min(end, step == Int.max ? end : offset + step)
            message.beginPacket()
            driver.receive(
                input.rawSpan.extracting(offset..<next), from: sender,
                end: next == end ? .pushed : [], into: &message, to: &sink)
            offset = next
        }
    }
    for sender in [Endpoint.client, .server] {
        driver.finish(sender, into: &message, to: &sink)
    }
    return 0
}

exit(unsafe runFuzzer(dissect))
