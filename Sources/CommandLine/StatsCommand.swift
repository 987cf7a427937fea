internal import Analysis
internal import Bytes
internal import Dissection
internal import Printing
internal import Statistics

/// `earshot stats`: counts what captures hold, all tables in one pass.
enum StatsCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        let options = try StatsOptions(parsed)
        var reading = options.reading
        reading.pipeline.keyLog = try KeyLogFile.read(reading.keyFiles)
        let table = Protocols.fieldTable
        let selection = StatisticsSelection(options.tables, table)
        if let name = selection.missingNames.first {
            throw UsageError(
                "there is no table '\(name)'", unknown: name, among: selection.tableNames,
                otherwise: "there are \(selection.tableNames.joined(separator: ", "))")
        }
        let status = try ReadCommand.read(
            reading, selection.rows(isFiltered: reading.displayFilter != nil))
        // Of a capture that broke off, what came before counts; of none there is nothing to say.
        if status == .failed, selection.totals.packetCount == 0 { return status }
        if let path = options.plotPath {
            try PlotFolder.write(
                selection.plots(), of: reading.title, to: path)
        }
        return max(status, print(selection, options))
    }

    private static func print(
        _ selection: StatisticsSelection, _ options: StatsOptions
    ) -> ExitStatus {
        var text = TextBuffer()
        let tables = selection.tables()
        switch options.format {
        case .text:
            let width = Terminal.isTerminal(1) ? Terminal.width(1) : nil
            StatisticsText(isShort: selection.isShort, width: width).append(
                tables, selection.totals, to: &text)
        case .json: StatisticsJSON.append(tables, selection.totals, to: &text)
        case .csv: StatisticsCSV.append(tables, to: &text)
        }
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        return StandardOutput.status(afterFailure: output.failure)
    }
}
