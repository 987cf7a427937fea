internal import Captures
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

    init(_ options: GenerateOptions) { self.options = options }

    /// The packets of the play, told from what else goes over loopback: its hosts have addresses
    /// of their own, and only its first is 127.0.0.1.
    var filter: String {
        let hosts = Set(options.scenario.cast(options.options).map(\.address))
        let all = "net 127.0.0.0/8"
        return hosts.count > 1 ? "\(all) and not (src 127.0.0.1 and dst 127.0.0.1)" : all
    }

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
        let isStopped = isStopped
        setting.isStopped = { isStopped.isAsked.load(ordering: .relaxed) }
        do throws(TrafficError) {
            try SocketWire(options.scenario.cast(options.options), options.options, setting).run()
        } catch {
            failure = error
        }
    }
}
