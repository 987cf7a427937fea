internal import Bytes
internal import Packets

/// Writes lines of the list, in tshark's default columns.
struct SummaryLine: ~Copyable {
    private var addresses = AddressCache()
    private var plain = PlainColumns()
    private var time: TimeText
    private let isColoured: Bool

    /// What all columns but the last can need together.
    private static var columnsByteCountMax: Int { 320 }

    init(time: TimeFormat, isColoured: Bool) {
        self.time = TimeText(time)
        self.isColoured = isColoured
    }

    @inline(__always)
    mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {
        addresses.prefetch(source, destination)
    }

    @inline(__always)
    mutating func append(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer, to text: inout TextBuffer
    ) {
        let pair = addresses.entry(for: layers)
        if isColoured { text.append(RowColour.escape(for: line)) }
        let plainTexts = time.isPlain(line) ? plain.texts(for: line) : nil
        if case .none = plainTexts { appendNumberAndTime(line, to: &text) }
        var columns = text.writer(room: Self.columnsByteCountMax)
        if let plainTexts { plainTexts.append(to: &columns) }
        columns.append(" ")
        if let pair {
            columns.append(packed: pair.words, count: pair.count)
        } else {
            AddressText.append(layers, of: packet, to: &columns)
        }
        line.protocolName.append(to: &columns)
        columns.append(" ")
        columns.append(decimal: UInt(line.byteCount))
        columns.append(" ")
        text.commit(columns.count)
        text.append(info.bytes)
        if isColoured { text.append(RowColour.reset) }
        text.append("\n")
    }

    /// The same two columns when the time is none of the plain ones.
    @inline(never)
    private mutating func appendNumberAndTime(_ line: PacketLine, to text: inout TextBuffer) {
        var number = text.writer(room: 32)
        number.append(decimal: UInt64(line.number), width: 5)
        number.append(" ")
        text.commit(number.count)
        time.appendColumn(line, to: &text)
    }
}
