import Glibc

/// Writes a capture of MQTT publishes and acknowledgements on many connections at a time.
func makeCapture(_ path: String, packetCount: Int, connectionCount: Int) -> Bool {
    guard var file = CaptureFile(path: path) else { return false }
    var random = SeededGenerator(seed: 1)
    var connections = (0..<connectionCount).map { Connection(number: $0, random: &random) }
    var frame = Frame()
    var payload = Payload()
    var time = 1_700_000_000_000_000
    for packet in 0..<packetCount {
        time += 1 + random.below(20)
        // Every connection begins, one after the other; from then on chance decides.
        let number = packet < connectionCount ? packet : random.below(connectionCount)
        connections[number].advance(
            clock: UInt32(truncatingIfNeeded: time / 1000), random: &random, payload: &payload,
            frame: &frame)
        guard file.write(frame, time: time) else { return false }
    }
    return file.flush()
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let packetCount = Int(arguments[2]), packetCount > 0,
    let connectionCount = Int(arguments[3]), (1...65_000).contains(connectionCount)
else {
    print("usage: make-capture FILE PACKETS CONNECTIONS (up to 65000)")
    exit(2)
}
guard makeCapture(arguments[1], packetCount: packetCount, connectionCount: connectionCount) else {
    print("make-capture: \(arguments[1]) could not be written (error \(errno))")
    exit(2)
}
