/// The MQTT 3.1.1 packets of the scenario, written into one buffer that is used again.
struct Payload {
    private(set) var bytes = [UInt8](repeating: 0, count: 256)
    private(set) var count = 0

    mutating func clear() { count = 0 }

    mutating func connect(client: Int) {
        let identifier = "device-\(client)"
        begin(0x10, byteCount: 12 + identifier.utf8.count)
        put(string: "MQTT")
        put(bytes: 4, 0x02, 0, 60)
        put(string: identifier)
    }

    mutating func acknowledgeConnect() {
        begin(0x20, byteCount: 2)
        put(bytes: 0, 0)
    }

    mutating func subscribe(client: Int) {
        let topic = "commands/\(client)"
        begin(0x82, byteCount: 5 + topic.utf8.count)
        put(bytes: 0, 1)
        put(string: topic)
        put(bytes: 1)
    }

    mutating func acknowledgeSubscribe() {
        begin(0x90, byteCount: 3)
        put(bytes: 0, 1, 1)
    }

    /// - Parameter byteCount: the size behind the fixed header, from 40 to 200.
    mutating func publish(client: Int, identifier: UInt16, byteCount: Int) {
        begin(0x32, byteCount: byteCount)
        let end = count + byteCount
        put(string: "plant/line/\(client)")
        put(bytes: UInt8(identifier >> 8), UInt8(truncatingIfNeeded: identifier))
        var letter = UInt8(ascii: "a")
        while count < end {
            put(bytes: letter)
            letter = letter == UInt8(ascii: "z") ? UInt8(ascii: "a") : letter + 1
        }
    }

    mutating func acknowledgePublish(identifier: UInt16) {
        begin(0x40, byteCount: 2)
        put(bytes: UInt8(identifier >> 8), UInt8(truncatingIfNeeded: identifier))
    }

    private mutating func begin(_ type: UInt8, byteCount: Int) {
        count = 0
        put(bytes: type)
        if byteCount > 127 { put(bytes: UInt8(byteCount & 0x7F) | 0x80) }
        put(bytes: UInt8(byteCount > 127 ? byteCount >> 7 : byteCount))
    }

    private mutating func put(bytes values: UInt8...) {
        for value in values { put(byte: value) }
    }

    private mutating func put(string: String) {
        put(bytes: 0, UInt8(string.utf8.count))
        for byte in string.utf8 { put(byte: byte) }
    }

    private mutating func put(byte: UInt8) {
        bytes[count] = byte
        count += 1
    }
}
