import DissectChat
import Dissection
import TestKit
import Testing

/// Pickles are read and never run.  The hexadecimal ones were made by Python 3.11.
@Suite struct PickleTests {
    private func read(_ pickle: [UInt8]) -> (summary: String?, notes: [String]) {
        let reading = Reading()
        reading.send(ChatTransferMessage.part(0).encoded())
        let summary = reading.send(pickle, from: .server)
        return (summary, reading.notes)
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        stride(from: 0, to: hexadecimal.count, by: 2).compactMap { place in
            UInt8(hexadecimal.dropFirst(place).prefix(2), radix: 16)
        }
    }

    @Test(
        arguments: [
            ("80049504000000000000004300942e", ChatTransferMessage.data([]), 4),
            ("8003430071002e", .data([]), 3),
            ("80049507000000000000004303616263942e", .data(Array("abc".utf8)), 4),
            ("80059507000000000000004303616263942e", .data(Array("abc".utf8)), 5),
            (
                "8004950b000000000000004303616263944b0386942e",
                .sizedData(Array("abc".utf8), size: 3), 4
            ),
            ("8003430361626371004b038671012e", .sizedData(Array("abc".utf8), size: 3), 3),
            ("80044b052e", .size(5), 4),
            ("80049504000000000000004de8032e", .size(1000), 4),
            ("80034a701101002e", .size(70000), 3),
        ] as [(String, ChatTransferMessage, UInt8)])
    func readsWhatPythonWrites(pickle: String, message: ChatTransferMessage, version: UInt8) {
        #expect(message.encoded(version: version) == bytes(pickle))
        let (summary, notes) = read(bytes(pickle))
        switch message {
        case .data(let data), .sizedData(let data, _):
            #expect(summary == "Part 0 data, \(data.count) bytes")
        case .size(let size): #expect(summary == "Part 0 size \(size)")
        default: break
        }
        #expect(notes.isEmpty)
    }

    /// The sizes that the document names, for 1000 bytes.
    @Test func hasTheSizesOfTheDocument() {
        let data = [UInt8](repeating: 1, count: 1000)
        #expect(ChatTransferMessage.data(data).encoded().count == 1018)
        #expect(ChatTransferMessage.sizedData(data, size: 1000).encoded().count == 1023)
        #expect(ChatTransferMessage.data(data).encoded(version: 3).count == 1010)
        #expect(ChatTransferMessage.sizedData(data, size: 1000).encoded(version: 3).count == 1016)
    }

    /// `os.system` by three protocols, a bytearray, a str, a list.
    @Test(arguments: [
        "800263706f7369780a73797374656d0a710058040000007472756571018571025271032e",
        "800363706f7369780a73797374656d0a710058040000007472756571018571025271032e",
        "8004951f000000000000008c05706f736978948c0673797374656d9493948c047472756594859452942e",
        "8005950e00000000000000960300000000000000616263942e",
        "80049507000000000000008c03616263942e", "80049506000000000000005d944b01612e",
        "80042e", "8004862e", "80044b014b022e", "80044b014b02862e", "80044b054b052e2e",
        "8004950500000000000000" + "4300942e", "80049503000000000000004300942e",
        "80044bff" + "8600", "8004" + String(repeating: "94", count: 40) + "2e",
        "80034b05" + String(repeating: "7100", count: 40) + "2e", "80044a" + "ffffffff" + "2e00",
        "800442ffffffff2e", "8004954300ffffffffffff7f2e",
    ])
    func refusesAllElse(pickle: String) {
        let (summary, notes) = read(bytes(pickle))
        #expect(summary == "Part 0 data[Malformed Packet]")
        #expect(notes == ["chatudp.malformed"])
    }

    @Test(arguments: 0...255 as ClosedRange<UInt8>)
    func refusesEveryOtherInstruction(code: UInt8) {
        // Bytes, none; the number 0.
        let known: Set<UInt8> = [0x43, 0x4B]
        let (_, notes) = read([0x80, 4, code, 0, 0x2E])
        #expect(notes == (known.contains(code) ? [] : ["chatudp.malformed"]))
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func survivesRandomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var pickle: [UInt8] = [0x80, UInt8.random(in: 2...6, using: &generator)]
        let common: [UInt8] = [0x95, 0x42, 0x43, 0x4A, 0x4B, 0x4D, 0x71, 0x86, 0x94, 0x2E, 0]
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            pickle.append(
                Bool.random(using: &generator)
                    ? common.randomElement(using: &generator) ?? 0
                    : UInt8.random(in: 0...255, using: &generator))
        }
        #expect(read(pickle).summary?.hasPrefix("Part 0 ") == true)
    }
}
