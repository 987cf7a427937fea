internal import Bytes
internal import Captures
internal import Traffic

/// `earshot generate`: plays a scenario, into a capture or over sockets.
enum GenerateCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        if parsed.contains(.scenarioList) {
            return ScenarioList.write(isJSON: parsed.contains(.json))
        }
        let options = try GenerateOptions(parsed)
        let actors = options.scenario.cast(options.options)
        switch options.wire {
        case .capture(let path): try write(actors, options, to: path)
        case .live: try talk(actors, options, server: nil)
        case .connect(let server): try talk(actors, options, server: server)
        }
        return .done
    }

    private static func write(
        _ actors: [Actor], _ options: GenerateOptions, to path: String
    ) throws(UsageError) {
        if path == "-", Terminal.isTerminal(1) {
            throw UsageError("--to -: standard output is a terminal, which no capture is for")
        }
        let comment = "scenario \(options.scenario.name), seed \(options.options.seed)"
        let wire = CaptureWire(actors, options.options)
        let failure: TrafficError?
        do throws(CaptureError) {
            failure = try wire.play(comment: comment, to: try FileSink(path: path))
        } catch {
            throw UsageError("--to \(path): \(error)")
        }
        if let failure { throw UsageError("\(options.scenario.name): \(failure)") }
    }

    private static func talk(
        _ actors: [Actor], _ options: GenerateOptions, server: Endpoint?
    ) throws(UsageError) {
        var setting = SocketWire.Setting()
        setting.speed = options.speed
        setting.server = server
        setting.report = TrafficReport.say
        do throws(TrafficError) {
            try SocketWire(actors, options.options, setting).run()
        } catch {
            throw UsageError("\(options.scenario.name): \(error)")
        }
    }
}
