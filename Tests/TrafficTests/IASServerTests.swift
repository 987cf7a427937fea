import Packets
import Testing

@testable import Traffic

/// The chat room over UDP, told of datagrams by hand.
@Suite struct IASServerTests {
    private let server = IASServer()
    private let actions = PeerActions(random: RandomSource(seed: 1))

    init() { server.start(actions) }

    private func user(_ number: Int) -> Endpoint {
        Endpoint(IPAddress(10, 0, UInt8(number / 256 % 256), UInt8(number % 256)), 4000)
    }

    /// - Returns: what the server sends, each with the number of the user who gets it.
    @discardableResult
    private func say(_ text: String, _ number: Int) -> [String] {
        say(Array(text.utf8), number)
    }

    private func say(_ datagram: [UInt8], _ number: Int) -> [String] {
        _ = actions.takePending()
        server.received(
            datagram: datagram, from: user(number), on: SocketID(number: 1), actions)
        return actions.takePending().compactMap {
            guard case .sendDatagram(_, let bytes, let endpoint) = $0 else { return nil }
            let receiver = (0..<3).first { user($0) == endpoint } ?? -1
            return "\(receiver): \(String(decoding: bytes, as: UTF8.self))"
        }
    }

    @Test func everyCommandDoesWhatItSays() {
        #expect(say("anna", 0) == ["0: anna"])
        #expect(say("bert", 1) == ["1: bert"])
        #expect(say("ul", 0) == ["0: bert"])
        #expect(say("rl", 0) == ["0: --"])
        #expect(say("hello", 0) == ["0: hello"])
        #expect(say("rc lab", 0) == ["0: room lab open"])
        #expect(say("rc lab", 1) == ["1: no room for lab"])
        #expect(say("rj lab", 1) == ["1: you are in lab"])
        #expect(say("hello", 0) == ["1: anna: hello"])
        #expect(say("kk", 1) == ["0: everybody leaves lab", "1: everybody leaves lab"])
        #expect(say("hello", 0) == ["0: hello"])
        #expect(say("pk bert", 0) == ["1: anna pokes you"])
        #expect(say("hello", 1) == ["0: bert: hello"])
        #expect(say("pk carl", 0) == ["0: no user carl"])
        #expect(say("rv", 0).isEmpty)
        #expect(say("rj attic", 0) == ["0: no room attic"])
    }

    @Test func usersRoomsAndDatagramsAreCounted() {
        for number in 0...IASServer.userCountMax { say("user\(number)", number) }
        // The first is forgotten: its next word is its name.
        #expect(say("ul", 0) == ["0: ul"])
        for number in 0..<IASServer.roomCountMax { say("rc room\(number)", 5) }
        #expect(say("rc more", 2) == ["2: no room for more"])
        let most = [UInt8](repeating: 120, count: IASServer.datagramByteCountMax)
        #expect(say(most, 2).count == 1)
        #expect(say(most + most, 2).isEmpty)
        #expect(say([UInt8](repeating: 120, count: 65), 900).isEmpty)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func survivesWhateverIsSent(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let words = ["ul", "rl", "rc a", "rj a", "rv", "kk", "pk a", "a", "", "rc ", "pk"]
        for _ in 0..<300 {
            let text = Array(words[random.number(in: 0...words.count - 1)].utf8)
            let bytes = random.happens(0.8) ? text : random.bytes(random.number(in: 0...80))
            #expect(say(bytes, random.number(in: 0...6)).count <= 7)
        }
    }
}
