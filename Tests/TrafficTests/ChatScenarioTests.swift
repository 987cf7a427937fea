import Captures
import Packets
import Testing

@testable import Traffic

/// The chat scenarios on both wires: what is offered arrives, whatever goes wrong on the way.
@Suite struct ChatScenarioTests {
    /// - Returns: what the guests have downloaded.
    private func play(
        _ play: ChatPlay, faults: Faults = Faults(), seed: UInt64 = 1, sendsSizes: Bool = false
    ) throws -> [String: [UInt8]] {
        let (cast, troupe) = Self.cast(play, sendsSizes: sendsSizes)
        var options = ScenarioOptions(faults: faults)
        options.seed = seed
        let failure = try CaptureWire(cast, options).play(comment: "test", to: SharedSink())
        #expect(failure == nil)
        return troupe.files
    }

    private static func cast(
        _ play: ChatPlay, port: UInt16 = ChatServer.port, sendsSizes: Bool = false
    ) -> ([Actor], ChatTroupe) {
        let home = IPAddress(127, 0, 0, 1)
        let troupe = ChatTroupe(play, server: Endpoint(home, port))
        let server = ChatServer(port: port, offering: ChatFile.offered, sendsSizes: sendsSizes)
        let cast = [
            Actor("guests", .client, at: home, troupe), Actor("room", .server, at: home, server),
        ]
        return (cast, troupe)
    }

    private func offered(_ names: String...) -> [String: [UInt8]] {
        let files = ChatFile.offered.filter { names.contains($0.name) }
        return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.content) })
    }

    @Test func bobAndAliceGetTheirPictures() throws {
        #expect(try play(.bobAndAlice) == offered("alice.jpg", "bob.jpg"))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func whatIsLostIsAskedForAgain(seed: UInt64) throws {
        let faults = Faults(loss: 0.3, sparesStreams: true)
        let files = try play(.lossy, faults: faults, seed: seed, sendsSizes: seed % 2 == 0)
        #expect(files == offered("bob.jpg", "hello.c"))
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func whatComesTwiceOrLateIsInItsPlace(seed: UInt64) throws {
        let faults = Faults(loss: 0.05, reorder: 0.1, duplicate: 0.1)
        let files = try play(.bobAndAlice, faults: faults, seed: seed)
        #expect(files == offered("alice.jpg", "bob.jpg"))
    }

    /// Nothing but silence tells where a message ends.
    @Test(arguments: [1, 2, 7])
    func messagesMayComeInPieces(cut: Int) throws {
        #expect(try play(.privately, faults: Faults(cut: cut)) == offered("hello.c"))
    }

    @Test(
        arguments: zip(
            ["chat-private", "chat-lossy", "chat-storm", "ias-tcp", "ias-udp"],
            47_101...47_105 as ClosedRange<UInt16>))
    func playsOverSockets(name: String, port: UInt16) throws {
        let scenario = try #require(Scenarios.find(name))
        var options = scenario.defaults
        options.port = port
        var setting = SocketWire.Setting()
        setting.speed = 40
        try SocketWire(scenario.cast(options), options, setting).run()
    }

    @Test func filesArriveOverSockets() throws {
        let (cast, troupe) = Self.cast(.bobAndAlice, port: 47_201)
        var setting = SocketWire.Setting()
        setting.speed = 100
        try SocketWire(cast, ScenarioOptions(), setting).run()
        #expect(troupe.files == offered("alice.jpg", "bob.jpg"))
    }
}
