public import Dissection

/// The conversations that a filter lets a packet of through: found in a first run, shown whole in
/// a second one.
///
/// A bit for each conversation, so that it stays small however long they are.
public final class StreamSelection {
    /// Conversations of a transport that can be told apart: 16 MiB of bits.
    public static var countMax: Int { 1 << 27 }

    /// Whether there was a conversation with a number above those that are told apart.
    public private(set) var isIncomplete = false
    private var isFound = false
    private let streamFields: [FieldID]
    private var selected: [[UInt64]]
    /// The conversations of the packet that is decided on next, with their transports.
    private var current: [(transport: Int, number: Int)] = []

    /// - Parameter streamFields: the field of a conversation's number, for each transport.
    public init(streamFields: [FieldID]) {
        self.streamFields = streamFields
        selected = streamFields.map { _ in [] }
    }

    /// Ends the run that finds conversations; from now on they are shown.
    public func endSearch() { isFound = true }

    func wants(_ id: FieldID) -> Bool { streamFields.contains(id) }

    func add(_ field: Field) {
        guard let transport = streamFields.firstIndex(of: field.id),
            case .number(let number) = field.value
        else { return }
        guard number < UInt64(Self.countMax) else {
            isIncomplete = true
            return
        }
        current.append((transport, Int(number)))
    }

    /// Whether the packet is to be shown, when the filter has decided on it.
    func decide(_ isMatch: Bool) -> Bool {
        defer { current.removeAll(keepingCapacity: true) }
        if isFound { return isMatch || current.contains { contains($0.transport, $0.number) } }
        if isMatch {
            for (transport, number) in current { insert(transport, number) }
        }
        return isMatch
    }

    private func contains(_ transport: Int, _ number: Int) -> Bool {
        let word = number >> 6
        return word < selected[transport].count
            && selected[transport][word] & (1 << UInt64(number & 63)) != 0
    }

    private func insert(_ transport: Int, _ number: Int) {
        let missing = (number >> 6) + 1 - selected[transport].count
        if missing > 0 { selected[transport] += Array(repeating: 0, count: missing) }
        selected[transport][number >> 6] |= 1 << UInt64(number & 63)
    }
}
