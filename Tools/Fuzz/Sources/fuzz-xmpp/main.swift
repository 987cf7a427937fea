internal import Bytes
internal import DissectXMPP
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(XMPPProtocols.entries)

/// The bits of the first byte choose how much is wanted, whether the capture begins in the middle
/// and how the stream is cut.  Each end sends half of the bytes; a zero byte parts what the two
/// send one after the other.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let depth: Depth = choice & 8 != 0 ? .tree : choice & 16 != 0 ? .summary : .fields
    var message = Message(depth: depth, isRich: choice & 4 != 0)
    readStream(
        Array(input.dropFirst()), isMidstream: choice & 2 != 0, step: Int(choice >> 5) * 40 + 7,
        isCut: choice & 1 != 0, &message)
    listen(to: Array(input.dropFirst()), step: Int(choice >> 5) * 40 + 7)
    return 0
}

/// Reads the bytes as the other end does that they are sent to.  What it made of them it has to
/// write so that it reads the same.
func listen(to bytes: [UInt8], step: Int) {
    var reader = XMPPStreamReader()
    for start in stride(from: 0, to: bytes.count, by: step) {
        reader.receive(Array(bytes[start..<min(bytes.count, start + step)]))
        while let event = try? reader.next() {
            guard case .element(let element) = event else { continue }
            var again = XMPPStreamReader()
            again.receive(element.written())
            let read = try? again.next()
            precondition(read == .element(element), "an element is read as it was written")
        }
    }
}

func readStream(
    _ bytes: [UInt8], isMidstream: Bool, step: Int, isCut: Bool, _ message: inout Message
) {
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: 5222, clientPort: 40_000, isServerKnown: true)
    if isMidstream {
        driver.joinMidstream(.client)
        driver.joinMidstream(.server)
    }
    var number = 0
    var sender = Endpoint.client
    for part in bytes.split(separator: 0, omittingEmptySubsequences: false) {
        let write = Array(part)
        var offset = 0
        while offset < write.count {
            let end = min(offset + step, write.count)
            number += 1
            message.beginPacket(number: number, time: Int64(number) * 1_000_000)
            driver.receive(
                write.rawSpan.extracting(offset..<end), from: sender,
                end: end == write.count ? .pushed : [], into: &message, to: &sink)
            offset = end
        }
        if isCut, number % 7 == 3 {
            driver.lose(byteCount: 30, from: sender, isCut: true, into: &message, to: &sink)
        }
        sender = sender.other
    }
    driver.finish(.client, into: &message, to: &sink)
    driver.finish(.server, into: &message, to: &sink)
}

exit(unsafe runFuzzer(dissect))
