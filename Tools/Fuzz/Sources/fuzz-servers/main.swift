internal import Captures
internal import FuzzSupport
internal import Glibc
internal import Packets
internal import Traffic

/// Somebody who connects twice, and says whatever the fuzzer has made up.
final class Stranger: Peer {
    private let server: Endpoint
    private let bytes: [UInt8]
    private var spokenCount = 0

    init(_ bytes: [UInt8], to server: Endpoint) {
        self.bytes = bytes
        self.server = server
    }

    func start(_ actions: PeerActions) {
        for _ in 0..<2 { _ = actions.connect(to: server) }
        actions.fire(TimerID(0), after: 60)
    }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        // The first says one half, the second the other.
        let middle = bytes.count / 2
        let isFirst = spokenCount == 0
        spokenCount += 1
        actions.send(Array(isFirst ? bytes[..<middle] : bytes[middle...]), on: connection)
    }

    /// Time enough for what servers do when nothing comes.
    func fired(_ timer: TimerID, _ actions: PeerActions) { actions.finish() }
}

/// Nobody looks at the capture.
struct NoSink: ByteSink {
    mutating func write(_ bytes: RawSpan) throws(CaptureError) {}
}

/// The first byte chooses the server, and how the stream is cut.
func serve(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let server = Servers.all[Int(choice) % Servers.all.count]
    let place = Endpoint(IPAddress(127, 0, 0, 1), 4000)
    var options = ScenarioOptions()
    options.port = place.port
    options.faults.cut = choice & 0x80 == 0 ? nil : Int(choice >> 3 & 15) + 1
    let cast = [
        Actor("server", .server, at: place.address, server.peer(options)),
        Actor(
            "stranger", .client, at: place.address, Stranger(Array(input.dropFirst()), to: place)),
    ]
    _ = try? CaptureWire(cast, options).play(comment: "", to: NoSink())
    return 0
}

exit(unsafe runFuzzer(serve))
