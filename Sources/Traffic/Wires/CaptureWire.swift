public import Captures
internal import Packets

/// Plays a scenario on a virtual network, under a virtual clock, and writes what travels into a
/// capture: no sockets, no privileges, no waiting, and the same bytes for the same seed.
public struct CaptureWire {
    /// What peers tell of the run.
    public var report: (String) -> Void = { _ in }
    private let actors: [Actor]
    private let options: ScenarioOptions

    /// - Parameter actors: for this run alone; peers remember.
    public init(_ actors: [Actor], _ options: ScenarioOptions) {
        self.actors = actors
        self.options = options
    }

    /// - Parameter comment: what the capture says of itself.
    /// - Returns: what went wrong in the play, whose capture is whole nevertheless.
    public func play<Sink: ByteSink & ~Copyable>(
        comment: String, to sink: consuming Sink
    ) throws(CaptureError) -> TrafficError? {
        let tap = CaptureTap(to: sink, comment: comment)
        let network = VirtualNetwork(actors, options, tap: tap, report: report)
        try network.run()
        try tap.finish()
        return network.failure
    }
}
