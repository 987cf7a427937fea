internal import Analysis
internal import Bytes
internal import Dissection
internal import Filters
internal import Printing

/// What has rows to print, once it is known what prints them: a run over files, or a capture.
protocol RowsRun {
    /// Finds the conversations that are to be shown whole; nil to show what the filter selects.
    func findStreams(_ filter: DisplayFilter) throws(UsageError) -> StreamSelection?

    func run<Rows: RowSink & ~Copyable>(_ rows: consuming Rows) throws(UsageError) -> ExitStatus
}

extension RowsRun {
    func findStreams(_ filter: DisplayFilter) throws(UsageError) -> StreamSelection? { nil }
}

/// Finds the printer that options ask for.
enum RowChoice {
    /// - Parameters:
    ///   - output: where rows are printed.
    ///   - run: what is given the printer.
    static func run(
        _ options: ReadOptions, to output: consuming OutputFile, _ run: some RowsRun
    ) throws(UsageError) -> ExitStatus {
        let table = Protocols.fieldTable
        if !options.printsRows { return try self.run(options, NoRows(), run) }
        let isColoured = Terminal.isColoured(options.colour)
        switch options.format ?? .text {
        case .text where options.showsMessages:
            return try self.run(
                options,
                MessagePrinter(output, time: options.time, isColoured: isColoured), run)
        case .text where options.showsDetails:
            return try self.run(
                options,
                TreePrinter(
                    output, table: table, format: try treeFormat(options), time: options.time,
                    isColoured: isColoured), run)
        case .text:
            return try self.run(
                options,
                SummaryPrinter(output, time: options.time, isColoured: isColoured), run)
        case .ndjson: return try self.run(options, NDJSONPrinter(output, table: table), run)
        case .pdml: return try self.run(options, PDMLPrinter(output, table: table), run)
        case .json, .ek:
            let style: JSONPrinter.Style =
                options.format == .ek ? .elastic : .json(isGrouped: options.groupsKeys)
            return try self.run(
                options,
                JSONPrinter(
                    output, table: table, style: style, columns: try columns(options)), run)
        case .fields:
            return try self.run(
                options,
                FieldsPrinter(
                    output, columns: try columns(options), table: table,
                    format: options.fieldsFormat, time: options.time), run)
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

    /// Puts in front of a printer what options ask for.
    static func run<Rows: RowSink & ~Copyable>(
        _ options: ReadOptions, _ rows: consuming Rows, _ run: some RowsRun
    ) throws(UsageError) -> ExitStatus {
        guard options.pipeline.isRedacted else { return try runFiltered(options, rows, run) }
        // The filter is in front: it looks at what is shown by its length only.
        return try runFiltered(
            options, RedactedRows(rows, secrets: Protocols.fieldTable.secrets), run)
    }

    private static func runFiltered<Rows: RowSink & ~Copyable>(
        _ options: ReadOptions, _ rows: consuming Rows, _ run: some RowsRun
    ) throws(UsageError) -> ExitStatus {
        guard let text = options.displayFilter else { return try run.run(rows) }
        let filter = try FieldVocabulary.filter(text, Protocols.fieldTable)
        let streams = try run.findStreams(filter)
        return try run.run(FilteredRows(rows, filter, wholeStreams: streams))
    }
}
