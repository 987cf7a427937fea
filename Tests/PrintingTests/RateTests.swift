import Bytes
import Testing

@testable import Printing

@Suite struct RateTests {
    private func text(_ counter: RateCounter, _ change: (inout RateText) -> Void = { _ in })
        -> String
    {
        var format = RateText()
        change(&format)
        var text = TextBuffer()
        format.append(counter, seconds: 2, end: 10, to: &text)
        var bytes: [UInt8] = []
        bytes.append(text.bytes, xor: 0, phase: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func name(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func showsTheMostFrequentFirst() {
        let counter = RateCounter()
        for _ in 0..<30 { counter.add(packet: name("MQTT"), byteCount: 100) }
        for _ in 0..<5001 { counter.add(packet: name("TCP"), byteCount: 60) }
        for _ in 0..<3 { counter.add(message: [.topic: name("b"), .user: name("zoë")]) }
        for topic in ["c", "a"] { counter.add(message: [.topic: name(topic)]) }
        counter.add(message: [:])
        let lines = text(counter).split(separator: "\n").map(String.init)
        let words = lines.map { $0.split(separator: " ").map(String.init) }
        #expect(lines[0] == "10.0 s: 2516 packets/s, 151530 bytes/s, 3.0 messages/s")
        #expect(
            Array(words[1...]) == [
                ["protocol", "packets/s", "bytes/s"], ["TCP", "2501", "150030"],
                ["MQTT", "15.0", "1500"], ["topic", "messages/s"], ["b", "1.5"], ["a", "0.5"],
                ["c", "0.5"], ["user", "messages/s"], ["zoë", "1.5"],
            ])
        #expect(lines.dropFirst().allSatisfy { $0.count == 80 })
        counter.reset()
        #expect(text(counter) == "10.0 s: 0.0 packets/s, 0.0 bytes/s, 0.0 messages/s\n")
    }

    /// What a client sends as a topic may not move the cursor, or break lines.
    @Test func keepsNamesWithinTheirColumn() {
        let counter = RateCounter()
        counter.add(message: [.topic: name("\u{1B}[2J\n\r" + String(repeating: "long ", count: 40))]
        )
        counter.add(message: [.queue: [0xFF, 0xFE, 0x00]])
        for width in [10, 20, 40, 80] {
            let shown = text(counter) { $0.width = width }
            #expect(shown.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
            let lines = shown.split(separator: "\n").dropFirst()
            #expect(lines.count == 4)
            if width >= 30 { #expect(lines.allSatisfy { $0.count <= width }) }
        }
    }

    @Test func saysHowManyThereAreBesides() {
        let counter = RateCounter()
        for number in 0..<25 { counter.add(message: [.topic: name("t\(number)")]) }
        #expect(text(counter) { $0.rowCountMax = 3 }.hasSuffix("\n  (22 more)\n"))
    }

    @Test func countsWhatHasNoRoomAsOne() {
        let counter = RateCounter()
        for number in 0..<(RateCounter.nameCountMax + 6) {
            counter.add(message: [.user: name("u\(number)")])
        }
        counter.add(message: [.user: name("u0")])
        #expect(counter.subjects[.user]?.count == RateCounter.nameCountMax)
        #expect(counter.subjects[.user]?[name("u0")]?.count == 2)
        #expect(counter.others[.user]?.count == 6)
        #expect(text(counter).hasSuffix("  (3.0 a second with other names)\n"))
    }
}
