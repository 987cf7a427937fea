public import Bytes
internal import Cryptography
internal import Dissection
public import Exchanges
internal import Printing

/// Writes a ladder as one page that needs no network: with search, filters, and the fields of each
/// message at a click.
///
/// The page draws only what is in view.  What anybody sent is data to it, never markup; and no
/// script runs in it but its own, which the page names by its digest.
public struct FlowPage: ~Copyable {
    private let options: LadderSVG.Options
    private let lanes: Lanes
    private let names: LaneNames
    private let protocols: ProtocolColours
    private var text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)

    public init(_ list: borrowing EventList, _ options: LadderSVG.Options) {
        self.options = options
        lanes = Lanes(list, countMax: LadderSVG.laneCountMax)
        names = LaneNames(list, lanes, showsAddresses: options.showsAddresses)
        protocols = ProtocolColours(list)
    }

    /// Writes the page.  Returns the `errno` of the write that failed, or 0.
    public mutating func write(_ list: borrowing EventList, to output: inout OutputFile) -> Int32 {
        writeHead()
        text.append("<script type=\"application/json\" id=\"graph\">\n{\"title\":")
        append(json: options.title)
        text.append(",\"folds\":")
        text.append(options.folds ? "true" : "false")
        text.append(string: ",\"leftOut\":\(list.leftOutCount)")
        text.append(string: ",\"pause\":\(EventList.pauseMin)")
        text.append(
            string:
                ",\"start\":\(list.events.first.map { ($0.time - $0.elapsed) / 1_000_000 } ?? 0)")
        writeLanes()
        writeParticipants(list)
        text.append(",\n\"protocols\":[")
        for (index, name) in protocols.names.enumerated() {
            if index > 0 { text.append(",") }
            append(json: name)
        }
        text.append("],\n\"events\":[")
        for index in list.events.indices {
            text.append(index == 0 ? "\n" : ",\n")
            write(list.events[index], list)
            guard text.count < output.pieceSize || output.write(&text) else { break }
        }
        text.append("\n]}\n</script>\n<script>")
        for part in Self.script { text.append(part) }
        text.append("</script>\n</body>\n</html>\n")
        output.write(&text)
        return output.failure
    }

    private mutating func writeHead() {
        text.append(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'unsafe-inline'; script-src 'sha256-
            """)
        text.append(base64: Self.scriptDigest.rawSpan)
        text.append(
            """
            '">
            <meta name="viewport" content="width=device-width">
            <title>
            """)
        let title = Array(options.title.utf8)
        text.append(xml: title.rawSpan)
        text.append("</title>\n<style>\n")
        text.append(Self.style)
        text.append("</style>\n</head>\n<body>\n")
        text.append(Self.body)
    }

    private static var scriptDigest: [UInt8] {
        var source = TextBuffer(capacity: 1 << 15)
        for part in script { source.append(part) }
        return Crypto.digest(.sha256, of: source.bytes)
    }
}

// MARK: - Data

extension FlowPage {
    private mutating func writeLanes() {
        text.append(",\n\"lanes\":[")
        for lane in 0..<lanes.count {
            text.append(lane == 0 ? "\n[" : ",\n[")
            append(json: names.name(ofLane: lane))
            text.append(",")
            append(json: names.place(ofLane: lane))
            text.append("]")
        }
        text.append("]")
    }

    /// Each with its lane and its name.
    private mutating func writeParticipants(_ list: borrowing EventList) {
        text.append(",\n\"participants\":[")
        for index in list.participants.indices {
            text.append(string: index == 0 ? "\n[" : ",\n[")
            text.append(string: "\(lanes.lane(of: index)),")
            append(json: names.name(index))
            text.append(",")
            append(json: list.participants[index].place)
            text.append("]")
        }
        text.append("]")
    }

    /// As an array: the names of its members would be a good part of a long page.
    private mutating func write(_ event: ExchangeEvent, _ list: borrowing EventList) {
        text.append(string: "[\(event.packet),\(event.hasTime ? "\(event.elapsed)" : "null")")
        text.append(string: ",\(event.from),\(event.to),\(event.kind.rawValue)")
        text.append(string: ",\(protocols.index(event)),")
        if event.stream >= 0 {
            text.append(event.transport == .udp ? "\"udp:" : "\"tcp:")
            text.append(decimal: UInt64(event.stream))
            text.append("\",")
        } else {
            text.append("\"\",")
        }
        append(json: list[event.label])
        text.append(string: ",\(event.answered),\(event.latency),")
        append(json: list[event.notes])
        text.append(string: ",\(event.severity.map { Int($0.rawValue) + 1 } ?? 0),{")
        append(escaped: list[event.fields])
        text.append("}]")
    }

    private mutating func append(json string: String) { append(json: Array(string.utf8)) }

    private mutating func append(json bytes: [UInt8]) { append(json: bytes.rawSpan) }

    private mutating func append(json bytes: RawSpan) {
        text.append("\"")
        var quoted = TextBuffer(capacity: 256)
        quoted.append(json: bytes)
        append(escaped: quoted.bytes)
        text.append("\"")
    }

    /// Appends JSON so that nothing in it is markup: these signs are in strings only.
    private mutating func append(escaped json: RawSpan) {
        var start = 0
        for index in 0..<json.byteCount {
            let escape: StaticString
            switch json.byte(at: index) {
            case UInt8(ascii: "<"): escape = "\\u003c"
            case UInt8(ascii: ">"): escape = "\\u003e"
            case UInt8(ascii: "&"): escape = "\\u0026"
            default: continue
            }
            text.append(json.extracting(start..<index))
            text.append(escape)
            start = index + 1
        }
        text.append(json.extracting(start..<json.byteCount))
    }
}
