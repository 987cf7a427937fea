internal import Bytes
internal import DissectDNS
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(DNSProtocols.entries)

/// The lowest bit of the first byte chooses between a datagram and a stream, the others a port or
/// how the stream is cut; the rest is what was sent.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let bytes = Array(input.dropFirst())
    var message = Message(depth: .fields)
    if choice & 1 == 0 {
        readDatagrams(bytes, port: [53, 5353, 5355][Int(choice >> 1) % 3], &message)
    } else {
        readStream(bytes, step: Int(choice >> 1) + 1, &message)
    }
    return 0
}

/// The whole as a question, then as its answer.
func readDatagrams(_ bytes: [UInt8], port: UInt16, _ message: inout Message) {
    var sink = TouchingSink()
    var driver = DatagramDriver(registry: registry)
    for sender in [Endpoint.client, .server] {
        message.beginPacket()
        let datagram = Datagram(
            sender: sender, sourcePort: sender == .client ? 40_000 : port,
            destinationPort: sender == .client ? port : 40_000, packetNumber: 1, time: 0,
            originalCount: bytes.count + Int(bytes.first ?? 0) / 2)
        _ = driver.receive(bytes.rawSpan, datagram, into: &message, to: &sink)
    }
}

func readStream(_ bytes: [UInt8], step: Int, _ message: inout Message) {
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: 53, clientPort: 40_000, isServerKnown: true)
    var offset = 0
    while offset < bytes.count {
        let end = min(offset + step, bytes.count)
        message.beginPacket()
        driver.receive(
            bytes.rawSpan.extracting(offset..<end), from: .client, into: &message, to: &sink)
        offset = end
    }
}

exit(unsafe runFuzzer(dissect))
