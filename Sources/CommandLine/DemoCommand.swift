internal import Analysis
internal import Bytes
internal import LiveCapture
internal import Printing
internal import Statistics
internal import Traffic

/// `earshot demo`: plays a scenario on loopback, lists what is said as it is said, and sums it up.
enum DemoCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        if parsed.contains(.scenarioList) { return ScenarioList.write(isJSON: false) }
        let play = try GenerateOptions(parsed, wire: .live)
        var listing = parsed
        listing.operands = []
        var options = try LiveOptions(listing)
        // What is written is listed, too.
        options.reading.isQuiet = parsed.contains(.quiet)
        let player = DemoPlayer(play)
        options.device.filter = player.filter
        let selection = StatisticsSelection([], Protocols.fieldTable)
        let output = OutputFile(descriptor: 1, flushesEachBatch: true)
        var connectionCount = 0
        let live = LiveRows(options: options, player: player) {
            connectionCount = $0.connectionCount
        }
        var status = try RowChoice.run(
            options.reading, to: output, DemoRows(live: live, selection: selection))
        status = max(status, sumUp(play, connectionCount, selection))
        if let failure = player.failure {
            throw UsageError("\(play.scenario.name): \(failure)")
        }
        return status
    }

    private static func sumUp(
        _ play: GenerateOptions, _ connectionCount: Int, _ selection: StatisticsSelection
    ) -> ExitStatus {
        var text = TextBuffer()
        text.append(
            string: "\n\(play.scenario.name): \(play.scenario.summary)\n"
                + "\(connectionCount) TCP connection\(connectionCount == 1 ? "" : "s"); ")
        let width = Terminal.isTerminal(1) ? Terminal.width(1) : nil
        StatisticsText(isShort: true, width: width).append(
            selection.tables(), selection.totals, to: &text)
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        return StandardOutput.status(afterFailure: output.failure)
    }
}

/// The rows of a capture, counted on their way.
private struct DemoRows: RowsRun {
    let live: LiveRows
    let selection: StatisticsSelection

    func run<Rows: RowSink & ~Copyable>(_ rows: consuming Rows) throws(UsageError) -> ExitStatus {
        try live.run(TeeRows(rows, selection.rows(isFiltered: true)))
    }
}
