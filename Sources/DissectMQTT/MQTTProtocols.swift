internal import Bytes
public import Dissection

/// The entries of this family in a ``Registry``, at tshark's ports.
public enum MQTTProtocols {
    public static var entries: [Registry.Entry] {
        [
            Registry.Entry(
                "mqtt", "mqttv3.1",
                stream: Registry.Stream(
                    ports: [1883], securePorts: [8883],
                    begins: { bytes, _ in likeness(bytes) },
                    make: { MQTTDissector() })),
            // No port of its own in tshark: -d udp.port==1884,mqttsn says where it is.
            Registry.Entry("mqttsn", datagram: Registry.Datagrams { MQTTSNDissector() }),
        ]
    }

    /// A connection is MQTT when its first packet is a CONNECT that says so by name.
    static func likeness(_ bytes: RawSpan) -> Registry.Likeness {
        guard bytes.byteCount > 0, bytes.byte(at: 0) == 0x10 else { return .no }
        var input = ByteCursor(bytes)
        do throws(ParseError) {
            guard let header = try MQTTFixedHeader(&input) else { return .needMore }
            guard header.remainingLength >= 12 else { return .no }
            let rest = try input.readSpan(count: input.remaining)
            let isNew = rest.likeness("\u{0}\u{4}MQTT")
            return isNew == .no ? rest.likeness("\u{0}\u{6}MQIsdp") : isNew
        } catch {
            return .no
        }
    }
}

extension RawSpan {
    fileprivate func likeness(_ text: StaticString) -> Registry.Likeness {
        let count = min(byteCount, text.utf8CodeUnitCount)
        for index in 0..<count where unsafe byte(at: index) != text.utf8Start[index] {
            return .no
        }
        return count < text.utf8CodeUnitCount ? .needMore : .yes
    }
}
