internal import DissectDNS
internal import DissectTLS
internal import DissectXMPP
internal import Packets
internal import SASL

/// A gateway to another network looks for its server by name, and wants TLS.
enum XMPPGateway {
    static var scenario: Scenario {
        Scenario(
            "xmpp-gateway",
            "a name looked up (A, AAAA, CNAME), then STARTTLS up to the ClientHello",
            canConnect: false, cast: cast)
    }

    private static let here = IPAddress(10, 0, 2, 15)
    private static let there = IPAddress(173, 194, 202, 125)
    private static let name = "talk.google.com"

    private static func cast(_ options: ScenarioOptions) -> [Actor] {
        let troupe = XMPPTroupe(options, lead: "ankur", at: "gmail.com", there)
        let gateway = troupe.user("ankur", password: "ankur", .spark)
        let names = Endpoint(IPAddress(10, 10, 90, 50), options.port ?? 53)

        var household = troupe.household([gateway])
        household.mechanisms = [.plain]
        household.style = .plain
        household.declaration = ""
        household.offersBefore = [
            XMLElement("starttls", ["xmlns": XMPPNamespace.tls], [XMLElement("required")])
        ]
        return [
            Actor("name server", .server, at: names.address, NameServer(port: names.port, records)),
            Actor("server", .server, at: there, XMPPServer(household)),
            Actor(
                "resolver", .client, at: here,
                NameSeeker(
                    [.query(0, name, .a), .query(0, name, .aaaa)], at: names,
                    cue: "the address is known")),
            Actor(
                "gateway", .client, at: here,
                gateway.plays([
                    .wait("the address is known"),
                    .pause(0.0003),
                    gateway.connects(to: troupe.server),
                    gateway.opensStream(),
                    gateway.asksForTLS(),
                    .pause(0.01),
                    .say("hello, in TLS") { hello($0).encoded },
                    .hearEnd,
                ])),
        ]
    }

    private static var records: [DNSRecordContent] {
        let alias = "talk.l.google.com"
        return [
            DNSRecordContent(name, .cname, .name(alias)),
            DNSRecordContent(alias, .a, .ipv4(there.v4 ?? 0)),
            DNSRecordContent(alias, .aaaa, .ipv6(high: 0x2001_0DB8_0000_0000, low: 0x7D)),
        ]
    }

    /// What a client of 2016 offers: TLS 1.2, AES with and without forward secrecy, two curves.
    private static func hello(_ stage: Stage) -> TLSClientHello {
        TLSClientHello(
            random: stage.actions.random.bytes(32),
            cipherSuites: [0xC02F, 0xC030, 0xC027, 0xC013, 0xC014, 0x009C, 0x003C, 0x002F, 0x00FF],
            extensions: [
                .serverName("gmail.com"), .groups([23, 24]), .uncompressedPoints,
                .signatureAlgorithms([0x0603, 0x0601, 0x0503, 0x0501, 0x0403, 0x0401, 0x0201]),
            ])
    }
}
