import Bytes
import Captures

/// Captures of XMPP: clients that log in, and then talk as chance has it.
enum XMPPCapture {
    static func make(
        _ path: String, packetCount: Int, connectionCount: Int
    ) throws(CaptureError) {
        var writer = try PacketWriter(path)
        var random = SeededGenerator(seed: 1)
        var clients = (0..<connectionCount).map { number in
            (TCPTalk(number: number, port: 5222, random: &random), 0)
        }
        for number in clients.indices { try open(&clients[number].0, number, &writer) }
        while writer.count < packetCount {
            let number = random.below(connectionCount)
            clients[number].1 += 1
            try talk(
                &clients[number].0, number, clients[number].1, random.below(8),
                length: 10 + random.below(140), &writer)
        }
        try writer.finish()
    }

    private static let namespaces =
        "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"

    /// The streams and the resource that every connection begins with.
    private static func open(
        _ talk: inout TCPTalk, _ number: Int, _ writer: inout PacketWriter
    ) throws(CaptureError) {
        try talk.open(&writer)
        try say(
            "<?xml version='1.0'?><stream:stream to='chat.example' " + namespaces, true, &talk,
            &writer)
        try say(
            "<?xml version='1.0'?><stream:stream from='chat.example' id='s\(number)' "
                + namespaces
                + "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                + "</stream:features>", false, &talk, &writer)
        try say(
            "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", true,
            &talk, &writer)
        try say(
            "<iq type='result' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                + "<jid>user\(number)@chat.example/desk</jid></bind></iq>", false, &talk, &writer)
    }

    /// What a client says or is told, and the packet that confirms it.
    private static func talk(
        _ talk: inout TCPTalk, _ number: Int, _ count: Int, _ choice: Int, length: Int,
        _ writer: inout PacketWriter
    ) throws(CaptureError) {
        let me = "user\(number)@chat.example/desk"
        let friend = "user\(number + 1)@chat.example/desk"
        let body = String(repeating: "so be it; ", count: length / 10)
        switch choice {
        case 0, 1:
            try say(
                "<message to='\(friend)' type='chat' id='m\(count)' xml:lang='en'>"
                    + "<body>\(body)</body>"
                    + "<active xmlns='http://jabber.org/protocol/chatstates'/></message>", true,
                &talk, &writer)
        case 2, 3:
            try say(
                "<message from='\(friend)' to='\(me)' type='chat' id='n\(count)' xml:lang='en'>"
                    + "<body>\(body)</body><thread>t\(count)</thread></message>", false, &talk,
                &writer)
        case 4, 5:
            try say(
                "<presence from='\(friend)' to='\(me)'><show>away</show><priority>1</priority>"
                    + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
                    + "node='http://client.example' ver='q07IKJEyjvHSyhy//CH0CxmKi8w='/>"
                    + "</presence>", false, &talk, &writer)
        case 6:
            try say(
                "<iq from='chat.example' type='get' id='p\(count)' to='\(me)'>"
                    + "<ping xmlns='urn:xmpp:ping'/></iq>", false, &talk, &writer)
            try say(
                "<iq type='result' id='p\(count)' to='chat.example'/>", true, &talk, &writer)
        default:
            try say(
                "<iq type='get' id='v\(count)' to='\(friend)'>"
                    + "<query xmlns='jabber:iq:version'/></iq>", true, &talk, &writer)
            try say(
                "<iq type='result' id='v\(count)' from='\(friend)' to='\(me)'>"
                    + "<query xmlns='jabber:iq:version'><name>client</name>"
                    + "<version>1.\(count)</version></query></iq>", false, &talk, &writer)
        }
    }

    private static func say(
        _ text: String, _ isClient: Bool, _ talk: inout TCPTalk, _ writer: inout PacketWriter
    ) throws(CaptureError) {
        try talk.send(Array(text.utf8), isClient: isClient, &writer)
        try talk.acknowledge(isClient: !isClient, &writer)
    }
}
