internal import Analysis
internal import Bytes
internal import Captures
internal import LiveCapture
internal import Printing

/// `earshot live`: lists packets as they happen, or writes them.
enum LiveCommand {
    static func run(_ options: LiveOptions) throws(UsageError) -> ExitStatus {
        if options.listsInterfaces { return try InterfacesCommand.run(asJSON: false) }
        var options = options
        options.reading.pipeline.keyLog = try KeyLogFile.read(options.reading.keyFiles)
        if !options.looksAtPackets { return try record(options) }
        if let seconds = options.statisticsInterval {
            let display = RateDisplay(seconds: seconds)
            return try RowChoice.run(
                options.reading, RateRows(display.counter, table: Protocols.fieldTable),
                LiveRows(options: options, display: display))
        }
        let rows = LiveRows(options: options, display: nil)
        let output = OutputFile(
            descriptor: 1, flushesEachLine: options.reading.flushesEachLine,
            flushesEachBatch: true)
        return try RowChoice.run(options.reading, to: output, rows)
    }

    /// Writes packets, and looks at none.
    private static func record(_ options: LiveOptions) throws(UsageError) -> ExitStatus {
        let running = try LiveSession.begin(options, ring: nil)
        return LiveReport.say(running.wait(), options)
    }
}

/// The rows of a capture.
private struct LiveRows: RowsRun {
    let options: LiveOptions
    /// What shows rates instead.
    let display: RateDisplay?

    func run<Rows: RowSink & ~Copyable>(_ rows: consuming Rows) throws(UsageError) -> ExitStatus {
        let ring = try LiveSession.makeRing()
        let running = try LiveSession.begin(options, ring: ring)
        let idle = display.map { display in
            RingCapture.Idle(milliseconds: display.milliseconds) { display.update() }
        }
        var source = RingCapture(ring, running.interfaces, idle: idle)
        var pipeline = Pipeline(
            rows: rows, options: options.reading.pipeline, linkTypeName: LinkTypeName.find)
        // Packets in memory are always there.
        do throws(CaptureError) { try pipeline.run(&source) { display?.update() } } catch {
            Messages.say("\(error)")
        }
        display?.finish()
        let failure = max(pipeline.finish(), display?.failure ?? 0)
        let recording = running.finish()
        RunReport.sayLimits(of: pipeline, options.reading)
        let status = LiveReport.say(recording, options)
        return max(status, StandardOutput.status(afterFailure: failure))
    }
}
