internal import Dissection
internal import Printing

/// Statistics of the chat protocols: users, what they said, transfers.
struct ChatStatistics: StatisticsTally {
    enum Field: UInt8, StatisticsFieldName {
        case command, user, peer, text, fileName, fileSize
        case part, length, attempt, finished, file
        case twoPartyText, quit, twoPartyCommand

        var name: String {
            switch self {
            case .command: "chat.command"
            case .user: "chat.user"
            case .peer: "chat.peer"
            case .text: "chat.text"
            case .fileName: "chat.file.name"
            case .fileSize: "chat.file.size"
            case .part: "chatudp.part"
            case .length: "chatudp.length"
            case .attempt: "chatudp.attempt"
            case .finished: "chatudp.finished"
            case .file: "chatudp.file"
            case .twoPartyText: "iaschat.text"
            case .quit: "iaschat.quit"
            case .twoPartyCommand: "iaschat.command"
            }
        }
    }

    private struct Command {
        var fromClientCount = 0
        var fromServerCount = 0
        var byteCount = 0
    }

    private let names = NameTable()
    private let commandNames = NameTable()
    private var commands = PerName(Command())
    private var users: ChatUsers
    private var transfers = ChatTransferTally()
    private let message: Int
    private let quit: Int

    init() {
        users = ChatUsers(commandNames)
        message = commandNames.number(of: "message to the other end")
        quit = commandNames.number(of: "end (:q)")
    }

    func use(of field: Field) -> StatisticsField.Use {
        switch field {
        case .command, .twoPartyCommand: .name(commandNames)
        case .user, .peer, .fileName, .file: .name(names)
        case .text, .twoPartyText: .byteCount
        default: .number
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        var facts = packet.read(message, as: ChatFacts.self)
        if facts.isTwoParty, facts.command == nil {
            facts.command = facts.isEnd ? quit : self.message
        }
        if let command = facts.command {
            if facts.sender == .client {
                commands[command].fromClientCount += 1
            } else {
                commands[command].fromServerCount += 1
            }
            commands[command].byteCount += facts.textByteCount
            users.take(facts, command)
        }
        transfers.take(facts)
    }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        [messageTable(), users.table(names), transfers.table(names)]
    }

    private func messageTable() -> StatisticsTable {
        var table = StatisticsTable(
            "chat.messages", "Chat messages",
            columns: [
                StatisticsColumn("message", "message", .text),
                StatisticsColumn("from-clients", "from clients", .count),
                StatisticsColumn("from-servers", "from servers", .count),
                StatisticsColumn("text", "bytes of text", .bytes),
            ], shortRowCount: 16)
        for (number, command) in commands.ranked(by: { $0.fromClientCount + $0.fromServerCount }) {
            table.append(
                commandNames.value(number), .count(command.fromClientCount),
                .count(command.fromServerCount), .bytes(command.byteCount))
        }
        return table
    }
}

/// What statistics look at of a message of a chat.
struct ChatFacts: MessageFacts {
    let origin: MessageOrigin
    var command: Int?
    var user: Int?
    var peer: Int?
    var textByteCount = 0
    var fileName: Int?
    var fileSize: Int?
    var part: Int?
    var length: Int?
    var attempt: Int?
    var isFinished = false
    var file: Int?
    var isTwoParty = false
    var isEnd = false

    init(_ origin: MessageOrigin) { self.origin = origin }

    mutating func read(_ field: ChatStatistics.Field, _ value: UInt64) {
        let number = Int(clamping: value)
        switch field {
        case .command: command = number
        case .user: user = number
        case .peer: peer = number
        case .text: textByteCount += number
        case .fileName: fileName = number
        case .fileSize: fileSize = number
        case .part: part = number
        case .length: length = number
        case .attempt: attempt = number
        case .finished: isFinished = value != 0
        case .file: file = number
        case .twoPartyText:
            isTwoParty = true
            textByteCount += number
        case .quit:
            isTwoParty = true
            isEnd = true
        case .twoPartyCommand:
            isTwoParty = true
            command = number
        }
    }
}
