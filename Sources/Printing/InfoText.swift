public import Bytes
internal import Captures

/// Writes a report on a capture for people, in the manner of capinfos.
public struct InfoText: ~Copyable {
    private var text = TextBuffer()
    private var zone = LocalZone()

    public init() {}

    public mutating func append(_ report: CaptureReport, to output: inout TextBuffer) {
        appendFormat(report)
        appendPackets(report)
        appendSections(report)
        appendInterfaces(report)
        appendRest(report)
        output.append(text.bytes)
        text.removeAll()
    }

    private mutating func appendFormat(_ report: CaptureReport) {
        let metadata = report.metadata
        line("File name", report.path)
        let packing = metadata.compression.map { " (\($0.rawValue) compressed)" } ?? ""
        line("File type", (metadata.fileType?.name ?? "unknown") + packing)
        let linkTypes = report.linkTypes
        switch linkTypes.count {
        case 0: line("File encapsulation", "Unknown")
        case 1: line("File encapsulation", report.label(linkTypes[0]).description)
        default:
            line("File encapsulation", "Per packet")
            text.append("Encapsulation in use by packets (# of pkts):\n")
            for linkType in report.packetCountByLinkType.keys.sorted() {
                let count = report.packetCountByLinkType[linkType] ?? 0
                indented("\(report.label(linkType).description) (\(count))")
            }
        }
        let precision = report.timeDigits.map(Self.precision)
        line(
            "File timestamp precision",
            precision ?? (metadata.interfaces.isEmpty ? "unknown" : "per packet"))
        let limit = metadata.snapLength.map { $0 == 0 ? nil : "\($0) bytes" } ?? nil
        line("Packet size limit", "file hdr: \(limit ?? "(not set)")")
        if let range = report.cutPacketByteCounts {
            let least = range.lowerBound == range.upperBound ? "" : "\(range.lowerBound) to "
            line("Packet size limit", "inferred: \(least)\(range.upperBound) bytes")
        }
    }

    private mutating func appendPackets(_ report: CaptureReport) {
        line("Number of packets", "\(report.packetCount)")
        line("File size", report.fileByteCount.map { "\($0) bytes" } ?? "n/a")
        line("Data size", "\(report.dataByteCount) bytes")
        line("Capture duration", Self.duration(report) ?? "n/a")
        line("First packet time", time(report.first))
        line("Last packet time", time(report.last))
        line("Data byte rate", Self.whole(report.rate(report.dataByteCount)) + " bytes/s")
        line("Data bit rate", Self.whole(report.rate(report.dataByteCount) * 8) + " bits/s")
        line("Average packet size", Self.hundredths(report.averagePacketByteCount) + " bytes")
        line("Average packet rate", Self.whole(report.rate(report.packetCount)) + " packets/s")
        line("Strict time order", report.timeOrder.map { $0 ? "True" : "False" } ?? "Unknown")
    }

    private mutating func appendSections(_ report: CaptureReport) {
        for section in report.metadata.sections {
            if let hardware = section.hardware { line("Capture hardware", hardware) }
            if let system = section.operatingSystem { line("Capture oper-sys", system) }
            if let application = section.application { line("Capture application", application) }
            for comment in section.comments { line("Capture comment", comment) }
        }
        if report.metadata.sections.count > 1 {
            line("Number of sections", "\(report.metadata.sections.count)")
        }
        if let error = report.error { line("Read until", error) }
        if report.metadata.isCutShort { line("Cut short", "True") }
    }

    private mutating func appendRest(_ report: CaptureReport) {
        let metadata = report.metadata
        let v4Count = metadata.nameRecords.count { $0.address.count == 4 }
        let v6Count = metadata.nameRecords.count - v4Count
        if v4Count > 0 { line("Number of resolved IPv4 addresses in file", "\(v4Count)") }
        if v6Count > 0 { line("Number of resolved IPv6 addresses in file", "\(v6Count)") }
        if !metadata.secrets.isEmpty {
            line("Number of decryption secrets in file", "\(metadata.secrets.count)")
        }
        if report.tlsSessionCount > 0 {
            line("Number of TLS sessions", "\(report.tlsSessionCount)")
            line("TLS sessions with keys", "\(report.keyedTLSSessionCount)")
        }
        if report.packetCommentCount > 0 {
            line("Number of packet comments", "\(report.packetCommentCount)")
        }
        if metadata.unknownBlockCount > 0 {
            line("Number of unknown blocks", "\(metadata.unknownBlockCount)")
        }
        if metadata.isIncomplete { line("Descriptions", "more than are kept; some are missing") }
    }
}

