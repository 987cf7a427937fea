internal import Analysis
internal import LiveCapture

/// What `earshot live` was asked to do.
struct LiveOptions: Equatable {
    /// What is done with the packets: the same words mean the same as for `read`.
    var reading: ReadOptions
    var interfaces: [String] = []
    var listsInterfaces = false
    var device = CaptureDevice.Settings()
    var stop = StopConditions()
    var ring = RingConditions()
    /// Where packets are written.
    var recordPath: String?
    var recordFormat: CaptureFormat?
    var userName: String?
    /// Seconds from one table of rates to the next.
    var statisticsInterval: Double?

    init(_ parsed: ParsedArguments) throws(UsageError) {
        if let operand = parsed.operands.first {
            throw UsageError(
                "live has no place for '\(operand)': -i names an interface, -f takes a filter in "
                    + "one word")
        }
        reading = try ReadOptions(parsed)
        device.filter = reading.captureFilter
        // The capture counts, so that a file gets as many as the list.
        stop.packetCount = reading.pipeline.packetCountMax
        reading.pipeline.packetCountMax = nil
        for (definition, value) in parsed.options { try apply(definition, value ?? "") }
        if interfaces.isEmpty { interfaces = ["lo"] }
        try check()
        reading.isQuiet = reading.isQuiet || recordPath != nil
    }

    /// Whether anybody looks at what packets say.
    var looksAtPackets: Bool {
        recordPath == nil || reading.printsRows || statisticsInterval != nil
    }

    private mutating func apply(_ option: OptionDefinition, _ value: String) throws(UsageError) {
        switch option.id {
        case .interface: interfaces.append(value)
        case .listInterfaces: listsInterfaces = true
        case .bufferSize:
            let count = try OptionValue.count(value, of: option)
            guard count <= Self.bufferMebibyteCountMax else {
                throw UsageError("-B: no more than \(Self.bufferMebibyteCountMax) MiB")
            }
            device.bufferByteCount = count << 20
        case .snapLength:
            let count = try OptionValue.count(value, of: option)
            device.snapLength = min(count, device.snapLength)
        case .notPromiscuous: device.isPromiscuous = false
        case .stopCondition: try setStop(CaptureCondition(value, of: option))
        case .ringCondition: try setRing(CaptureCondition(value, of: option))
        case .account: userName = value
        case .statistics:
            statisticsInterval = try CaptureCondition.seconds(value, of: option)
        case .record: recordPath = value
        case .recordFormat: recordFormat = try OptionValue.choice(value, of: option)
        default: break
        }
    }

    /// What libpcap can be asked for.
    private static var bufferMebibyteCountMax: Int { 2047 }

    private mutating func setStop(_ condition: CaptureCondition) {
        switch condition {
        case .duration(let seconds): stop.duration = seconds
        case .packets(let count): stop.packetCount = count
        case .byteCount(let count): stop.byteCount = count
        case .files(let count): stop.fileCount = count
        }
    }

    private mutating func setRing(_ condition: CaptureCondition) {
        switch condition {
        case .duration(let seconds): ring.duration = seconds
        case .packets(let count): ring.packetCount = count
        case .byteCount(let count): ring.byteCount = count
        case .files(let count): ring.fileCount = count
        }
    }

    private func check() throws(UsageError) {
        let isRing = ring != RingConditions()
        if recordPath == nil {
            if isRing { throw UsageError("-b is about the files that are written: it needs -w") }
            if stop.byteCount != nil || stop.fileCount != nil {
                throw UsageError(
                    "-a filesize and -a files are about what is written: they need -w")
            }
            if recordFormat != nil {
                throw UsageError("-F is the format of a capture to be written: it needs -w")
            }
        }
        if isRing, !ring.areUseful {
            throw UsageError("-b files needs another -b: duration, filesize or packets of a file")
        }
        if isRing, recordPath == "-" {
            throw UsageError("-w - is one file, standard output: -b does not go with it")
        }
        if isRing, stop.byteCount != nil {
            throw UsageError("-a filesize is of one file: with -b, say -b filesize")
        }
        if !isRing, stop.fileCount != nil {
            throw UsageError("-a files counts the files that -b begins: it needs -b")
        }
        if recordFormat ?? .pcapng != .pcapng, interfaces.count > 1 {
            throw UsageError("a pcap file holds one interface; pcapng holds several (-F pcapng)")
        }
        try checkRows()
    }

    private func checkRows() throws(UsageError) {
        let printsWithFile =
            reading.showsListToo || reading.showsDetails || reading.format != nil
            || reading.showsMessages || statisticsInterval != nil
        if recordPath == "-", printsWithFile {
            throw UsageError("-w - writes a capture to standard output: nothing else can go there")
        }
        if recordPath != nil, reading.displayFilter != nil, !printsWithFile {
            throw UsageError(
                "-w writes all packets; -Y selects what is printed: it needs -P, or -f instead")
        }
        if recordPath != nil, reading.pipeline.isRedacted {
            throw UsageError(
                "-w writes packets as they are; write first, and then: earshot read --redact -w")
        }
        if statisticsInterval != nil,
            reading.showsListToo || reading.showsDetails
                || reading.format != nil || reading.showsMessages
        {
            throw UsageError("--stats shows rates instead of packets and messages")
        }
    }
}
