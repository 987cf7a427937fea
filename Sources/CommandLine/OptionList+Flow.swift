internal import Exchanges

/// The options of `earshot flow` alone.
extension OptionList {
    static let flow: [OptionDefinition] = [
        OptionDefinition(
            .from, long: "from", value: .required(name: "WHERE"), group: .input, commands: [.flow],
            summary: "Begin with this packet or time",
            detail: """
                A number is a packet's; with an s behind it, as in 2.5s, it is seconds since the \
                first packet; all else is a date and time, as in '2026-11-21 09:06:06'.
                """),
        OptionDefinition(
            .to, long: "to", value: .required(name: "WHERE"), group: .input, commands: [.flow],
            summary: "End with this packet or time"),
        OptionDefinition(
            .flowFormat, long: "format", value: .required(name: "FORMAT"), group: .output,
            commands: [.flow], summary: "How the ladder is drawn or written (text)",
            detail: """
                text: for a terminal; json: for programs, as Docs/flow.schema.json says; mermaid, \
                plantuml: sources of sequence diagrams; svg: a picture that stands alone; html: a \
                page with search and filters, in one file.
                """,
            choices: FlowOptions.Format.allCases.map(\.rawValue)),
        OptionDefinition(
            .flowUnit, long: "by", value: .required(name: "WHAT"), group: .output,
            commands: [.flow], summary: "A row for each message, or each packet (message)",
            choices: ExchangeRows.Unit.allCases.map(\.rawValue)),
        OptionDefinition(
            .flowNames, long: "names", value: .required(name: "WHICH"), group: .output,
            commands: [.flow], summary: "Call ends by what they are, or by addresses (roles)",
            choices: FlowOptions.Names.allCases.map(\.rawValue)),
        OptionDefinition(
            .unfolded, long: "unfolded", group: .output, commands: [.flow],
            summary: "A row for each one of alike messages, too"),
        OptionDefinition(
            .browse, long: "browse", group: .output, commands: [.flow],
            summary: "Walk about in the ladder, in a full-screen program",
            detail: """
                Arrow keys move; enter opens the packet of a message; space marks one, c compares \
                it with another; / searches, f filters, s follows a conversation; ? tells the rest.
                """),
        OptionDefinition(
            .width, long: "width", value: .required(name: "N"), group: .output, commands: [.flow],
            summary: "Draw text N columns wide, not as the terminal is"),
        OptionDefinition(
            .ascii, long: "ascii", group: .output, commands: [.flow],
            summary: "Draw text with ASCII characters only"),
    ]
}
