internal import Bytes
internal import DissectChat
internal import Dissection
internal import FuzzSupport
internal import Glibc

/// A run in which both ends write, over TCP and UDP: each write is one byte that says who and
/// where, one for its length, and what was written.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let registry = Registry(ChatProtocols.entries())
    var message = Message(depth: .tree, isRich: (input.first ?? 0) & 0x80 != 0)
    var sink = TouchingSink()
    var room = StreamDriver(
        registry: registry, serverPort: 55000, clientPort: 40_000, isServerKnown: true)
    var lines = StreamDriver(
        registry: registry, serverPort: 8090, clientPort: 40_001, isServerKnown: true)
    var transfer = DatagramDriver(registry: registry)
    var datagrams = DatagramDriver(registry: registry)
    var place = 0
    while place + 2 <= input.count {
        let choice = input[place]
        let end = min(place + 2 + Int(input[place + 1]), input.count)
        let bytes = Array(input[place + 2..<end])
        place = end
        guard !bytes.isEmpty else { continue }
        message.beginPacket(number: place)
        let sender: Endpoint = choice & 1 == 0 ? .client : .server
        let push: DeliveryEnd = choice & 2 == 0 ? .pushed : []
        switch choice >> 2 & 7 {
        case 0, 1:
            room.receive(bytes.rawSpan, from: sender, end: push, into: &message, to: &sink)
        case 2:
            lines.receive(bytes.rawSpan, from: sender, end: push, into: &message, to: &sink)
        case 3: room.lose(byteCount: bytes.count, from: sender, into: &message, to: &sink)
        case 4: lines.lose(byteCount: bytes.count, from: sender, into: &message, to: &sink)
        case 5: room.joinMidstream(sender)
        case 6:
            let datagram = datagram(sender, 55000, bytes, choice)
            _ = transfer.receive(bytes.rawSpan, datagram, into: &message, to: &sink)
        default:
            let datagram = datagram(sender, 8090, bytes, choice)
            _ = datagrams.receive(bytes.rawSpan, datagram, into: &message, to: &sink)
        }
    }
    for sender in [Endpoint.client, .server] {
        room.finish(sender, into: &message, to: &sink)
        lines.finish(sender, into: &message, to: &sink)
    }
    return 0
}

func datagram(
    _ sender: Endpoint, _ port: UInt16, _ bytes: [UInt8], _ choice: UInt8
) -> Datagram {
    Datagram(
        sender: sender, sourcePort: sender == .client ? 40_000 : port,
        destinationPort: sender == .client ? port : 40_000, packetNumber: 1, time: 0,
        originalCount: bytes.count + (choice & 2 == 0 ? 0 : Int(choice >> 5)))
}

exit(unsafe runFuzzer(dissect))
