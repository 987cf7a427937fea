public import Bytes
internal import Captures
internal import Dissection
internal import Packets
internal import Printing

/// Prints what the two ends of a conversation said, piece by piece, as tshark's `-z follow` does.
public final class FollowPrinter {
    private let stream: FollowedStream
    private let format: FollowFormat
    private let keepsReturns: Bool
    private var output: OutputFile
    var text = TextBuffer()
    private var nodes: (Node, Node)?
    /// The end that sent the conversation's first packet.
    private var first: Endpoint?
    private var isFromFirst = true
    private var packet = 0
    private var time: Int64 = 0
    private var hasHeading = false
    /// How many bytes either end has sent.
    private var offsets = [0, 0]

    struct Node: Equatable {
        var address: IPAddress
        var isIPv6: Bool
        var port: UInt16
    }

    /// - Parameter keepsReturns: whether a carriage return within a line stays one, which would
    ///   write over the line on a terminal.
    public init(
        _ stream: FollowedStream, _ format: FollowFormat, keepsReturns: Bool = false,
        to output: consuming OutputFile
    ) {
        self.stream = stream
        self.format = format
        self.keepsReturns = keepsReturns
        self.output = output
    }

    /// The `errno` of the write that failed, or 0.
    public var failure: Int32 { output.failure }

    var hasFailed: Bool { output.failure != 0 }

    /// Takes the next packet of the conversation.
    func begin(_ layers: borrowing PacketLayers, packet: Int, time: Int64) {
        self.packet = packet
        self.time = time
        let isIPv6 = layers.sourceColumn == .ipv6
        let source = Node(address: layers.source, isIPv6: isIPv6, port: layers.sourcePort)
        if nodes == nil {
            let other = Node(
                address: layers.destination, isIPv6: isIPv6, port: layers.destinationPort)
            nodes = (source, other)
        }
        isFromFirst = source == nodes?.0
    }

    /// Learns which end sent the packet.
    func learn(_ sender: Endpoint) {
        if first == nil { first = isFromFirst ? sender : sender.other }
    }

    func append(_ bytes: RawSpan, from sender: Endpoint) {
        append(bytes, number(of: sender), protocolName: nil)
    }

    /// Takes bytes that were encrypted.
    func append(secret bytes: RawSpan, from sender: Endpoint) {
        append(bytes, number(of: sender), protocolName: "tls")
    }

    func append(missing byteCount: Int, from sender: Endpoint) {
        let number = number(of: sender)
        appendHeading(nil)
        switch format {
        case .json:
            beginObject(number)
            text.append(",\"missing\":")
            text.append(decimal: UInt64(byteCount))
            text.append("}\n")
        case .text, .ascii, .hex, .raw:
            if number == 1 { text.append("\t") }
            text.append("[")
            text.append(decimal: UInt64(byteCount))
            text.append(" bytes missing in capture file]\n")
        }
        offsets[number] += byteCount
        write()
    }

    /// Leaves a line blank, as between what tshark's taps write.
    public func beginTap() { text.append("\n") }

    /// Ends the text; of a conversation that there is not, it is all.
    public func finish() {
        appendHeading(nil)
        if format != .json { text.append(Self.rule) }
        output.write(&text)
    }

    private func number(of sender: Endpoint) -> Int { sender == first ? 0 : 1 }

    private func write() {
        if text.count >= output.pieceSize { output.write(&text) }
    }

    private static let rule: StaticString =
        "===================================================================\n"
}

// MARK: - Heading

extension FollowPrinter {
    private func appendHeading(_ protocolName: StaticString?) {
        guard !hasHeading else { return }
        hasHeading = true
        guard format != .json else { return }
        text.append(Self.rule)
        text.append("Follow: ")
        if let protocolName {
            text.append(protocolName)
        } else {
            text.append(string: stream.transport.rawValue)
        }
        text.append(format == .hex ? ",hex" : format == .raw ? ",raw" : ",ascii")
        text.append("\nFilter: ")
        text.append(string: stream.transport.rawValue)
        text.append(".stream eq ")
        text.append(decimal: UInt64(stream.number))
        text.append("\nNode 0: ")
        append(nodes?.0)
        text.append("\nNode 1: ")
        append(nodes?.1)
        text.append("\n")
    }

    private func append(_ node: Node?) {
        guard let node else { return text.append(":0") }
        if node.isIPv6 { text.append("[") }
        AddressText.append(node.address, isIPv6: node.isIPv6, to: &text)
        text.append(node.isIPv6 ? "]:" : ":")
        text.append(decimal: UInt64(node.port))
    }
}

// MARK: - Pieces

extension FollowPrinter {
    private func append(_ bytes: RawSpan, _ number: Int, protocolName: StaticString?) {
        guard bytes.byteCount > 0 else { return }
        appendHeading(protocolName)
        switch format {
        case .text, .ascii:
            if number == 1 { text.append("\t") }
            text.append(decimal: UInt64(bytes.byteCount))
            text.append("\n")
            FollowText.append(
                bytes, isASCII: format == .ascii, keepsReturns: keepsReturns, to: &text)
            text.append("\n")
        case .hex:
            FollowText.append(dump: bytes, at: offsets[number], isIndented: number == 1, to: &text)
        case .raw:
            if number == 1 { text.append("\t") }
            FollowText.append(hexadecimal: bytes, to: &text)
        case .json:
            beginObject(number)
            text.append(",\"length\":")
            text.append(decimal: UInt64(bytes.byteCount))
            if bytes.isText {
                text.append(",\"text\":\"")
                text.append(json: bytes)
            } else {
                text.append(",\"base64\":\"")
                text.append(base64: bytes)
            }
            text.append("\"}\n")
        }
        offsets[number] += bytes.byteCount
        write()
    }

    /// Writes what all objects begin with: the packet, its time in nanoseconds, who sent it.
    private func beginObject(_ number: Int) {
        text.append("{\"packet\":")
        text.append(decimal: UInt64(packet))
        text.append(",\"time_ns\":")
        text.append(string: "\(time)")
        text.append(",\"stream\":\"")
        text.append(string: stream.transport.rawValue)
        text.append(":")
        text.append(decimal: UInt64(stream.number))
        text.append("\",\"node\":")
        text.append(decimal: UInt64(number))
        guard let nodes else { return }
        text.append(",\"from\":\"")
        append(number == 0 ? nodes.0 : nodes.1)
        text.append("\",\"offset\":")
        text.append(decimal: UInt64(offsets[number]))
    }
}
