extension OptionList {
    /// What only a capture has.
    static let live: [OptionDefinition] = [
        OptionDefinition(
            .interface, short: "i", long: "interface", value: .required(name: "INTERFACE"),
            group: .input, commands: [.live],
            summary: "Capture on INTERFACE (lo); repeatable",
            detail: """
                A name or a number of 'earshot interfaces', or any for all of them.
                """),
        OptionDefinition(
            .listInterfaces, short: "D", long: "list-interfaces", group: .input, commands: [.live],
            summary: "List the interfaces there are, and end"),
        OptionDefinition(
            .bufferSize, short: "B", long: "buffer-size", value: .required(name: "MIB"),
            group: .input, commands: [.live],
            summary: "What the kernel keeps for us at most (32)",
            detail: "In MiB, for each interface. More of it bridges longer waits for the disk."),
        OptionDefinition(
            .snapLength, short: "s", long: "snapshot-length", value: .required(name: "BYTES"),
            group: .input, commands: [.live],
            summary: "Capture so much of each packet (262144)"),
        OptionDefinition(
            .notPromiscuous, short: "p", long: "no-promiscuous-mode", group: .input,
            commands: [.live], summary: "Leave out packets to other machines"),
        OptionDefinition(
            .stopCondition, short: "a", long: "autostop", value: .required(name: "CONDITION"),
            group: .input, commands: [.live], summary: "End by itself; repeatable",
            detail: """
                duration:SECONDS, packets:N, filesize:KB (of 1000 bytes, of the file that -w \
                writes), files:N (of the files that -b begins). SIGINT (Ctrl-C) and SIGTERM end it \
                too; what was captured by then is listed first, unless another follows.
                """),
        OptionDefinition(
            .account, short: "Z", value: .required(name: "USER"), group: .input,
            commands: [.live, .demo],
            summary: "Go on as USER, if started by root",
            detail: """
                When interfaces are open, nothing is done as root any more; without -Z, as the user \
                who called sudo, or as nobody.
                """),
        OptionDefinition(
            .statistics, long: "stats", value: .required(name: "SECONDS"), group: .output,
            commands: [.live],
            summary: "Show rates instead, every so many seconds",
            detail: """
                Packets and bytes a second for each protocol, and messages a second for topics, \
                queues and users. On a terminal, in one place; else in blocks.
                """),
        OptionDefinition(
            .record, short: "w", value: .required(name: "OUT"), group: .files,
            commands: [.live, .demo],
            summary: "Write packets to the capture OUT, not the list",
            detail: """
                All packets: -Y selects what is printed. With -P, -V, -O, -x or -T they are printed \
                too. A hyphen stands for standard output.
                """),
        OptionDefinition(
            .recordFormat, short: "F", value: .required(name: "FORMAT"), group: .files,
            commands: [.live], summary: "The format of OUT (pcapng)",
            choices: CaptureFormat.allCases.map(\.rawValue)),
        OptionDefinition(
            .ringCondition, short: "b", long: "ring-buffer", value: .required(name: "CONDITION"),
            group: .files, commands: [.live], summary: "Go on in another file; repeatable",
            detail: """
                After duration:SECONDS, filesize:KB or packets:N of a file. files:N keeps the newest \
                N only. OUT.pcapng becomes OUT_00001_20261121203000.pcapng, with the number of the \
                file and the time when it was begun.
                """),
    ]
}
