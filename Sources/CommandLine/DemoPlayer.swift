internal import Captures
internal import Glibc
internal import LiveCapture
internal import Synchronization
internal import Traffic

/// Plays a scenario over sockets on a thread of its own, while its packets are being captured.
final class DemoPlayer {
    /// Why the play ended early.
    private(set) var failure: TrafficError?
    private let options: GenerateOptions
    private let isStopped = Stop()
    private var thread: WorkerThread?

    private final class Stop: Sendable {
        let isAsked = Atomic(false)
    }

    /// The second and third byte of the addresses of this run, which nobody else is likely to use:
    /// by them its packets are told from all others on loopback.
    private let network = 256 + UInt16(getpid() % 65_024)

    init(_ options: GenerateOptions) { self.options = options }

    /// What to capture.
    var filter: String { "net 127.\(network >> 8).\(network & 0xFF).0/24" }

    /// - Parameter bell: rung when all is said.
    func begin(thenRing bell: Doorbell) {
        thread = WorkerThread { [self] in
            play()
            bell.ring()
        }
        if thread == nil {
            failure = TrafficError("no thread to play on")
            bell.ring()
        }
    }

    /// Ends the play, if it has not ended, and waits for that.
    func end() {
        isStopped.isAsked.store(true, ordering: .relaxed)
        thread?.join()
        thread = nil
    }

    private func play() {
        var setting = SocketWire.Setting()
        setting.speed = options.speed
        setting.network = network
        let isStopped = isStopped
        setting.isStopped = { isStopped.isAsked.load(ordering: .relaxed) }
        do throws(TrafficError) {
            try SocketWire(options.scenario.cast(options.options), options.options, setting).run()
        } catch {
            failure = error
        }
    }
}
