internal import Bytes
internal import DissectAMQP
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(AMQPProtocols.entries)

/// The bits of the first byte choose how much is wanted, whether the capture begins in the middle
/// and how the stream is cut.  Each end sends half of the bytes; with the lowest bit set there is a
/// header before them, so that what follows need not be without fault.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let header: [UInt8] = choice & 1 != 0 ? Array("AMQP".utf8) + [0, 1, 0, 0] : []
    let bytes = header + input.dropFirst()
    writeAgain(Array(input.dropFirst()))
    let depth: Depth = choice & 8 != 0 ? .tree : choice & 16 != 0 ? .summary : .fields
    var message = Message(depth: depth, isRich: choice & 4 != 0)
    readStream(bytes, isMidstream: choice & 2 != 0, step: Int(choice >> 5) * 40 + 7, &message)
    return 0
}

/// What a peer reads, it can write, and reads as the same again.
func writeAgain(_ bytes: [UInt8]) {
    if case .frame(let frame) = try? AMQPUnit(reading: bytes.rawSpan) {
        let written = frame.bytes
        precondition((try? AMQPUnit(reading: written.rawSpan))?.bytes == written)
    }
    guard let content = try? AMQPMessageContent(reading: bytes.rawSpan) else { return }
    let written = content.bytes
    precondition((try? AMQPMessageContent(reading: written.rawSpan))?.bytes == written)
}

func readStream(_ bytes: [UInt8], isMidstream: Bool, step: Int, _ message: inout Message) {
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: 5672, clientPort: 40_000, isServerKnown: true)
    var feed = StreamFeed(step: step, isMidstream: isMidstream)
    feed.losesBytes = step == 247
    feed.run(bytes, &driver, &message, to: &sink)
}

extension AMQPUnit {
    var bytes: [UInt8] {
        switch self {
        case .header(let header): header.bytes
        case .frame(let frame): frame.bytes
        }
    }
}

exit(unsafe runFuzzer(dissect))
