internal import Analysis
internal import Bytes
internal import Dissection
internal import Filters
internal import FuzzSupport
internal import Glibc
internal import Packets
internal import Printing

let table = Protocols.fieldTable
let packet: [UInt8] = Array("\u{0}\u{1}\u{2}\u{3}home/door 192.0.2.1 \u{FF}".utf8)

/// Takes the input for a filter, and asks it about a packet that has two values of each field.
func filter(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = unsafe String(
        decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do throws(FilterMistake) {
        var rows = FilteredRows(NoRows(), try DisplayFilter(text, table))
        let nothing: [UInt8] = []
        for id in table.ids where rows.wants(id) {
            for value in values(of: table[id]?.kind ?? .label) {
                rows.add(
                    Field(id: id, value: value), in: packet.rawSpan, at: 0,
                    decoded: nothing.rawSpan)
            }
            rows.noteCall()
        }
        let line = PacketLine(
            number: 1, time: 0, firstTime: 0, previousTime: 0, timeDigits: 6, byteCount: 1,
            protocolName: "TCP")
        let info = TextBuffer(capacity: 1)
        _ = rows.print(line, PacketLayers(), packet: packet.rawSpan, info: info)
    } catch {
        precondition(error.place.upperBound <= text.utf8.count)
        _ = error.excerpt(of: text)
    }
    return 0
}

func values(of kind: FieldKind) -> [FieldValue] {
    let range = StreamRange(offset: 2, count: 9)
    return switch kind {
    case .layer: [.layer(range), .present]
    case .label: [.present]
    case .boolean: [.flag(true), .flag(false)]
    case .unsigned, .frameNumber: [.number(0), .number(.max)]
    case .signed: [.signed(.min), .signed(7)]
    case .text: [.text(range), .text(StreamRange(offset: 0, count: 3))]
    case .bytes: [.bytes(range), .bytes(StreamRange(offset: 0, count: 0))]
    case .ipv4: [.ipv4(.max), .ipv4(0xC000_0201)]
    case .ipv6: [.ipv6(high: .max, low: 0), .ipv6(high: 0, low: 1)]
    case .mac: [.mac(0xFFFF_FFFF_FFFF), .mac(1)]
    case .time: [.time(.max), .time(.min)]
    case .duration: [.duration(.max), .duration(-1)]
    }
}

exit(unsafe runFuzzer(filter))