// MARK: - Interfaces

extension InfoText {
    private mutating func appendInterfaces(_ report: CaptureReport) {
        let interfaces = report.metadata.interfaces
        if interfaces.isEmpty { return }
        line("Number of interfaces in file", "\(interfaces.count)")
        for (number, interface) in interfaces.enumerated() {
            text.append(string: "Interface #\(number) info:\n")
            append(interface, report)
            indented("Number of packets = \(report.packetCountByInterface[number] ?? 0)")
        }
    }

    private mutating func append(
        _ interface: CaptureMetadata.Interface, _ report: CaptureReport
    ) {
        property("Name", interface.name)
        property("Description", interface.description)
        let label = report.label(interface.linkType)
        indented("Encapsulation = \(label.description) (\(interface.linkType) - \(label.name))")
        property("Hardware", interface.hardware)
        property("Speed", interface.speed.map { "\($0)" })
        indented("Capture length = \(interface.snapLength)")
        indented("Time precision = \(Self.precision(Int(interface.timeDigits)))")
        indented("Time ticks per second = \(interface.unitsPerSecond)")
        if interface.timeOffset != 0 { indented("Time offset = \(interface.timeOffset) s") }
        property("Filter string", interface.filter)
        property("Operating system", interface.operatingSystem)
        for comment in interface.comments { property("Comment", comment) }
        let statistics = interface.statistics
        indented("Number of stat entries = \(statistics.blockCount)")
        property("Packets received", statistics.received.map { "\($0)" })
        property("Packets dropped", statistics.dropped.map { "\($0)" })
        property("Packets accepted by filter", statistics.accepted.map { "\($0)" })
        property("Packets dropped by system", statistics.droppedBySystem.map { "\($0)" })
        property("Packets delivered", statistics.delivered.map { "\($0)" })
    }
}

// MARK: - Lines

extension InfoText {
    /// The column in which values begin, as in capinfos.
    private static var valueColumn: Int { 21 }

    private mutating func line(_ name: String, _ value: String) {
        text.append(string: name + ":")
        let blanks = max(1, Self.valueColumn - name.utf8.count - 1)
        text.append(string: String(repeating: " ", count: blanks))
        text.append(untrusted: value)
        text.append("\n")
    }

    private mutating func indented(_ value: String) {
        text.append(string: String(repeating: " ", count: Self.valueColumn))
        text.append(untrusted: value)
        text.append("\n")
    }

    private mutating func property(_ name: String, _ value: String?) {
        if let value { indented("\(name) = \(value)") }
    }

    private mutating func time(_ moment: CaptureReport.Moment?) -> String {
        guard let moment else { return "n/a" }
        let second = TimeText.second(of: moment.time)
        let civil = CivilTime(secondsSince1970: second + zone.offset(at: second))
        var text = TextBuffer(capacity: 64)
        TimeText.appendDate(civil, to: &text)
        text.append(" ")
        TimeText.appendClock(civil, to: &text)
        TimeText.append(
            fraction: TimeText.nanosecond(of: moment.time), moment.digits, to: &text)
        return text.string
    }

    private static func duration(_ report: CaptureReport) -> String? {
        guard let duration = report.duration, let first = report.first, let last = report.last
        else { return nil }
        var text = TextBuffer(capacity: 64)
        TimeText.append(seconds: duration, max(first.digits, last.digits), to: &text)
        return text.string + " seconds"
    }

    private static func precision(_ digits: Int) -> String {
        switch digits {
        case 0: "seconds (0)"
        case 3: "milliseconds (3)"
        case 6: "microseconds (6)"
        case 9: "nanoseconds (9)"
        default: "10⁻\(digits) seconds (\(digits))"
        }
    }

    /// As capinfos, cuts off what is behind the point.
    private static func whole(_ value: Double) -> String {
        "\(UInt64(min(value, 1e18)))"
    }

    private static func hundredths(_ value: Double) -> String {
        let number = UInt64(min((value * 100).rounded(), 1e18))
        let rest = number % 100
        return "\(number / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension TextBuffer {
    /// What was written so far.
    var string: String {
        var bytes: [UInt8] = []
        for index in 0..<count { bytes.append(self.bytes.byte(at: index)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
