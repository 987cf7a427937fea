internal import LiveCapture
internal import Packets
internal import Traffic

/// `earshot serve`: a server for real clients, until it is stopped.
enum ServeCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        let names = Servers.all.map(\.name)
        guard let name = parsed.operands.first else {
            throw UsageError("which server? known are \(names.joined(separator: ", "))")
        }
        guard parsed.operands.count == 1 else {
            throw UsageError("serve runs one server at a time")
        }
        guard let server = Servers.all.first(where: { $0.name == name }) else {
            throw UsageError(
                "unknown server '\(name)'", unknown: name, among: names,
                otherwise: "known are \(names.joined(separator: ", "))")
        }
        var options = ScenarioOptions()
        for (definition, value) in parsed.options {
            switch definition.id {
            case .port: options.port = try OptionValue.port(value ?? "", of: definition)
            case .user: options.user = value
            case .password: options.password = value
            case .files: options.files = try files(value ?? "")
            default: break
            }
        }
        try serve(server, options)
        return .done
    }

    private static func files(_ path: String) throws(UsageError) -> [ChatFile] {
        do throws(TrafficError) {
            let folder = try ChatFolder(path)
            for name in folder.leftOut { TrafficReport.say("left out, for its blanks: \(name)") }
            return folder.files
        } catch {
            throw UsageError("--files \(error)")
        }
    }

    private static func serve(
        _ server: Server, _ options: ScenarioOptions
    ) throws(UsageError) {
        var setting = SocketWire.Setting()
        setting.report = TrafficReport.say
        let signals: StopSignals
        do throws(LiveError) { signals = try StopSignals() } catch { throw UsageError(error) }
        setting.isStopped = { signals.take() }
        let actor = Actor(
            server.name, .server, at: IPAddress(127, 0, 0, 1), server.peer(options))
        do throws(TrafficError) {
            try SocketWire([actor], options, setting).run()
        } catch {
            throw UsageError("serve \(server.name): \(error)")
        }
    }
}
