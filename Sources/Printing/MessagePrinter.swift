public import Bytes
public import Dissection
public import Packets

/// Prints a line for each message, in the columns of the list: `--messages`.
///
/// A packet's messages have its number, time, addresses and length.  Packets without a message are
/// not shown.
public struct MessagePrinter: RowSink, ~Copyable {
    /// A message of the packet, with its text in ``waiting``.
    private struct Waiting {
        var protocolName: StaticString
        var summary: Range<Int>
    }

    private var line: SummaryLine
    private var messages: [Waiting] = []
    private var waiting = TextBuffer(capacity: 4096)
    private var info = TextBuffer(capacity: 4096)
    private var text: TextBuffer
    private var output: OutputFile

    public init(
        _ output: consuming OutputFile, time: TimeFormat = .relative, isColoured: Bool = false
    ) {
        self.output = output
        line = SummaryLine(time: time, isColoured: isColoured)
        text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
    }

    public var depth: Depth { .fields }

    public var takesMessages: Bool { true }

    public var takesHiddenPackets: Bool { false }

    public var wantsInfo: Bool { false }

    public mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {
        line.prepare(source, destination)
    }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        let start = waiting.count
        waiting.append(summary)
        messages.append(
            Waiting(protocolName: head.protocolName, summary: start..<waiting.count))
    }

    public mutating func dropMessage() { _ = messages.popLast() }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        for message in messages {
            var row = line
            row.protocolName = ProtocolName(message.protocolName)
            self.info.removeAll()
            waiting.copy(message.summary, to: &self.info)
            self.line.append(row, layers, packet: packet, info: self.info, to: &text)
        }
        discard()
        return text.count < output.pieceSize || output.write(&text)
    }

    public mutating func discard() {
        messages.removeAll(keepingCapacity: true)
        waiting.removeAll()
    }

    public mutating func endBatch() -> Bool { output.endBatch(&text) }

    public mutating func finish() -> Int32 {
        output.write(&text)
        return output.failure
    }
}
