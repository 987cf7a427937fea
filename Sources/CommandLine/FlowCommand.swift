internal import Analysis
internal import Bytes
internal import Diagrams
internal import Exchanges

/// `earshot flow`: draws who sent what to whom.
enum FlowCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        var reading = try ReadOptions(parsed)
        let flow = try FlowOptions(parsed)
        if reading.files.isEmpty {
            if Terminal.isTerminal(0) {
                throw UsageError("no FILE was given, and standard input is a terminal")
            }
            reading.files = ["-"]
        }
        reading.pipeline.keyLog = try KeyLogFile.read(reading.keyFiles)
        try narrow(&reading, flow)
        if flow.isBrowsing {
            guard flow.format == .text else {
                throw UsageError("--browse draws with text: it takes no --format")
            }
            return try FlowBrowseCommand.run(
                reading, textOptions(flow, reading), title: reading.title, unit: flow.unit)
        }
        if flow.format == .json {
            return try read(reading, flow, to: FlowJSON(OutputFile(descriptor: 1)))
        }
        let store = EventStore(wantsFields: flow.format == .html)
        let status = try read(reading, flow, to: store)
        let list = store.takeList()
        // Nothing is drawn of a capture that could not be read at all.
        if status == .failed, list.events.isEmpty { return status }
        var output = OutputFile(descriptor: 1)
        let failure = write(list, flow, reading, to: &output)
        return max(status, StandardOutput.status(afterFailure: failure))
    }

    /// What narrows the picture is one filter.
    private static func narrow(
        _ reading: inout ReadOptions, _ flow: FlowOptions
    ) throws(UsageError) {
        if let text = reading.displayFilter {
            // On its own first: a mistake in it is shown in what was typed.
            _ = try FieldVocabulary.filter(text, Protocols.fieldTable)
            if flow.filters.isEmpty { return }
        }
        let own = reading.displayFilter.map { ["(\($0))"] } ?? []
        let all = own + flow.filters
        reading.displayFilter = all.isEmpty ? nil : all.joined(separator: " and ")
    }

    private static func read(
        _ reading: ReadOptions, _ flow: FlowOptions, to sink: any ExchangeSink
    ) throws(UsageError) -> ExitStatus {
        try ReadCommand.read(
            reading, ExchangeRows(flow.unit, table: Protocols.fieldTable, to: sink))
    }

    private static func write(
        _ list: borrowing EventList, _ flow: FlowOptions, _ reading: ReadOptions,
        to output: inout OutputFile
    ) -> Int32 {
        var picture = LadderSVG.Options()
        picture.title = reading.title
        picture.folds = flow.folds
        picture.showsAddresses = flow.names == .addresses
        switch flow.format {
        case .mermaid, .plantuml:
            var source = SequenceText(
                list, flow.format == .mermaid ? .mermaid : .plantUML, picture)
            let failure = source.write(list, to: &output)
            if flow.format == .mermaid { warnOfLength(source.byteCount) }
            return failure
        case .svg:
            var ladder = LadderSVG(list, picture)
            return ladder.write(list, to: &output)
        case .html:
            var page = FlowPage(list, picture)
            return page.write(list, to: &output)
        case .text, .json:
            var ladder = LadderText(list, textOptions(flow, reading))
            return ladder.write(list, to: &output)
        }
    }

    private static func warnOfLength(_ byteCount: Int) {
        guard byteCount > SequenceText.mermaidByteCountUsual else { return }
        Messages.say(
            "the source has \(byteCount) bytes, and Mermaid draws no more than "
                + "\(SequenceText.mermaidByteCountUsual) unless its maxTextSize says so: --from, "
                + "--to, --stream and -Y narrow it")
    }

    private static func textOptions(_ flow: FlowOptions, _ reading: ReadOptions)
        -> LadderText.Options
    {
        var options = LadderText.Options()
        options.width = flow.width ?? Terminal.width(1)
        options.isASCII = flow.isASCII
        options.isColoured = Terminal.isColoured(reading.colour)
        options.folds = flow.folds
        options.showsAddresses = flow.names == .addresses
        return options
    }
}
