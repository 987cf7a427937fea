internal import Bytes
internal import DissectMQTT
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(
    MQTTProtocols.entries, overrides: [PortOverride(.udp, 1884...1884, "mqttsn")])

/// The lowest bit of the first byte chooses between a datagram and a stream; the next one whether
/// the capture begins in the middle, and the others how the stream is cut.  Each end sends half.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let bytes = Array(input.dropFirst())
    var message = Message(depth: .fields, isRich: choice & 4 != 0)
    if choice & 1 == 0 {
        readDatagram(bytes, &message)
    } else {
        readStream(bytes, isMidstream: choice & 2 != 0, step: Int(choice >> 3) + 1, &message)
    }
    return 0
}

func readDatagram(_ bytes: [UInt8], _ message: inout Message) {
    var sink = TouchingSink()
    var driver = DatagramDriver(registry: registry)
    message.beginPacket()
    let datagram = Datagram(
        sender: .client, sourcePort: 40_000, destinationPort: 1884, packetNumber: 1, time: 0,
        originalCount: bytes.count + Int(bytes.first ?? 0) / 2)
    _ = driver.receive(bytes.rawSpan, datagram, into: &message, to: &sink)
}

func readStream(_ bytes: [UInt8], isMidstream: Bool, step: Int, _ message: inout Message) {
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: 1883, clientPort: 40_000, isServerKnown: true)
    var feed = StreamFeed(step: step, isMidstream: isMidstream)
    feed.losesBytes = step == 32
    feed.cutsPacket = isMidstream
    feed.run(bytes, &driver, &message, to: &sink)
}

exit(unsafe runFuzzer(dissect))
