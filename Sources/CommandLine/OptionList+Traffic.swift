/// The options of the commands that talk rather than read.
extension OptionList {
    static let traffic: [OptionDefinition] = wires + scale + faults

    private static let wires: [OptionDefinition] = [
        OptionDefinition(
            .capturePath, long: "to", value: .required(name: "FILE"), group: .traffic,
            commands: [.generate], summary: "Write the conversation into the capture FILE",
            detail: """
                pcapng, with whole TCP connections and right checksums: no sockets, no privileges, \
                no waiting, and the same bytes for the same --seed. A hyphen stands for standard \
                output.
                """),
        OptionDefinition(
            .live, long: "live", group: .traffic, commands: [.generate],
            summary: "Talk over sockets on the loopback, both ends",
            detail: "Each host of the scenario has an address of its own from 127.0.0.1 on."),
        OptionDefinition(
            .connect, long: "connect", value: .required(name: "HOST:PORT"), group: .traffic,
            commands: [.generate], summary: "Play the clients against a real server"),
        OptionDefinition(
            .user, long: "user", value: .required(name: "NAME"), group: .traffic,
            commands: [.generate, .serve, .demo], summary: "Who logs in",
            detail: """
                In XMPP it is NAME@HOST: the account of whom the scenario is about. The others have \
                their own names at the same host, and the same password; without one, their names.
                """),
        OptionDefinition(
            .password, long: "password", value: .required(name: "TEXT"), group: .traffic,
            commands: [.generate, .serve, .demo], summary: "The password for --user"),
        OptionDefinition(
            .files, long: "files", value: .required(name: "FOLDER"), group: .traffic,
            commands: [.serve], summary: "The folder whose files a chat server offers",
            detail: """
                Plain files that are not hidden, as they are when the server starts; those with \
                blanks in their names are left out. Without it the files of the scenarios are \
                offered.
                """),
        OptionDefinition(
            .scenarioList, long: "list", group: .traffic, commands: [.generate, .demo],
            summary: "List the scenarios: name, and what it shows"),
    ]

    private static let scale: [OptionDefinition] = [
        OptionDefinition(
            .messageCount, long: "count", value: .required(name: "N"), group: .traffic,
            commands: [.generate, .demo], summary: "How many messages"),
        OptionDefinition(
            .rate, long: "rate", value: .required(name: "N"), group: .traffic,
            commands: [.generate, .demo], summary: "Messages a second, of all connections together"),
        OptionDefinition(
            .speed, long: "speed", value: .required(name: "N"), group: .traffic,
            commands: [.generate, .demo],
            summary: "With sockets: let time pass N times as fast"),
        OptionDefinition(
            .connections, long: "connections", value: .required(name: "N"), group: .traffic,
            commands: [.generate, .demo], summary: "How many connections talk side by side"),
        OptionDefinition(
            .size, long: "size", value: .required(name: "BYTES"), group: .traffic,
            commands: [.generate, .demo], summary: "Bytes of a message's payload"),
        OptionDefinition(
            .port, long: "port", value: .required(name: "N"), group: .traffic,
            commands: [.generate, .serve, .demo], summary: "The server's port"),
        OptionDefinition(
            .seed, long: "seed", value: .required(name: "N"), group: .traffic,
            commands: [.generate, .demo], summary: "What all that is random comes from; 1"),
    ]

    private static let faults: [OptionDefinition] = [
        OptionDefinition(
            .loss, long: "loss", value: .required(name: "PART"), group: .faults,
            commands: [.generate, .demo], summary: "Lose packets, as in 0.02 or 2%",
            detail: "What is lost of TCP is sent again. With sockets only datagrams are lost."),
        OptionDefinition(
            .reorder, long: "reorder", value: .required(name: "PART"), group: .faults,
            commands: [.generate], summary: "Let packets come late; with --to only"),
        OptionDefinition(
            .duplicate, long: "duplicate", value: .required(name: "PART"), group: .faults,
            commands: [.generate, .demo], summary: "Let packets come twice",
            detail: "With sockets only datagrams."),
        OptionDefinition(
            .cut, long: "cut", value: .required(name: "BYTES"), group: .faults,
            commands: [.generate, .demo],
            summary: "Cut streams into segments of 1 to BYTES bytes"),
    ]
}
