internal import Analysis
internal import Bytes
internal import Captures
internal import Dissection
internal import Extraction
internal import Filters
internal import Printing
internal import Taps

/// A run of `earshot read` that writes the texts of its `-z` at the end.
enum TapRun {
    static func read<Rows: RowSink & ~Copyable>(
        _ options: ReadOptions, _ rows: consuming Rows, isSilent: Bool = false
    ) throws(UsageError) -> ExitStatus {
        if options.taps.isEmpty {
            var run = try ReadRun(options, rows: rows, isSilent: isSilent)
            return try run.run()
        }
        try check(options)
        let table = Protocols.fieldTable
        let frame = Int(FieldFamily.Number.frame.rawValue)
        let namesFrame = table.ids.contains { $0.family == frame && rows.wants($0) }
        let taps = try TapSet(options.taps, table, time: options.time, namesFrame: namesFrame) {
            text throws(UsageError) in
            try FieldVocabulary.filter(text, table, of: "-z")
        }
        var status = ExitStatus.done
        if !onlyFollows(options) {
            var run = try ReadRun(options, rows: TappedRows(rows, taps))
            status = try run.run()
        }
        // tshark writes the last one first.
        for (index, request) in options.taps.enumerated().reversed() {
            if case .follow(let transport, let format, let number) = request {
                status = max(status, follow(transport, format, number, options))
            } else {
                status = max(status, write(taps, index))
            }
        }
        for remark in taps.remarks { Messages.say(remark) }
        return status
    }

    private static func write(_ taps: TapSet, _ index: Int) -> ExitStatus {
        var text = TextBuffer()
        taps.write(index, to: &text)
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        return StandardOutput.status(afterFailure: output.failure)
    }
}

// MARK: - Following

extension TapRun {
    private static func followCount(_ options: ReadOptions) -> Int {
        options.taps.reduce(0) { count, request in
            if case .follow = request { count + 1 } else { count }
        }
    }

    /// Whether nothing looks at packets but what follows one conversation.
    private static func onlyFollows(_ options: ReadOptions) -> Bool {
        !options.printsRows && options.writePath == nil
            && followCount(options) == options.taps.count
    }

    private static func check(_ options: ReadOptions) throws(UsageError) {
        for request in options.taps {
            do throws(TapMistake) { try request.check(Protocols.fieldTable, options.time) } catch {
                throw UsageError(error.message)
            }
        }
        let count = followCount(options)
        if count == 0 { return }
        if options.pipeline.isRedacted {
            throw UsageError("--redact hides what -z follow shows: choose one")
        }
        if options.captureFilter != nil || options.files.count > 1 || options.reader != .own {
            throw UsageError(
                "-z follow reads one FILE, without -f and --reader; 'earshot read -w' makes one")
        }
        if onlyFollows(options), count == 1 { return }
        let path = options.files[0]
        if path == "-" || !Terminal.isRegularFile(path) {
            let name = path == "-" ? "standard input" : path
            throw UsageError("-z follow reads once more, and \(name) can be read only once")
        }
    }

    private static func follow(
        _ transport: String, _ format: String, _ number: UInt32, _ options: ReadOptions
    ) -> ExitStatus {
        let stream = FollowedStream(transport == "tcp" ? .tcp : .udp, number)
        let formats: [String: FollowFormat] = ["ascii": .ascii, "hex": .hex, "raw": .raw]
        let printer = FollowPrinter(
            stream, formats[format] ?? .ascii, keepsReturns: !Terminal.isTerminal(1),
            to: OutputFile(descriptor: 1))
        // tshark follows TCP here, whatever keys there are.
        var run = FollowRun(stream, printer, options: options.pipeline, opensTLS: false)
        printer.beginTap()
        var status = ExitStatus.done
        do throws(CaptureError) {
            var reader = try CaptureReader(path: options.files[0])
            try run.run(&reader)
        } catch {
            // Who listed the packets has said so.
            if onlyFollows(options) { Messages.say(error, about: options.files[0]) }
            status = .failed
        }
        if !run.isFound { printer.finish() }
        return max(status, StandardOutput.status(afterFailure: printer.failure))
    }
}
