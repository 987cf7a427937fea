public import Captures
internal import Packets

/// Plays a scenario on a virtual network, under a virtual clock, and writes what travels into a
/// capture: no sockets, no privileges, no waiting, and the same bytes for the same seed.
public enum CaptureWire {
    /// - Parameter comment: what the capture says of itself.
    /// - Returns: how many packets were written.
    @discardableResult
    public static func play<Sink: ByteSink & ~Copyable>(
        _ actors: [Actor], _ options: ScenarioOptions, comment: String, to sink: consuming Sink,
        report: @escaping (String) -> Void = { _ in }
    ) throws(TrafficError) -> Int {
        let tap = CaptureTap(to: sink, comment: comment)
        let network = VirtualNetwork(actors, options, tap: tap, report: report)
        do throws(CaptureError) {
            try network.run()
            try tap.finish()
        } catch {
            throw TrafficError("\(error)")
        }
        if let failure = network.failure { throw failure }
        return tap.frameCount
    }
}
