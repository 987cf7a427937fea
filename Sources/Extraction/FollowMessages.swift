public import Bytes
public import Dissection
public import Packets
public import Printing

/// Prints a line for each message of one conversation: when, which way, which protocol, and what
/// it says.
public struct FollowMessages: RowSink, ~Copyable {
    /// What a run found of the conversations of a transport.
    public final class Findings {
        public fileprivate(set) var isFound = false
        public fileprivate(set) var streamCount = 0

        public init() {}
    }

    private let stream: FollowedStream
    private let findings: Findings
    private let streamFields: [FieldID]
    private var output: OutputFile
    private var text = TextBuffer()
    /// The packet's messages, as they will be printed behind its time.
    private var waiting: [[UInt8]] = []
    private var isTurn = false

    public init(
        _ stream: FollowedStream, _ findings: Findings, table: FieldTable,
        to output: consuming OutputFile
    ) {
        self.stream = stream
        self.findings = findings
        self.output = output
        streamFields = table.find("\(stream.transport.rawValue).stream").map(table.all) ?? []
    }

    public var depth: Depth { .fields }
    public var takesMessages: Bool { true }
    public func wants(_ id: FieldID) -> Bool { streamFields.contains(id) }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        guard streamFields.contains(field.id), case .number(let number) = field.value else {
            return
        }
        findings.streamCount = max(findings.streamCount, Int(clamping: number) + 1)
        if number == UInt64(stream.number) {
            isTurn = true
            findings.isFound = true
        }
    }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        guard isTurn else { return }
        var line = TextBuffer()
        line.append(head.sender == .client ? " → " : " ← ")
        line.append(head.protocolName)
        line.append(" ")
        line.append(summary)
        line.append("\n")
        var bytes: [UInt8] = []
        bytes.append(line.bytes, xor: 0, phase: 0)
        waiting.append(bytes)
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        for message in waiting {
            appendTime(line.time &- line.firstTime)
            text.append(message.rawSpan)
        }
        waiting.removeAll(keepingCapacity: true)
        isTurn = false
        return text.count < output.pieceSize || output.write(&text)
    }

    /// Seconds since the first packet, as in the list.
    private mutating func appendTime(_ time: Int64) {
        if time < 0 { text.append("-") }
        let (seconds, rest) = time.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        text.append(decimal: seconds)
        text.append(".")
        var unit: UInt64 = 100_000
        while unit > 0 {
            text.append(decimal: rest / 1000 / unit % 10)
            unit /= 10
        }
    }

    public mutating func finish() -> Int32 {
        output.write(&text)
        return output.failure
    }
}
