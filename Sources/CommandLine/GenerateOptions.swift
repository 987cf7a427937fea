internal import Traffic

/// What `earshot generate` was asked to do.
struct GenerateOptions {
    enum Wire: Equatable {
        case capture(String)
        case live
        case connect(Endpoint)
    }

    let scenario: Scenario
    let wire: Wire
    private(set) var options: ScenarioOptions
    private(set) var speed = 1.0

    /// - Parameter wire: the only one there is for a command; nil to have it chosen.
    init(_ parsed: ParsedArguments, wire: Wire? = nil) throws(UsageError) {
        guard let name = parsed.operands.first else {
            throw UsageError("which scenario? 'earshot generate --list' lists them")
        }
        guard parsed.operands.count == 1 else {
            throw UsageError("one SCENARIO is played at a time")
        }
        guard let scenario = Scenarios.find(name) else {
            throw UsageError(
                "unknown scenario '\(name)'", unknown: name, among: Scenarios.all.map(\.name),
                otherwise: "'earshot generate --list' lists them")
        }
        self.scenario = scenario
        options = scenario.defaults
        if let wire { self.wire = wire } else { self.wire = try Self.wire(parsed, scenario) }
        for (definition, value) in parsed.options { try apply(definition, value ?? "") }
        if options.faults.reorder > 0, self.wire.isReal {
            throw UsageError("--reorder: packets on sockets keep their order; use it with --to")
        }
    }

    private static func wire(
        _ parsed: ParsedArguments, _ scenario: Scenario
    ) throws(UsageError) -> Wire {
        var wires: [Wire] = []
        for (definition, value) in parsed.options {
            switch definition.id {
            case .capturePath: wires.append(.capture(value ?? ""))
            case .live: wires.append(.live)
            case .connect:
                guard scenario.canConnect else {
                    throw UsageError(
                        "--connect: \(scenario.name) has no part for a real server; "
                            + "play it with --live")
                }
                wires.append(.connect(try HostName.resolve(value ?? "")))
            default: break
            }
        }
        guard let wire = wires.first else {
            throw UsageError("where to? --to FILE, --live, or --connect HOST:PORT")
        }
        guard wires.count == 1 else {
            throw UsageError("--to, --live and --connect exclude one another")
        }
        return wire
    }

    private mutating func apply(_ option: OptionDefinition, _ value: String) throws(UsageError) {
        switch option.id {
        case .messageCount: options.count = try OptionValue.count(value, of: option)
        case .connections: options.connections = try OptionValue.count(value, of: option)
        case .size: options.size = try OptionValue.byteCount(value, of: option)
        case .rate: options.rate = try OptionValue.positive(value, of: option)
        case .speed: speed = try OptionValue.positive(value, of: option)
        case .port: options.port = try OptionValue.port(value, of: option)
        case .seed: options.seed = try OptionValue.seed(value, of: option)
        case .user: options.user = value
        case .password: options.password = value
        case .loss: options.faults.loss = try OptionValue.part(value, of: option)
        case .reorder: options.faults.reorder = try OptionValue.part(value, of: option)
        case .duplicate: options.faults.duplicate = try OptionValue.part(value, of: option)
        case .cut: options.faults.cut = try OptionValue.count(value, of: option)
        default: break
        }
    }
}

extension GenerateOptions.Wire {
    /// Whether there are sockets.
    var isReal: Bool {
        if case .capture = self { false } else { true }
    }
}

extension OptionValue {
    /// Most bytes of a message that is made up.
    static var sizeMax: Int { 64 << 20 }

    static func byteCount(_ text: String, of option: OptionDefinition) throws(UsageError) -> Int {
        guard let number = Int(text), (0...sizeMax).contains(number) else {
            throw UsageError("\(option.name): '\(text)' is not a number from 0 to \(sizeMax)")
        }
        return number
    }

    static func positive(_ text: String, of option: OptionDefinition) throws(UsageError) -> Double {
        guard let number = Double(text), number > 0, number.isFinite else {
            throw UsageError("\(option.name): '\(text)' is not a number above 0")
        }
        return number
    }

    static func port(_ text: String, of option: OptionDefinition) throws(UsageError) -> UInt16 {
        guard let number = UInt16(text), number > 0 else {
            throw UsageError("\(option.name): '\(text)' is not a port from 1 to 65535")
        }
        return number
    }

    static func seed(_ text: String, of option: OptionDefinition) throws(UsageError) -> UInt64 {
        guard let number = UInt64(text) else {
            throw UsageError("\(option.name): '\(text)' is not a number")
        }
        return number
    }

    /// A part of a whole: 0.02, or 2%.
    static func part(_ text: String, of option: OptionDefinition) throws(UsageError) -> Double {
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text),
            (0...(isPercent ? 100 : 1)).contains(number)
        else {
            throw UsageError("\(option.name): '\(text)' is not a part such as 0.02 or 2%")
        }
        return isPercent ? number / 100 : number
    }
}
