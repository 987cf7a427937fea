internal import DissectXMPP
internal import SASL

/// Somebody who chats, and the lines that they can say.
///
/// A script is made of lines before it is played; what a line needs of what was said before, who
/// somebody is by now and what came last, is remembered here.
final class XMPPUser {
    typealias Line = Step<XMPPStreamReader.Event>

    let account: XMPPAddress
    let password: String
    let program: XMPPProgram
    /// With the resource, once the server has told it.
    var address: XMPPAddress
    /// What the server offers.
    var features = XMLElement("features")
    /// What came last of what a line waited for.
    var heard = XMLElement("nothing")
    var sasl: SASLClient?
    /// What conversations are called, by whom they are with.
    var threads: [XMPPAddress: String] = [:]
    /// Whether it has been told the server's name, or greets it by its address.
    var knowsHost = true
    /// Whether what goes wrong is what the play is about.
    var expectsErrors = false
    private var letters = ""
    private var idCount = 0

    init(_ account: XMPPAddress, password: String, _ program: XMPPProgram) {
        self.account = account
        self.password = password
        self.program = program
        address = account
    }

    /// The peer that plays a script, and answers meanwhile what programs answer by themselves.
    func plays(_ lines: [Line]) -> any Peer {
        ScriptedPeer(lines, framer: { XMPPFramer() }, aside: { self.takesAside($0, $1) })
    }

    /// An id for a stanza.
    func newID(_ stage: Stage) -> String {
        switch program.numbering {
        case .random: return stage.actions.random.hexadecimal(32)
        case .counted:
            if letters.isEmpty { letters = stage.actions.random.letters(5) }
            defer { idCount += 1 }
            return "\(letters)-\(idCount)"
        }
    }

    /// A connection begins with nothing known.
    func beginAnew() {
        address = account
        letters = ""
        idCount = 0
    }

    // MARK: - Lines that others are made of

    func says(
        _ what: String, in style: XMLStyle? = nil, _ element: @escaping (Stage) -> XMLElement
    ) -> Line {
        .say(what) { [program] stage in element(stage).written(style ?? program.style) }
    }

    /// Waits for an element, which ``heard`` is from then on.
    func hears(_ what: String, _ isIt: @escaping (XMLElement) -> Bool) -> Line {
        .hear(what) { event, _ in
            guard case .element(let element) = event, isIt(element) else { return false }
            self.heard = element
            return true
        }
    }

    // MARK: - What needs no script

    /// Looks at what comes before the script does.
    private func takesAside(_ event: XMPPStreamReader.Event, _ stage: Stage) -> Bool {
        guard case .element(let element) = event else { return false }
        switch element.localName {
        case "error" where !expectsErrors:
            stage.fail(complaint(aboutEnd: element.condition, stage))
        case "failure" where !expectsErrors:
            stage.fail(complaint(about: element, stage))
        case "iq" where element["type"] == "get" || element["type"] == "set":
            stage.send(answer(to: element).written(program.style))
        default: break
        }
        return false
    }

    private func answer(to question: XMLElement) -> XMLElement {
        switch (question["type"], question.question) {
        case ("get", XMPPNamespace.ping): return question.answer("result")
        case ("get", XMPPNamespace.version):
            return question.answer(
                "result",
                .query(
                    XMPPNamespace.version,
                    [
                        XMLElement("name", text: program.name),
                        XMLElement("version", text: program.version),
                        XMLElement("os", text: program.system),
                    ]))
        // A server that pushes a change of the roster, and has to know that it came.
        case ("set", XMPPNamespace.roster): return question.answer("result")
        default: return question.refusal(.unavailable)
        }
    }
}

extension Stage {
    /// The other end of the connection, for messages.
    var server: String { route.map { "\($0.remote)" } ?? "the server" }
}

extension XMLElement {
    /// What an error is called: the name of its first child.
    var condition: String {
        let children = (child("error") ?? self).children
        let name = children.first { $0.localName != "text" }?.localName
        return String((name ?? "an error without a name").prefix(64))
    }
}

extension RandomSource {
    /// Letters and digits, as programs put them in front of their ids.
    mutating func letters(_ count: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        return String(
            decoding: (0..<count).map { _ in letters[number(in: 0...(letters.count - 1))] },
            as: UTF8.self)
    }
}
