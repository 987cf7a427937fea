internal import Glibc

/// Runs the program, and returns its exit status.
public func runEarshot(_ arguments: [String]) -> Int32 {
    // A reader that goes away (`earshot … | head`) is seen by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    do throws(UsageError) {
        return try run(arguments[...]).rawValue
    } catch {
        Messages.say(error.message, excerpt: error.excerpt)
        return ExitStatus.failed.rawValue
    }
}

private func run(_ arguments: ArraySlice<String>) throws(UsageError) -> ExitStatus {
    guard let first = arguments.first else {
        throw UsageError("no command was given; see 'earshot help'")
    }
    switch first {
    case "-h", "--help": return StandardOutput.write(HelpText.program)
    case "-v", "--version": return StandardOutput.write(Version.text + "\n")
    default: break
    }
    // Options alone are for `read`, as who comes from tshark types them.
    let isCommand = !first.hasPrefix("-")
    let command = isCommand ? try findCommand(first) : .read
    let rest = isCommand ? arguments.dropFirst() : arguments
    let parsed = try ArgumentParser.parse(rest, for: command)
    if parsed.contains(.help) { return StandardOutput.write(HelpText.command(command)) }
    if parsed.contains(.version) { return StandardOutput.write(Version.text + "\n") }
    switch command {
    case .read: return try ReadCommand.run(ReadOptions(parsed))
    case .live: return try LiveCommand.run(LiveOptions(parsed))
    case .demo: return try DemoCommand.run(parsed)
    case .interfaces: return try InterfacesCommand.run(asJSON: parsed.contains(.json))
    case .info: return try InfoCommand.run(parsed)
    case .extract: return try ExtractCommand.run(parsed)
    case .flow: return try FlowCommand.run(parsed)
    case .follow:
        let options = try FollowOptions(parsed)
        return parsed.contains(.messages)
            ? try FollowCommand.run(messagesOf: options, parsed) : try FollowCommand.run(options)
    case .stats: return try StatsCommand.run(parsed)
    case .fields: return try FieldsCommand.run(parsed)
    case .generate: return try GenerateCommand.run(parsed)
    case .serve: return try ServeCommand.run(parsed)
    case .help: return try help(parsed.operands)
    }
}

private func findCommand(_ name: String) throws(UsageError) -> CommandName {
    if let command = CommandName(rawValue: name) { return command }
    throw UsageError(
        "unknown command '\(name)'", unknown: name, among: CommandName.allCases.map(\.rawValue),
        otherwise: "see 'earshot help'")
}

private func help(_ operands: [String]) throws(UsageError) -> ExitStatus {
    guard let name = operands.first else { return StandardOutput.write(HelpText.program) }
    return StandardOutput.write(HelpText.command(try findCommand(name)))
}
