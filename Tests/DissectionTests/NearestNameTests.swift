import Testing

@testable import Dissection

@Suite struct NearestNameTests {
    static let known = ["ip.src", "ip.dst", "tcp.port", "tcp.stream", "udp.port"]

    @Test(arguments: [
        ("ip.scr", "ip.src"), ("IP.DST", "ip.dst"), ("tcp.prt", "tcp.port"),
        ("tcp.streem", "tcp.stream"), ("udp_port", "udp.port"),
    ])
    func findsWhatWasMeant(typed: String, meant: String) {
        #expect(NearestName.find(typed, among: Self.known) == meant)
    }

    @Test(arguments: ["", "x", "mqtt.topic", "frame.number"])
    func namesNothingThatIsFar(typed: String) {
        #expect(NearestName.find(typed, among: Self.known) == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
        ("kitten", "sitting", 3), ("ab", "ba", 1), ("abcd", "badc", 2),
    ])
    func countsEdits(one: String, other: String, count: Int) {
        #expect(NearestName.editDistance(Array(one.utf8), Array(other.utf8)) == count)
        #expect(NearestName.editDistance(Array(other.utf8), Array(one.utf8)) == count)
    }

    /// A name of a megabyte must not take a megabyte's time for each known one.
    @Test func cutsLongNames() {
        let long = String(repeating: "a", count: 1 << 20)
        #expect(NearestName.find(long, among: Self.known) == nil)
    }
}
