import Testing

@testable import Traffic

/// Section 4.7 of the specification: its examples, and its rules.
@Suite struct TopicFilterTests {
    @Test(arguments: [
        ("sport/tennis/player1/#", "sport/tennis/player1"),
        ("sport/tennis/player1/#", "sport/tennis/player1/ranking"),
        ("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon"),
        ("sport/#", "sport"), ("#", "sport/tennis"), ("#", "/"), ("+", "finance"),
        ("sport/tennis/+", "sport/tennis/player1"), ("sport/+", "sport/"),
        ("+/+", "/finance"), ("/+", "/finance"), ("+/tennis/#", "sport/tennis"),
        ("$SYS/#", "$SYS/broker"), ("$SYS/monitor/+", "$SYS/monitor/Clients"),
        ("a//b", "a//b"), ("a/+/b", "a//b"), ("ACCOUNTS", "ACCOUNTS"), ("a/", "a/"),
        ("a/+/", "a/b/"), ("+/#", "a"), ("Grüße/+", "Grüße/日本"),
    ])
    func matches(filter: String, topic: String) throws {
        #expect(try #require(MQTTTopicFilter(filter)).matches(Array(topic.utf8)))
    }

    @Test(arguments: [
        ("sport/tennis/+", "sport/tennis/player1/ranking"), ("sport/+", "sport"),
        ("+", "/finance"), ("#", "$SYS/broker"), ("+/monitor/Clients", "$SYS/monitor/Clients"),
        ("ACCOUNTS", "Accounts"), ("/finance", "finance"), ("a", "a/"), ("a/", "a"),
        ("a/b", "a"), ("a", "a/b"), ("a/b", "a/bc"), ("a/bc", "a/b"), ("+/+/+", "a/b"),
        ("sport/#", "sports"), ("a/+/c", "a/b/c/d"), ("a", ""), ("paho/test/#", "paho/test2/x"),
    ])
    func doesNotMatch(filter: String, topic: String) throws {
        #expect(try !#require(MQTTTopicFilter(filter)).matches(Array(topic.utf8)))
    }

    @Test(arguments: [
        "", "sport/tennis#", "sport/tennis/#/ranking", "sport+", "+sport", "a/b+/c", "##", "#/a",
    ])
    func isNoFilter(_ text: String) {
        #expect(MQTTTopicFilter(text) == nil)
    }
}
