internal import Analysis

extension PipelineOptions {
    mutating func set(_ preference: Preference, _ isOn: Bool) {
        switch preference {
        case .checkIPChecksum: checksIPChecksums = isOn
        case .checkTCPChecksum: checksTCPChecksums = isOn
        case .checkUDPChecksum: checksUDPChecksums = isOn
        case .analyzeSequenceNumbers: analyzesSequenceNumbers = isOn
        case .relativeSequenceNumbers: showsRelativeSequenceNumbers = isOn
        case .desegmentStreams: desegmentsStreams = isOn
        case .reassembleOutOfOrder: reassemblesOutOfOrder = isOn
        }
    }
}
