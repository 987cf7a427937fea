internal import Analysis
internal import Bytes
internal import Captures
internal import Dissection
internal import PacketFields
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
        var status = ExitStatus.done
        for path in options.files where list(path, options) == .failed { status = .failed }
        return status
    }

    private static func list(_ path: String, _ options: ReadOptions) -> ExitStatus {
        do {
            var reader = try CaptureReader(path: path)
            if options.isQuiet {
                var pipeline = Pipeline(rows: NoRows(), options: options.pipeline)
                try pipeline.run(&reader)
                return pipeline.finish() == 0 ? .done : .failed
            }
            let printer = SummaryPrinter(
                OutputFile(descriptor: 1), time: options.time,
                isColoured: Terminal.isColoured(options.colour))
            var pipeline = Pipeline(rows: printer, options: options.pipeline)
            defer { _ = pipeline.finish() }
            try pipeline.run(&reader)
            return .done
        } catch {
            Messages.say("\(path): \(error)")
            return .failed
        }
    }
}
