internal import Bytes
public import Dissection
internal import Packets

/// How `-T fields` parts and quotes values: tshark's `-E`.
public struct FieldsFormat: Equatable, Sendable {
    public enum Occurrence: Sendable {
        case first, last, all
    }

    public var separator = UInt8(ascii: "\t")
    public var aggregator = UInt8(ascii: ",")
    public var quote: UInt8?
    public var occurrence = Occurrence.all
    public var hasHeader = false
    public var hasByteOrderMark = false

    public init() {}
}

/// What one `-e` asks for.
public enum FieldColumn: Equatable, Sendable {
    case field(FieldID)
    case summary(SummaryColumn)
}

/// A column of the packet list, as `-e` names it.
public enum SummaryColumn: String, CaseIterable, Sendable {
    case number = "_ws.col.No."
    case time = "_ws.col.Time"
    case source = "_ws.col.Source"
    case destination = "_ws.col.Destination"
    case protocolName = "_ws.col.Protocol"
    case length = "_ws.col.Length"
    case info = "_ws.col.Info"
}

extension SummaryColumn {
    /// Appends what the list shows in this column.
    func append(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer, _ time: inout TimeText, to text: inout TextBuffer
    ) {
        switch self {
        case .number: text.append(decimal: UInt64(line.number))
        case .time: time.append(line, to: &text)
        case .source: AddressText.appendSource(layers, of: packet, to: &text)
        case .destination: AddressText.appendDestination(layers, of: packet, to: &text)
        case .protocolName: line.protocolName.append(to: &text)
        case .length: text.append(decimal: UInt64(line.byteCount))
        case .info: text.append(info.bytes)
        }
    }
}

extension [FieldColumn] {
    /// Whether one of them is the list's info column.
    var wantInfo: Bool {
        contains { if case .summary(.info) = $0 { true } else { false } }
    }
}
