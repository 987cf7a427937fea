internal import Bytes

/// The layers below messages in what `frame.protocols` says, as a hierarchy has them: without those
/// of a packet that another one quotes, and without what is no layer of its own.
public enum LowerLayers {
    private static let known: [StaticString] = [
        "eth", "vlan", "ieee8021ad", "sll", "null", "raw", "llc", "arp", "ip", "ipv6", "tcp",
        "udp", "icmp", "icmpv6", "igmp", "ah", "esp", "gre", "ospf", "sctp", "data",
    ]

    /// A part of the IPv6 header that they stand behind.
    private static let extensions: [StaticString] = [
        "ipv6.hopopts", "ipv6.routing", "ipv6.fraghdr", "ipv6.dstopts", "ah", "shim6",
    ]

    /// - Parameter text: as in `eth:ethertype:ip:udp:data`.
    public static func names(in text: [UInt8]) -> [StaticString] {
        var names: [StaticString] = []
        var words = text.split(separator: UInt8(ascii: ":"))[...]
        while let word = words.popFirst() {
            if word.elementsEqual("ethertype".utf8) { continue }
            let isIPv6 = names.last?.isSame(as: "ipv6") ?? false
            if isIPv6, extensions.contains(where: { $0.isSame(as: word) }) { continue }
            guard let name = known.first(where: { $0.isSame(as: word) }) else { break }
            // Each version of IGMP is a call of its own.
            if let last = names.last, last.isSame(as: name), "\(name)" == "igmp" { continue }
            names.append(name)
            if ["icmp", "icmpv6"].contains("\(name)") {
                if quotesData(words) { names.append("data") }
                break
            }
        }
        return names
    }

    /// Whether a quoted packet carries what nobody reads; what an echo carries is its own.
    private static func quotesData(_ words: ArraySlice<ArraySlice<UInt8>>) -> Bool {
        zip(words, words.dropFirst()).contains { word, next in
            ["tcp", "udp"].contains { word.elementsEqual($0.utf8) }
                && next.elementsEqual("data".utf8)
        }
    }
}

extension StaticString {
    func isSame(as word: ArraySlice<UInt8>) -> Bool {
        guard word.count == utf8CodeUnitCount else { return false }
        return zip(0..., word).allSatisfy { index, byte in unsafe utf8Start[index] == byte }
    }
}
