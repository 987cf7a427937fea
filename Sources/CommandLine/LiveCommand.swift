internal import Analysis
internal import Bytes
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
        let rows = LiveRows(options: options)
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
