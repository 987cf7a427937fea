/// What two people in a lab say about their capture, again and again if they have the time.
enum XMPPDialogue {
    private static let lines: [(question: String, answer: String)] = [
        ("Hi", "Hi Ankur, I see you are online"),
        ("Is the capture running?", "On the loopback interface, since a minute ago"),
        ("Which port did you filter for?", "5222 for the chat, and 53 for the lookups of names"),
        ("Can you read my password in it?", "No: DIGEST-MD5 shows a hash of it, not the password"),
        ("And what I write?", "Every word of it. We should turn on TLS, really"),
        ("What is the first thing the client says?", "The tag of a stream, which stays open"),
        ("So each chat is one long document?", "Two: one in each direction"),
        ("Where does my name come from?", "From the server, after you asked it to bind one"),
        ("Why do I see everything twice?", "You to the server, and the server to me"),
        ("What is the ping for?", "To see whether the server is there and answers"),
    ]

    static func question(_ round: Int) -> String { lines[round % lines.count].question }

    static func answer(_ round: Int) -> String { lines[round % lines.count].answer }
}
