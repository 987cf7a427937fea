import SASL
import Testing

/// The exchanges that the specifications print, from both sides.
@Suite struct SASLVectorTests {
    private struct Vector {
        var mechanism: SASLMechanism
        var who: SASLCredentials
        var clientNonce: String
        var serverNonce: String
        var salt: [UInt8] = []
        /// What the client and the server say in turn; the client begins.
        var said: [String]
    }

    /// RFC 5802, section 5.
    private static let scramSHA1 = Vector(
        mechanism: .scramSHA1,
        who: SASLCredentials(user: "user", password: "pencil", service: "imap", host: "host"),
        clientNonce: "fyko+d2lbbFgONRv9qkxdawL", serverNonce: "3rfcNHYJY1ZVvWVs7j",
        salt: [0x41, 0x25, 0xC2, 0x47, 0xE4, 0x3A, 0xB1, 0xE9, 0x3C, 0x6D, 0xFF, 0x76],
        said: [
            "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
            "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        ])

    /// RFC 7677, section 3.
    private static let scramSHA256 = Vector(
        mechanism: .scramSHA256,
        who: SASLCredentials(user: "user", password: "pencil", service: "imap", host: "host"),
        clientNonce: "rOprNGfwEbeRWgbNEkqO", serverNonce: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
        salt: [
            0x5B, 0x6D, 0x99, 0x68, 0x9D, 0x12, 0x35, 0x8E, 0xEC, 0xA0, 0x4B, 0x14, 0x12, 0x36,
            0xFA, 0x81,
        ],
        said: [
            "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        ])

    private static func server(_ vector: Vector) -> SASLServer {
        let who = vector.who
        return SASLServer(
            vector.mechanism,
            SASLServer.Secrets(host: who.host, nonce: vector.serverNonce, salt: vector.salt) {
                $0 == who.user ? who.password : nil
            })
    }

    @Test(arguments: [SASLMechanism.scramSHA1, .scramSHA256])
    func saysWhatTheSpecificationsPrint(mechanism: SASLMechanism) throws {
        let vector = mechanism == .scramSHA1 ? Self.scramSHA1 : Self.scramSHA256
        var client = SASLClient(mechanism, vector.who, nonce: vector.clientNonce)
        #expect(client.initialResponse == Array(vector.said[0].utf8))
        #expect(try client.respond(to: Array(vector.said[1].utf8)) == Array(vector.said[2].utf8))
        try client.succeed(with: Array(vector.said[3].utf8))

        var server = Self.server(vector)
        #expect(
            server.begin(Array(vector.said[0].utf8)) == .challenge(Array(vector.said[1].utf8)))
        #expect(
            server.receive(Array(vector.said[2].utf8))
                == .success(user: "user", data: Array(vector.said[3].utf8)))
    }

    /// RFC 2831, section 4.
    @Test func calculatesTheDigestOfTheSpecification() throws {
        let who = SASLCredentials(
            user: "chris", password: "secret", service: "imap", host: "elwood.innosoft.com")
        var client = SASLClient(.digestMD5, who, nonce: "OA6MHXh6VqTrRk")
        #expect(client.initialResponse == nil)
        let challenge =
            "realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\","
            + "algorithm=md5-sess,charset=utf-8"
        let response = String(
            decoding: try client.respond(to: Array(challenge.utf8)), as: UTF8.self)
        #expect(
            response.contains("response=d388dad90d4bbd760a152321f2143af7,")
                && response.contains("digest-uri=\"imap/elwood.innosoft.com\""))
        let proof = "rspauth=ea40f60335c427b5527b84dbabcdfffd"
        var server = SASLServer(
            .digestMD5,
            SASLServer.Secrets(host: who.host, nonce: "OA6MG9tEQGm2hh", salt: []) { _ in "secret" })
        _ = server.begin(nil)
        #expect(
            server.receive(Array(response.utf8))
                == .success(user: "chris", data: Array(proof.utf8)))
        try client.succeed(with: Array(proof.utf8))
    }

    /// RFC 4616, section 4.
    @Test func showsPlainPasswords() throws {
        let who = SASLCredentials(
            user: "tim", password: "tanstaaftanstaaf", service: "acap", host: "host")
        var client = SASLClient(.plain, who, nonce: "")
        #expect(client.initialResponse == Array("\0tim\0tanstaaftanstaaf".utf8))
        try client.succeed(with: [])
    }

    /// RFC 2195, section 2; the challenge is the server's nonce and name.
    @Test func answersTheChallengeOfTheSpecification() throws {
        let who = SASLCredentials(
            user: "tim", password: "tanstaaftanstaaf", service: "imap",
            host: "postoffice.reston.mci.net")
        var client = SASLClient(.cramMD5, who, nonce: "")
        let challenge = Array("<1896.697170952@postoffice.reston.mci.net>".utf8)
        let response = Array("tim b913a602c7eda7a495b4e6e7334d3890".utf8)
        #expect(try client.respond(to: challenge) == response)
        var server = SASLServer(
            .cramMD5,
            SASLServer.Secrets(host: who.host, nonce: "1896.697170952", salt: []) { _ in
                who.password
            })
        #expect(server.begin(nil) == .challenge(challenge))
        #expect(server.receive(response) == .success(user: "tim", data: []))
    }

    @Test(arguments: [
        (["PLAIN", "SCRAM-SHA-1"], SASLMechanism.scramSHA1),
        (["SCRAM-SHA-256", "SCRAM-SHA-1", "X-OAUTH2"], .scramSHA256),
        (["CRAM-MD5", "DIGEST-MD5", "PLAIN"], .digestMD5), (["ANONYMOUS"], nil),
        (["PLAIN"], .plain),
        (["SCRAM-SHA-1-PLUS", "EXTERNAL"], nil), ([], nil),
    ])
    func choosesTheStrongest(offered: [String], chosen: SASLMechanism?) {
        #expect(SASLMechanism.strongest(of: offered) == chosen)
    }
}
