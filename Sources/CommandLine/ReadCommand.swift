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
        return try RowChoice.run(options, to: output(options), FileRows(options: options))
    }

    /// Reads for rows of any kind: through the filter and with the secrets that were asked for.
    ///
    /// - Parameter isSilent: whether another run says what went wrong.
    static func read<Rows: RowSink & ~Copyable>(
        _ options: ReadOptions, _ rows: consuming Rows, isSilent: Bool = false
    ) throws(UsageError) -> ExitStatus {
        try RowChoice.run(options, rows, FileRows(options: options, isSilent: isSilent))
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

/// The rows of files.
private struct FileRows: RowsRun {
    let options: ReadOptions
    var isSilent = false

    func run<Rows: RowSink & ~Copyable>(_ rows: consuming Rows) throws(UsageError) -> ExitStatus {
        try TapRun.read(options, rows, isSilent: isSilent)
    }

    /// Reads the captures for the first of two times.
    func findStreams(_ filter: DisplayFilter) throws(UsageError) -> StreamSelection? {
        guard options.showsWholeStreams else { return nil }
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
}
