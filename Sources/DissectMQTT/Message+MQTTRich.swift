internal import Bytes
internal import Dissection

/// What `--info rich` tells besides tshark's words.
extension Message {
    /// How many bytes of a payload are shown.
    static var payloadShownMax: Int { 48 }

    mutating func appendRich(_ label: StaticString, _ number: UInt64) {
        info.append(label)
        info.append(decimal: number)
    }

    mutating func appendRich(_ label: StaticString, _ version: MQTTVersion) {
        info.append(label)
        if let words = version.words {
            info.append(words)
        } else {
            info.append(decimal: version.level)
        }
    }

    mutating func appendRich(_ header: MQTTFixedHeader) {
        appendRich(" qos=", UInt64(header.qos))
        if header.isRetained { info.append(" retain") }
        if header.isDuplicate { info.append(" dup") }
    }

    /// Writes how long a payload is, and how it begins.
    mutating func appendRich(payload: RawSpan, count: Int) {
        appendRich(" payload=", UInt64(clamping: count))
        guard payload.byteCount > 0 else { return }
        var shown = min(payload.byteCount, Self.payloadShownMax)
        // Not in the middle of a character of UTF-8.
        while shown > 0, shown < payload.byteCount, payload.byte(at: shown) & 0xC0 == 0x80,
            shown > Self.payloadShownMax - 4
        {
            shown -= 1
        }
        info.append(" \"")
        append(secret: payload.extracting(first: shown), byteCount: count)
        info.append(shown < count && !isRedacted ? "…\"" : "\"")
    }
}
