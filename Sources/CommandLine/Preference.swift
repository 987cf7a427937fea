/// What one `-o` says.
enum Setting: Equatable {
    case flag(Preference, isOn: Bool)
    case keyLogFile(String)
}

/// The preferences of `-o` that are on or off: tshark's names.
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

    /// The only one that is neither.
    static let keyLogFile = "tls.keylog_file"
    static let names = allCases.map(\.rawValue) + [keyLogFile]

    /// Reads `name:value`.
    static func parse(_ text: String) throws(UsageError) -> Setting {
        guard let colon = text.firstIndex(of: ":") else {
            throw UsageError("invalid -o flag '\(text)': NAME:VALUE is expected")
        }
        let name = String(text[..<colon])
        let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        if name == keyLogFile { return .keyLogFile(String(value)) }
        guard let preference = Preference(rawValue: name) else {
            throw UsageError(
                "-o flag '\(text)' specifies unknown preference", unknown: name,
                among: names)
        }
        switch value.lowercased() {
        case "true": return .flag(preference, isOn: true)
        case "false": return .flag(preference, isOn: false)
        default:
            throw UsageError("-o \(name): '\(value)' is neither TRUE nor FALSE")
        }
    }
}
