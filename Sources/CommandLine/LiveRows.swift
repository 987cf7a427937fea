internal import Analysis
internal import Bytes
internal import Captures
internal import LiveCapture
internal import Printing

/// The rows of a capture.
struct LiveRows: RowsRun {
    let options: LiveOptions
    /// What shows rates instead of rows.
    var display: RateDisplay?
    /// What talks meanwhile.
    var player: DemoPlayer?
    /// Told at the end what there was.
    var report: (RunTotals) -> Void = { _ in }

    func run<Rows: RowSink & ~Copyable>(_ rows: consuming Rows) throws(UsageError) -> ExitStatus {
        let ring = try LiveSession.makeRing()
        let running = try LiveSession.begin(options, ring: ring)
        let idle = display.map { display in
            RingCapture.Idle(milliseconds: display.milliseconds) { display.update() }
        }
        var source = RingCapture(ring, running.interfaces, idle: idle)
        var pipeline = Pipeline(
            rows: rows, options: options.reading.pipeline, linkTypeName: LinkTypeName.find)
        player?.begin(thenRing: running.bell)
        // Packets in memory are always there.
        do throws(CaptureError) {
            try pipeline.run(&source) { display?.update() }
        } catch { Messages.say("\(error)") }
        display?.finish()
        let failure = max(pipeline.finish(), display?.failure ?? 0)
        player?.end()
        let recording = running.finish()
        report(pipeline.totals)
        RunReport.sayLimits(of: pipeline, options.reading)
        let status = LiveReport.say(recording, options)
        return max(status, StandardOutput.status(afterFailure: failure))
    }
}
