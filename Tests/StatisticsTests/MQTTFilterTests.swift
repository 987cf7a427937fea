import Testing

@testable import Statistics

@Suite struct MQTTFilterTests {
    /// The examples of MQTT 5.0, sections 4.7.1 and 4.7.2, and of 4.8.2.
    @Test(arguments: [
        ("sport/tennis/player1/#", "sport/tennis/player1", true),
        ("sport/tennis/player1/#", "sport/tennis/player1/ranking", true),
        ("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true),
        ("sport/#", "sport", true),
        ("#", "a/b", true),
        ("sport/tennis/+", "sport/tennis/player1", true),
        ("sport/tennis/+", "sport/tennis/player1/ranking", false),
        ("sport/+", "sport", false),
        ("sport/+", "sport/", true),
        ("+/+", "/finance", true),
        ("/+", "/finance", true),
        ("+", "/finance", false),
        ("#", "$SYS/monitor", false),
        ("+/monitor/Clients", "$SYS/monitor/Clients", false),
        ("$SYS/#", "$SYS/monitor", true),
        ("$SYS/monitor/+", "$SYS/monitor/Clients", true),
        ("$share/group/a/+", "a/b", true),
        ("$share/group/a", "a", true),
        ("$share/group/a", "b", false),
    ])
    func matches(filter: String, topic: String, isMatch: Bool) throws {
        let filter = try #require(MQTTFilter(Array(filter.utf8)))
        #expect(filter.matches(Array(topic.utf8)) == isMatch)
    }

    @Test(arguments: ["a/b", "", "$SYS/x", "/", "$share/a"]) func topicsAreNoFilters(text: String) {
        #expect(MQTTFilter(Array(text.utf8)) == nil)
    }
}
