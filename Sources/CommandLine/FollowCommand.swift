internal import Analysis
internal import Bytes
internal import Captures
internal import Extraction
internal import Glibc

/// `earshot follow`: shows what the two ends of a conversation said.
enum FollowCommand {
    static func run(_ options: FollowOptions) throws(UsageError) -> ExitStatus {
        if options.file == "-", Terminal.isTerminal(0) {
            throw UsageError("no FILE was given, and standard input is a terminal")
        }
        var pipeline = options.pipeline
        pipeline.keyLog = try KeyLogFile.read(options.keyFiles)
        let printer = FollowPrinter(options.stream, options.format, to: OutputFile(descriptor: 1))
        var run = FollowRun(options.stream, printer, options: pipeline)
        var status = ExitStatus.done
        do throws(CaptureError) {
            var reader = try CaptureReader(path: options.file)
            try run.run(&reader)
        } catch {
            Messages.say(error, about: options.file)
            status = .failed
        }
        if !run.isFound, status == .done { throw notFound(options.stream, run.streamCount) }
        return max(status, StandardOutput.status(afterFailure: printer.failure))
    }

    /// The same for messages.
    static func run(
        messagesOf options: FollowOptions, _ parsed: ParsedArguments
    ) throws(UsageError) -> ExitStatus {
        // The same words mean the same there, but for what it does not know.
        var reading = try ReadOptions(parsed)
        reading.files = [options.file]
        reading.pipeline.keyLog = try KeyLogFile.read(options.keyFiles)
        let findings = FollowMessages.Findings()
        let rows = FollowMessages(
            options.stream, findings, table: Protocols.fieldTable, to: OutputFile(descriptor: 1))
        var run = try ReadRun(reading, rows: rows)
        let status = try run.run()
        if !findings.isFound, status == .done {
            throw notFound(options.stream, findings.streamCount)
        }
        return status
    }

    private static func notFound(_ stream: FollowedStream, _ count: Int) -> UsageError {
        let name = stream.transport == .tcp ? "TCP connection" : "UDP conversation"
        let wanted = "\(stream.transport.rawValue):\(stream.number)"
        return switch count {
        case 0: UsageError("there is no \(wanted): the capture has no \(name)")
        case 1: UsageError("there is no \(wanted): the capture has one \(name), number 0")
        default:
            UsageError(
                "there is no \(wanted): the capture has \(count) \(name)s, "
                    + "numbers 0 to \(count - 1)")
        }
    }
}
