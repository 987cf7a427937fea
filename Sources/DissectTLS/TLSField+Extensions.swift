internal import Dissection

extension TLSField {
    var extensionDefinition: FieldDefinition? {
        switch self {
        case .extensionLength:
            .init("tls.handshake.extensions_length", "Extensions Length", .unsigned(bits: 16))
        case .extensionType:
            .init(
                "tls.handshake.extension.type", "Type", .unsigned(bits: 16),
                names: TLSWords.extensions)
        case .extensionLen: .init("tls.handshake.extension.len", "Length", .unsigned(bits: 16))
        case .extensionData: .init("tls.handshake.extension.data", "Data", .bytes)
        case .extensionServerNameListLen:
            .init(
                "tls.handshake.extensions_server_name_list_len", "Server Name list length",
                .unsigned(bits: 16))
        case .extensionServerNameType:
            .init(
                "tls.handshake.extensions_server_name_type", "Server Name Type", .unsigned(bits: 8),
                names: TLSWords.nameTypes)
        case .extensionServerNameLen:
            .init(
                "tls.handshake.extensions_server_name_len", "Server Name length",
                .unsigned(bits: 16))
        case .extensionServerName:
            .init("tls.handshake.extensions_server_name", "Server Name", .text)
        case .maxFragmentLength:
            .init(
                "tls.handshake.max_fragment_length", "Maximum Fragment Length", .unsigned(bits: 8),
                names: TLSWords.fragmentLengths)
        case .extensionStatusRequestType:
            .init(
                "tls.handshake.extensions_status_request_type", "Certificate Status Type",
                .unsigned(bits: 8), names: TLSWords.statusTypes)
        case .extensionStatusRequestResponderIdsLen:
            .init(
                "tls.handshake.extensions_status_request_responder_ids_len",
                "Responder ID list Length", .unsigned(bits: 16))
        case .extensionStatusRequestExtsLen:
            .init(
                "tls.handshake.extensions_status_request_exts_len", "Request Extensions Length",
                .unsigned(bits: 16))
        case .extensionStatusRequestListLen:
            .init(
                "tls.handshake.extensions_status_request_list_len",
                "Certificate Status List Length", .unsigned(bits: 16))
        case .extensionSupportedGroupsLength:
            .init(
                "tls.handshake.extensions_supported_groups_length", "Supported Groups List Length",
                .unsigned(bits: 16))
        case .extensionSupportedGroups:
            .init("tls.handshake.extensions_supported_groups", "Supported Groups List", .label)
        case .extensionSupportedGroup:
            .init(
                "tls.handshake.extensions_supported_group", "Supported Group", .unsigned(bits: 16),
                .hexadecimal, names: TLSWords.groups)
        case .extensionEcPointFormatsLength:
            .init(
                "tls.handshake.extensions_ec_point_formats_length", "EC point formats Length",
                .unsigned(bits: 8))
        case .extensionEcPointFormats:
            .init("tls.handshake.extensions_ec_point_formats", "EC point formats", .label)
        case .extensionEcPointFormat:
            .init(
                "tls.handshake.extensions_ec_point_format", "EC point format", .unsigned(bits: 8),
                names: TLSWords.pointFormats)
        case .sigHashAlgLen:
            .init(
                "tls.handshake.sig_hash_alg_len", "Signature Hash Algorithms Length",
                .unsigned(bits: 16))
        case .sigHashAlgs: .init("tls.handshake.sig_hash_algs", "Signature Algorithms", .label)
        case .sigHashAlg:
            .init(
                "tls.handshake.sig_hash_alg", "Signature Algorithm", .unsigned(bits: 16),
                .hexadecimal, names: TLSWords.signatureAlgorithms)
        case .sigHashHash:
            .init(
                "tls.handshake.sig_hash_hash", "Signature Hash Algorithm Hash", .unsigned(bits: 8),
                names: TLSWords.signatureHashes)
        case .sigHashSig:
            .init(
                "tls.handshake.sig_hash_sig", "Signature Hash Algorithm Signature",
                .unsigned(bits: 8), names: TLSWords.signatureKinds)
        case .extensionHeartbeatMode:
            .init(
                "tls.handshake.extension.heartbeat.mode", "Mode", .unsigned(bits: 8),
                names: TLSWords.heartbeatModes)
        case .extensionAlpnLen:
            .init("tls.handshake.extensions_alpn_len", "ALPN Extension Length", .unsigned(bits: 16))
        case .extensionAlpnList:
            .init("tls.handshake.extensions_alpn_list", "ALPN Protocol", .label)
        case .extensionAlpnStrLen:
            .init("tls.handshake.extensions_alpn_str_len", "ALPN string length", .unsigned(bits: 8))
        case .extensionAlpnStr:
            .init("tls.handshake.extensions_alpn_str", "ALPN Next Protocol", .text)
        case .extensionPaddingData:
            .init("tls.handshake.extensions_padding_data", "Padding Data", .bytes)
        case .compressCertificateAlgorithmsLength:
            .init(
                "tls.compress_certificate.algorithms_length", "Algorithms Length",
                .unsigned(bits: 8))
        case .compressCertificateAlgorithm:
            .init(
                "tls.compress_certificate.algorithm", "Algorithm", .unsigned(bits: 16),
                names: TLSWords.compressionAlgorithms)
        case .recordSizeLimit:
            .init("tls.record_size_limit", "Record Size Limit", .unsigned(bits: 16))
        case .sessionTicket: .init("tls.handshake.session_ticket", "Session Ticket", .bytes)
        case .extensionPskIdentitiesLength:
            .init(
                "tls.handshake.extensions.psk.identities.length", "Identities Length",
                .unsigned(bits: 16))
        case .extensionPskIdentityIdentityLength:
            .init(
                "tls.handshake.extensions.psk.identity.identity_length", "Identity Length",
                .unsigned(bits: 16))
        case .extensionPskIdentityIdentity:
            .init("tls.handshake.extensions.psk.identity.identity", "Identity", .bytes)
        case .extensionPskIdentityObfuscatedTicketAge:
            .init(
                "tls.handshake.extensions.psk.identity.obfuscated_ticket_age",
                "Obfuscated Ticket Age", .unsigned(bits: 32))
        case .extensionPskBindersLen:
            .init(
                "tls.handshake.extensions.psk.binders_len", "PSK Binders length",
                .unsigned(bits: 16))
        case .extensionPskBinders:
            .init("tls.handshake.extensions.psk.binders", "PSK Binders", .label)
        case .extensionPskIdentitySelected:
            .init(
                "tls.handshake.extensions.psk.identity.selected", "Selected Identity",
                .unsigned(bits: 16))
        case .earlyDataMaxEarlyDataSize:
            .init(
                "tls.early_data.max_early_data_size", "Maximum Early Data Size", .unsigned(bits: 32)
            )
        case .extensionSupportedVersionsLen:
            .init(
                "tls.handshake.extensions.supported_versions_len", "Supported Versions length",
                .unsigned(bits: 8))
        case .extensionSupportedVersion:
            .init(
                "tls.handshake.extensions.supported_version", "Supported Version",
                .unsigned(bits: 16), .hexadecimal, names: TLSWords.versions)
        case .extensionCookieLen:
            .init("tls.handshake.extensions.cookie_len", "Cookie length", .unsigned(bits: 16))
        case .extensionCookie: .init("tls.handshake.extensions.cookie", "Cookie", .bytes)
        case .extensionPskKeModesLength:
            .init(
                "tls.extension.psk_ke_modes_length", "PSK Key Exchange Modes Length",
                .unsigned(bits: 8))
        case .extensionPskKeMode:
            .init(
                "tls.extension.psk_ke_mode", "PSK Key Exchange Mode", .unsigned(bits: 8),
                names: TLSWords.keyExchangeModes)
        case .extensionKeyShareClientLength:
            .init(
                "tls.handshake.extensions_key_share_client_length", "Client Key Share Length",
                .unsigned(bits: 16))
        case .extensionKeyShareSelectedGroup:
            .init(
                "tls.handshake.extensions_key_share_selected_group", "Selected Group",
                .unsigned(bits: 16), names: TLSWords.groups)
        case .extensionKeyShareGroup:
            .init(
                "tls.handshake.extensions_key_share_group", "Group", .unsigned(bits: 16),
                names: TLSWords.groups)
        case .extensionKeyShareKeyExchangeLength:
            .init(
                "tls.handshake.extensions_key_share_key_exchange_length", "Key Exchange Length",
                .unsigned(bits: 16))
        case .extensionKeyShareKeyExchange:
            .init("tls.handshake.extensions_key_share_key_exchange", "Key Exchange", .bytes)
        case .extensionRenegInfoLen:
            .init(
                "tls.handshake.extensions_reneg_info_len", "Renegotiation info extension length",
                .unsigned(bits: 8))
        case .extensionRenegInfo:
            .init("tls.handshake.extensions_reneg_info", "Renegotiation info", .bytes)
        case .extensionNpnStrLen:
            .init(
                "tls.handshake.extensions_npn_str_len", "Protocol string length", .unsigned(bits: 8)
            )
        case .extensionNpn: .init("tls.handshake.extensions_npn", "Next Protocol", .text)
        case .extensionAlpsLen:
            .init("tls.handshake.extensions_alps_len", "ALPS Extension Length", .unsigned(bits: 16))
        case .extensionAlpsAlpnList:
            .init("tls.handshake.extensions_alps_alpn_list", "Supported ALPN List", .label)
        case .extensionAlpsAlpnStrLen:
            .init(
                "tls.handshake.extensions_alps_alpn_str_len", "Supported ALPN Length",
                .unsigned(bits: 8))
        case .extensionAlpsAlpnStr:
            .init("tls.handshake.extensions_alps_alpn_str", "Supported ALPN", .text)
        default: nil
        }
    }
}
