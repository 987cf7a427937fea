internal import Dissection

/// The protocol that tshark names in a row: what bodies hold is put behind, one after the other, up
/// to the end of the packet.
struct AMQP091RowNames: BitwiseCopyable {
    private var name: StaticString = "AMQP"
    private var isChanged = false
    private var jsonCount = 0
    private var packetNumber = 0

    /// Begins a frame: the name that an earlier one of the packet left stays.
    @inline(__always)
    mutating func take(_ message: inout Message) {
        guard isChanged else { return }
        if message.packetNumber != packetNumber { self = AMQP091RowNames() }
        message.rename(name)
    }

    mutating func add(_ kind: MediaType.Kind, _ message: inout Message) {
        packetNumber = message.packetNumber
        isChanged = true
        switch kind {
        case .json:
            jsonCount += 1
            name = Self.json(jsonCount)
        case .xml: name = jsonCount > 0 ? "AMQP/JSON/XML" : "AMQP/XML"
        case .text, .form, .http, .data, .other: break
        }
        message.rename(name)
    }

    private static func json(_ count: Int) -> StaticString {
        switch count {
        case 1: "AMQP/JSON"
        case 2: "AMQP/JSON/JSON"
        case 3: "AMQP/JSON/JSON/JSON"
        default: "AMQP/JSON/JSON/JSON/JSON"
        }
    }
}
