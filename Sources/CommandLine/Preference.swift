/// The preferences of `-o`: tshark's names.
enum Preference: String, CaseIterable, Sendable {
    case checkIPChecksum = "ip.check_checksum"
    case analyzeSequenceNumbers = "tcp.analyze_sequence_numbers"
    case checkTCPChecksum = "tcp.check_checksum"
    case desegmentStreams = "tcp.desegment_tcp_streams"
    case reassembleOutOfOrder = "tcp.reassemble_out_of_order"
    case relativeSequenceNumbers = "tcp.relative_sequence_numbers"
    case checkUDPChecksum = "udp.check_checksum"

    /// The value without `-o`.
    var isOnByDefault: Bool {
        switch self {
        case .checkIPChecksum, .checkTCPChecksum, .checkUDPChecksum: false
        case .analyzeSequenceNumbers, .desegmentStreams, .reassembleOutOfOrder,
            .relativeSequenceNumbers:
            true
        }
    }

    /// Reads `name:value`.
    static func parse(_ text: String) throws(UsageError) -> (preference: Preference, isOn: Bool) {
        guard let colon = text.firstIndex(of: ":") else {
            throw UsageError("invalid -o flag '\(text)': NAME:VALUE is expected")
        }
        let name = String(text[..<colon])
        let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        guard let preference = Preference(rawValue: name) else {
            throw UsageError(
                "-o flag '\(text)' specifies unknown preference", unknown: name,
                among: allCases.map(\.rawValue))
        }
        switch value.lowercased() {
        case "true": return (preference, true)
        case "false": return (preference, false)
        default:
            throw UsageError("-o \(name): '\(value)' is neither TRUE nor FALSE")
        }
    }
}
