internal import DissectDNS
internal import DissectTLS
internal import DissectXMPP
internal import Packets
internal import SASL

/// A gateway to another network looks for its server by name, and wants TLS.
struct XMPPGateway {
    static var scenario: Scenario {
        Scenario(
            "xmpp-gateway",
            "a name looked up (A, AAAA, CNAME), then STARTTLS up to the ClientHello",
            canConnect: false
        ) { XMPPGateway($0).cast }
    }

    private static let here = IPAddress(10, 0, 2, 15)
    private static let there = IPAddress(173, 194, 202, 125)
    private static let name = "talk.google.com"

    private let troupe: XMPPTroupe
    private let gateway: XMPPUser
    private let nameServer: Endpoint

    private init(_ options: ScenarioOptions) {
        troupe = XMPPTroupe(options, lead: "ankur", at: "gmail.com", Self.there)
        gateway = troupe.user("ankur", password: "ankur", .spark)
        // A port of one's own choice serves both: one is of UDP, the other of TCP.
        nameServer = Endpoint(IPAddress(10, 10, 90, 50), options.port ?? 53)
    }

    private var cast: [Actor] {
        let resolver = NameSeeker(
            [.query(0, Self.name, .a), .query(0, Self.name, .aaaa)], at: nameServer,
            cue: "the address is known")
        let names = NameServer(port: nameServer.port, Self.records)
        return [
            Actor("name server", .server, at: nameServer.address, names),
            Actor("server", .server, at: Self.there, XMPPServer(household)),
            Actor("resolver", .client, at: Self.here, resolver),
            Actor("gateway", .client, at: Self.here, gateway.plays(gatewaysPart)),
        ]
    }

    private var gatewaysPart: [XMPPUser.Line] {
        [
            .wait("the address is known"),
            .pause(0.0003),
            gateway.connects(to: troupe.server),
            gateway.opensStream(),
            gateway.asksForTLS(),
            .pause(0.01),
            .say("hello, in TLS") { Self.hello($0).encoded },
            .hearEnd,
        ]
    }

    private var household: XMPPHousehold {
        var household = troupe.household([gateway])
        household.mechanisms = [.plain]
        household.style = .plain
        household.declaration = ""
        household.offersBefore = [
            XMLElement("starttls", ["xmlns": XMPPNamespace.tls], [XMLElement("required")])
        ]
        return household
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
