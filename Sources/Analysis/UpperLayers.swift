internal import Bytes
internal import Dissection

/// What `frame.protocols` says of a packet's messages.
enum UpperLayers {
    /// As in `:http:data`.
    static func names(of message: borrowing Message) -> [UInt8] {
        let row = message.messageCount > 0 ? message.rowProtocolName : ""
        let own = name("\(row)")
        guard message.layers.isEmpty else {
            // Records name what they carry.
            if message.layers.starts(with: ":tls".utf8) { return message.layers }
            if message.carrierLayerCount > 0 {
                let isLast = message.isReadTwice && message.carrierLayerCount == 1
                return message.layers + (isLast ? Array(carrier(own).utf8) : [])
            }
            let isTold = ["", ":http", ":http:json", ":http:xml", ":websocket"].contains(own)
            return isTold ? message.layers : carriers(message.layers) + Array(own.utf8)
        }
        return Array((message.isReadTwice ? own + own : own).utf8)
    }

    /// The first of them: what is behind a packet's last whole message is read once more.
    private static func carrier(_ names: String) -> String {
        String(names.prefix { $0 == ":" }) + names.dropFirst().prefix { $0 != ":" }
    }

    /// MQTT/JSON is one in the other; MQTT-SN is called mqttsn.
    private static func name(_ row: String) -> String {
        guard !row.isEmpty else { return "" }
        let parts = row.lowercased().split(separator: "/")
        return parts.map { ":" + $0.filter { $0 != "-" } }.joined()
    }

    /// The layers without what they carry, which we know better.
    private static func carriers(_ layers: [UInt8]) -> [UInt8] {
        let words = layers.split(separator: UInt8(ascii: ":")).prefix {
            !$0.starts(with: "data".utf8)
        }
        return words.flatMap { [UInt8(ascii: ":")] + $0 }
    }
}
