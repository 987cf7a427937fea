internal import Bytes
internal import DissectAMQP091
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(AMQP091Protocols.entries)

/// The first byte says whether the capture begins in the middle, how much is asked for, and how the
/// stream is cut.  Each end sends every other of the pieces between bytes 0xCE 0xCE, if there are
/// any, else all bytes.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    writeAgain(Array(input.dropFirst()))
    let depths: [Depth] = [.summary, .fields, .tree, .counts]
    var message = Message(depth: depths[Int(choice & 3)], isRich: choice & 4 != 0)
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: 5672, clientPort: 40_000, isServerKnown: true)
    if choice & 8 != 0 {
        driver.joinMidstream(.client)
        driver.joinMidstream(.server)
    }
    let step = [1, 7, 40, 1448][Int(choice >> 4 & 3)]
    for (number, piece) in pieces(Array(input.dropFirst())).enumerated() {
        let sender = number % 2 == 0 ? Endpoint.client : .server
        var offset = 0
        while offset < piece.count {
            let end = min(offset + step, piece.count)
            message.beginPacket(number: number)
            driver.receive(
                piece.rawSpan.extracting(offset..<end), from: sender,
                end: end == piece.count ? .pushed : [], into: &message, to: &sink)
            if choice & 64 != 0, offset == 0 {
                driver.lose(byteCount: step, from: sender, into: &message, to: &sink)
            }
            offset = end
        }
    }
    driver.finish(.client, into: &message, to: &sink)
    driver.finish(.server, into: &message, to: &sink)
    return 0
}

/// What a peer reads, it can write, and reads as the same again.
func writeAgain(_ bytes: [UInt8]) {
    guard let unit = try? AMQP091Unit(reading: bytes.rawSpan) else { return }
    let written = unit.bytes
    precondition((try? AMQP091Unit(reading: written.rawSpan))?.bytes == written)
}

func pieces(_ bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    for (index, byte) in bytes.enumerated() {
        if byte == 0xCE, index + 1 < bytes.count, bytes[index + 1] == 0xCE {
            pieces[pieces.count - 1].append(byte)
            pieces.append([])
        } else if byte != 0xCE || index == 0 || bytes[index - 1] != 0xCE {
            pieces[pieces.count - 1].append(byte)
        }
    }
    return pieces
}

exit(unsafe runFuzzer(dissect))
