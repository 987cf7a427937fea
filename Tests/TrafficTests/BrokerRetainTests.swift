import DissectMQTT
import Testing

@testable import Traffic

@Suite struct BrokerRetainTests {
    private let broker = BrokerHarness()

    @Test func givesTheLastRetainedMessageToWhoSubscribesLater() throws {
        let writer = try broker.client("writer")
        try broker.publish("a", "old", isRetained: true, as: writer)
        try broker.publish("a", "new", qos: 1, isRetained: true, as: writer)
        try broker.publish("a", "passing", as: writer)
        let reader = try broker.client("reader")
        try broker.subscribe("#", options: 2, as: reader)
        let messages = try broker.messages(reader)
        #expect(messages.map(\.text) == ["new"])
        #expect(messages.map(\.isRetained) == [true])
        #expect(messages.map(\.qos) == [1])
    }

    /// To those who were there already it is a message as any other (3.1.1, section 3.3.1.3).
    @Test func theFlagIsNotForThoseWhoAreThere() throws {
        let reader = try broker.client("reader")
        try broker.subscribe("a", as: reader)
        try broker.publish("a", "x", isRetained: true, as: reader)
        #expect(try broker.messages(reader).map(\.isRetained) == [false])
    }

    @Test func anEmptyMessageTakesItAway() throws {
        let writer = try broker.client("writer")
        try broker.publish("a", "x", isRetained: true, as: writer)
        try broker.publish("a", "", isRetained: true, as: writer)
        try broker.subscribe("a", as: writer)
        #expect(try broker.messages(writer).isEmpty)
    }

    /// Retain handling (MQTT 5.0, section 3.8.3.1): 0 always, 1 for a new subscription, 2 never.
    @Test(arguments: [(0, [1, 1]), (1, [1, 0]), (2, [0, 0])] as [(UInt8, [Int])])
    func versionFiveCanChoose(handling: UInt8, counts: [Int]) throws {
        let reader = try broker.client("reader", .v5)
        try broker.publish("a", "x", isRetained: true, as: reader, .v5)
        for count in counts {
            try broker.subscribe("a", options: handling << 4, as: reader, .v5)
            #expect(try broker.messages(reader).count == count)
        }
    }

    @Test func versionFiveCanKeepTheFlag() throws {
        let reader = try broker.client("reader", .v5)
        try broker.subscribe("a", options: 8, as: reader, .v5)
        try broker.publish("a", "x", isRetained: true, as: reader, .v5)
        #expect(try broker.messages(reader).map(\.isRetained) == [true])
    }
}
