/// A field of messages that a tally wants, and what it wants to know of its value.
struct StatisticsField {
    /// Wireshark's name, or ours.
    let name: String
    let use: Use

    init(_ name: String, _ use: Use) {
        self.name = name
        self.use = use
    }

    enum Use {
        /// Numbers, flags (0, 1), durations and times (nanoseconds); 1 for a field that is there
        /// and has no value.
        case number
        /// How many bytes its text or its bytes have.
        case byteCount
        /// Its text or its bytes, by their number in a table.
        case name(NameTable)
        /// A hash of its text or its bytes, the same for the same in all packets of a run.
        case hash
    }
}

/// The fields that a tally wants, as it calls them.
protocol StatisticsFieldName: CaseIterable, RawRepresentable where RawValue == UInt8 {
    /// Wireshark's name, or ours.
    var name: String { get }
}

/// The fields of a tally that wants none.
enum NoField: UInt8, StatisticsFieldName {
    case never

    static var allCases: [NoField] { [] }
    var name: String { "" }
}
