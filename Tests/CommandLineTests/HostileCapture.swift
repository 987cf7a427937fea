/// A classic capture of MQTT clients that call themselves what they like.
struct HostileCapture {
    private(set) var bytes: [UInt8] =
        [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        + [0, 0, 4, 0, 1, 0, 0, 0]
    private var seconds: UInt32 = 0
    private var time: UInt32 = 0

    /// Nothing is sent for a while.
    mutating func wait(seconds count: UInt32) { seconds += count }

    /// A client says who it is, is greeted, and publishes.
    mutating func converse(_ number: Int, _ words: String) {
        let hello = connect(number, words)
        send(number, isFromClient: false, sequence: 1, [0x20, 2, 0, 0])
        let body = Self.text(words.filter { $0 != "#" && $0 != "+" }) + Array(words.utf8)
        send(number, isFromClient: true, sequence: 1 + hello, Self.message(0x30, body))
    }

    /// Returns how many bytes were sent.
    @discardableResult
    mutating func connect(_ number: Int, _ words: String) -> Int {
        let body = Self.text("MQTT") + [4, 2, 0, 60] + Self.text(words)
        let hello = Self.message(0x10, body)
        send(number, isFromClient: true, sequence: 1, hello)
        return hello.count
    }

    private static func text(_ words: String) -> [UInt8] {
        let bytes = Array(words.utf8)
        return [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }

    private static func message(_ first: UInt8, _ body: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = body.count
        repeat {
            length.append(UInt8(rest % 128) | (rest >= 128 ? 0x80 : 0))
            rest /= 128
        } while rest > 0
        return [first] + length + body
    }

    private mutating func send(
        _ number: Int, isFromClient: Bool, sequence: Int, _ payload: [UInt8]
    ) {
        let client: [UInt8] = [10, 1, UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
        let broker: [UInt8] = [10, 0, 0, 1]
        let ports: [UInt8] = isFromClient ? [0x9C, 0x40, 7, 0x5B] : [7, 0x5B, 0x9C, 0x40]
        let total = 40 + payload.count
        var packet = [UInt8](repeating: 0, count: 12) + [8, 0]
        packet += [0x45, 0, UInt8(total >> 8), UInt8(total & 0xFF), 0, 0, 0, 0, 64, 6, 0, 0]
        packet += isFromClient ? client + broker : broker + client
        packet += ports + Self.word(sequence) + Self.word(1) + [0x50, 0x18, 0xFF, 0xFF, 0, 0, 0, 0]
        packet += payload
        time += 10
        let count = UInt32(packet.count)
        for value in [seconds, time, count, count] {
            bytes += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
        }
        bytes += packet
    }

    private static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
