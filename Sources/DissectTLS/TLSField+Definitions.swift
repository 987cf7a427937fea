public import Dissection

public enum TLSFields {
    public static let family = FieldFamily(.tls, TLSField.allCases.map(\.definition))
}

extension TLSField {
    var definition: FieldDefinition {
        recordDefinition ?? extensionDefinition ?? messageDefinition ?? certificateDefinition
            ?? .init("tls", "Transport Layer Security", .layer)
    }

    private var recordDefinition: FieldDefinition? {
        switch self {
        case .tls: .init("tls", "Transport Layer Security", .layer)
        case .record: .init("tls.record", "Record Layer", .label)
        case .recordContentType:
            .init(
                "tls.record.content_type", "Content Type", .unsigned(bits: 8),
                names: TLSWords.contentTypes)
        case .recordOpaqueType:
            .init(
                "tls.record.opaque_type", "Opaque Type", .unsigned(bits: 8),
                names: TLSWords.contentTypes)
        case .recordVersion:
            .init(
                "tls.record.version", "Version", .unsigned(bits: 16), .hexadecimal,
                names: TLSWords.versions)
        case .recordLength: .init("tls.record.length", "Length", .unsigned(bits: 16))
        case .appData: .init("tls.app_data", "Encrypted Application Data", .bytes)
        case .appDataProto: .init("tls.app_data_proto", "Application Data Protocol", .text)
        case .changeCipherSpec:
            .init("tls.change_cipher_spec", "Change Cipher Spec Message", .label)
        case .alertMessage: .init("tls.alert_message", "Alert Message", .label)
        case .alertMessageLevel:
            .init(
                "tls.alert_message.level", "Level", .unsigned(bits: 8), names: TLSWords.alertLevels)
        case .alertMessageDesc:
            .init(
                "tls.alert_message.desc", "Description", .unsigned(bits: 8),
                names: TLSWords.alertDescriptions)
        case .heartbeatMessage: .init("tls.heartbeat_message", "Heartbeat Message", .label)
        case .heartbeatMessageType:
            .init(
                "tls.heartbeat_message.type", "Type", .unsigned(bits: 8),
                names: TLSWords.heartbeatTypes)
        case .heartbeatMessagePayloadLength:
            .init("tls.heartbeat_message.payload_length", "Payload Length", .unsigned(bits: 16))
        case .heartbeatMessagePayload:
            .init("tls.heartbeat_message.payload", "Payload Length", .bytes)
        case .heartbeatMessagePadding:
            .init("tls.heartbeat_message.padding", "Payload Length", .bytes)
        case .handshake: .init("tls.handshake", "Handshake Protocol", .label)
        case .handshakeType:
            .init(
                "tls.handshake.type", "Handshake Message Type", .unsigned(bits: 8),
                names: TLSWords.handshakeTypes)
        case .handshakeLength: .init("tls.handshake.length", "Length", .unsigned(bits: 24))
        case .handshakeVersion:
            .init(
                "tls.handshake.version", "Version", .unsigned(bits: 16), .hexadecimal,
                names: TLSWords.versions)
        case .random: .init("tls.handshake.random", "Random", .bytes)
        case .randomTime: .init("tls.handshake.random_time", "GMT Unix Time", .time)
        case .randomBytes: .init("tls.handshake.random_bytes", "Random Bytes", .bytes)
        case .sessionIdLength:
            .init("tls.handshake.session_id_length", "Session ID Length", .unsigned(bits: 16))
        case .sessionId: .init("tls.handshake.session_id", "Session ID", .bytes)
        case .cipherSuitesLength:
            .init("tls.handshake.cipher_suites_length", "Cipher Suites Length", .unsigned(bits: 16))
        case .ciphersuites: .init("tls.handshake.ciphersuites", "Cipher Suites", .label)
        case .ciphersuite:
            .init(
                "tls.handshake.ciphersuite", "Cipher Suite", .unsigned(bits: 16), .hexadecimal,
                names: TLSCipherSuiteNames.all)
        case .compMethodsLength:
            .init(
                "tls.handshake.comp_methods_length", "Compression Methods Length",
                .unsigned(bits: 8))
        case .compMethods: .init("tls.handshake.comp_methods", "Compression Methods", .label)
        case .compMethod:
            .init(
                "tls.handshake.comp_method", "Compression Method", .unsigned(bits: 8),
                names: TLSWords.compressionMethods)
        case .cipherSpecLen:
            .init("tls.handshake.cipher_spec_len", "Cipher Spec Length", .unsigned(bits: 16))
        case .cipherspec:
            .init("tls.handshake.cipherspec", "Cipher Spec", .unsigned(bits: 24), .hexadecimal)
        case .challengeLength:
            .init("tls.handshake.challenge_length", "Challenge Length", .unsigned(bits: 16))
        case .challenge: .init("tls.handshake.challenge", "Challenge", .label)
        case .ja3Full: .init("tls.handshake.ja3_full", "JA3 Fullstring", .text)
        case .ja3: .init("tls.handshake.ja3", "JA3", .text)
        case .ja3sFull: .init("tls.handshake.ja3s_full", "JA3S Fullstring", .text)
        case .ja3s: .init("tls.handshake.ja3s", "JA3S", .text)
        case .resumed:
            .init(
                "tls.resumed",
                "This session reuses previously negotiated keys (Session resumption)", .label)
        default: nil
        }
    }
}
