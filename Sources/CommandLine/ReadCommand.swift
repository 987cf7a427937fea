internal import Analysis
internal import Bytes
internal import Dissection
internal import Filters
internal import Glibc
internal import Printing

/// `earshot read`: lists the packets of captures.
enum ReadCommand {
    static func run(_ options: ReadOptions) throws(UsageError) -> ExitStatus {
        var options = options
        if options.files.isEmpty {
            if Terminal.isTerminal(0) {
                throw UsageError("no FILE was given, and standard input is a terminal")
            }
            options.files = ["-"]
        }
        if options.files.count > 1, options.reader == .libpcap {
            throw UsageError("--reader libpcap reads one FILE at a time")
        }
        options.pipeline.keyLog = try KeyLogFile.read(options.keyFiles)
        if !options.printsRows { return try read(options, NoRows()) }
        switch options.format ?? .text {
        case .text where options.showsDetails:
            return try read(
                options,
                TreePrinter(
                    output(options), table: Protocols.fieldTable, format: try treeFormat(options),
                    time: options.time, isColoured: Terminal.isColoured(options.colour)))
        case .text:
            return try read(
                options,
                SummaryPrinter(
                    output(options), time: options.time,
                    isColoured: Terminal.isColoured(options.colour)))
        case .ndjson:
            return try read(options, NDJSONPrinter(output(options), table: Protocols.fieldTable))
        case .pdml:
            return try read(options, PDMLPrinter(output(options), table: Protocols.fieldTable))
        case .json, .ek:
            let style: JSONPrinter.Style =
                options.format == .ek ? .elastic : .json(isGrouped: options.groupsKeys)
            return try read(
                options,
                JSONPrinter(
                    output(options), table: Protocols.fieldTable, style: style,
                    columns: try columns(options)))
        case .fields:
            return try read(
                options,
                FieldsPrinter(
                    output(options), columns: try columns(options), table: Protocols.fieldTable,
                    format: options.fieldsFormat, time: options.time))
        }
    }

    private static func columns(_ options: ReadOptions) throws(UsageError) -> [FieldColumn] {
        try FieldVocabulary.columns(options.fieldNames, in: Protocols.fieldTable)
    }

    private static func treeFormat(_ options: ReadOptions) throws(UsageError) -> TreeFormat {
        var format = TreeFormat()
        format.showsTree = options.showsTree
        format.showsBytes = options.showsBytes
        format.showsLine = options.showsListToo
        format.openLayers = try FieldVocabulary.layers(options.openLayers, in: Protocols.fieldTable)
        return format
    }

    private static func read<Rows: RowSink & ~Copyable>(
        _ options: ReadOptions, _ rows: consuming Rows
    ) throws(UsageError) -> ExitStatus {
        guard options.pipeline.isRedacted else { return try readFiltered(options, rows) }
        // The filter is in front: it looks at what is shown by its length only.
        return try readFiltered(
            options, RedactedRows(rows, secrets: Protocols.fieldTable.secrets))
    }

    private static func readFiltered<Rows: RowSink & ~Copyable>(
        _ options: ReadOptions, _ rows: consuming Rows
    ) throws(UsageError) -> ExitStatus {
        guard let text = options.displayFilter else { return try TapRun.read(options, rows) }
        let filter = try FieldVocabulary.filter(text, Protocols.fieldTable)
        let streams = options.showsWholeStreams ? try findStreams(options, filter) : nil
        return try TapRun.read(options, FilteredRows(rows, filter, wholeStreams: streams))
    }

    /// Reads the captures for the first of two times.
    private static func findStreams(
        _ options: ReadOptions, _ filter: DisplayFilter
    ) throws(UsageError) -> StreamSelection {
        for path in options.files where path == "-" || !Terminal.isRegularFile(path) {
            let name = path == "-" ? "standard input" : path
            throw UsageError("--whole-streams reads twice, and \(name) can be read only once")
        }
        let streams = StreamSelection(
            streamFields: ["tcp.stream", "udp.stream"].compactMap(Protocols.fieldTable.find))
        var first = options
        first.writePath = nil
        var run = try ReadRun(
            first, rows: FilteredRows(NoRows(), filter, wholeStreams: streams), isSilent: true)
        _ = try run.run()
        streams.endSearch()
        if streams.isIncomplete {
            Messages.say(
                "conversations with numbers above \(StreamSelection.countMax) are not completed")
        }
        return streams
    }

    /// Somebody who looks at packets as they come sees each line at once.
    private static func output(_ options: ReadOptions) -> OutputFile {
        let isWatched =
            Terminal.isTerminal(1)
            && options.files.contains { $0 == "-" ? !Terminal.isRegularFile(0) : isPipe($0) }
        return OutputFile(descriptor: 1, flushesEachLine: options.flushesEachLine || isWatched)
    }

    private static func isPipe(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }
}
