internal import Bytes
internal import DissectWeb
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(WebProtocols.entries)

/// The first byte says how segments are cut and whether fields are wanted; then come writes, each
/// with who sent it or lost it, and its size in two bytes.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    var message = Message(depth: choice & 1 == 0 ? .fields : .summary, isRich: true)
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: choice & 2 == 0 ? 80 : 7777, clientPort: 40_000,
        isServerKnown: true)
    let step = choice < 4 ? Int.max : Int(choice >> 2)
    var offset = 1
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
