internal import Dissection

extension TLSField {
    var messageDefinition: FieldDefinition? {
        switch self {
        case .certificateRequestContextLength:
            .init(
                "tls.handshake.certificate_request_context_length",
                "Certificate Request Context Length", .unsigned(bits: 8))
        case .certificateRequestContext:
            .init(
                "tls.handshake.certificate_request_context", "Certificate Request Context", .bytes)
        case .certificatesLength:
            .init("tls.handshake.certificates_length", "Certificates Length", .unsigned(bits: 24))
        case .certificates: .init("tls.handshake.certificates", "Certificates", .label)
        case .certificateLength:
            .init("tls.handshake.certificate_length", "Certificate Length", .unsigned(bits: 24))
        case .certificate: .init("tls.handshake.certificate", "Certificate", .bytes)
        case .serverCurveType:
            .init(
                "tls.handshake.server_curve_type", "Curve Type", .unsigned(bits: 8), .hexadecimal,
                names: TLSWords.curveTypes)
        case .serverNamedCurve:
            .init(
                "tls.handshake.server_named_curve", "Named Curve", .unsigned(bits: 16),
                .hexadecimal, names: TLSWords.groups)
        case .serverPointLen:
            .init("tls.handshake.server_point_len", "Pubkey Length", .unsigned(bits: 8))
        case .serverPoint: .init("tls.handshake.server_point", "Pubkey", .bytes)
        case .pLen: .init("tls.handshake.p_len", "p Length", .unsigned(bits: 16))
        case .p: .init("tls.handshake.p", "p", .bytes)
        case .gLen: .init("tls.handshake.g_len", "g Length", .unsigned(bits: 16))
        case .g: .init("tls.handshake.g", "g", .bytes)
        case .ysLen: .init("tls.handshake.ys_len", "Pubkey Length", .unsigned(bits: 16))
        case .ys: .init("tls.handshake.ys", "Pubkey", .bytes)
        case .sigLen: .init("tls.handshake.sig_len", "Signature Length", .unsigned(bits: 16))
        case .sig: .init("tls.handshake.sig", "Signature", .bytes)
        case .hintLen: .init("tls.handshake.hint_len", "Hint Length", .unsigned(bits: 16))
        case .hint: .init("tls.handshake.hint", "Hint", .bytes)
        case .clientPointLen:
            .init("tls.handshake.client_point_len", "Pubkey Length", .unsigned(bits: 8))
        case .clientPoint: .init("tls.handshake.client_point", "Pubkey", .bytes)
        case .ycLen: .init("tls.handshake.yc_len", "Pubkey Length", .unsigned(bits: 16))
        case .yc: .init("tls.handshake.yc", "Pubkey", .bytes)
        case .epmsLen:
            .init("tls.handshake.epms_len", "Encrypted PreMaster length", .unsigned(bits: 16))
        case .epms: .init("tls.handshake.epms", "Encrypted PreMaster", .bytes)
        case .identityLen:
            .init("tls.handshake.identity_len", "Identity Length", .unsigned(bits: 16))
        case .identity: .init("tls.handshake.identity", "Identity", .bytes)
        case .certTypesCount:
            .init("tls.handshake.cert_types_count", "Certificate types count", .unsigned(bits: 8))
        case .certTypes: .init("tls.handshake.cert_types", "Certificate types", .label)
        case .certType:
            .init(
                "tls.handshake.cert_type", "Certificate Type", .unsigned(bits: 8),
                names: TLSWords.certificateTypes)
        case .dnamesLen:
            .init("tls.handshake.dnames_len", "Distinguished Names Length", .unsigned(bits: 16))
        case .dnames: .init("tls.handshake.dnames", "Distinguished Names", .label)
        case .dnameLen:
            .init("tls.handshake.dname_len", "Distinguished Name Length", .unsigned(bits: 16))
        case .clientCertVrfySigLen:
            .init("tls.handshake.client_cert_vrfy.sig_len", "Signature length", .unsigned(bits: 16))
        case .clientCertVrfySig: .init("tls.handshake.client_cert_vrfy.sig", "Signature", .bytes)
        case .verifyData: .init("tls.handshake.verify_data", "Verify Data", .label)
        case .sessionTicketLifetimeHint:
            .init(
                "tls.handshake.session_ticket_lifetime_hint", "Session Ticket Lifetime Hint",
                .unsigned(bits: 32))
        case .sessionTicketAgeAdd:
            .init(
                "tls.handshake.session_ticket_age_add", "Session Ticket Age Add",
                .unsigned(bits: 32))
        case .sessionTicketNonceLength:
            .init(
                "tls.handshake.session_ticket_nonce_length", "Session Ticket Nonce Length",
                .unsigned(bits: 8))
        case .sessionTicketNonce:
            .init("tls.handshake.session_ticket_nonce", "Session Ticket Nonce", .bytes)
        case .sessionTicketLength:
            .init(
                "tls.handshake.session_ticket_length", "Session Ticket Length", .unsigned(bits: 16))
        case .keyUpdateRequestUpdate:
            .init(
                "tls.handshake.key_update.request_update", "Key Update Request", .unsigned(bits: 8),
                names: TLSWords.updateRequests)
        case .compressCertificateUncompressedLength:
            .init(
                "tls.compress_certificate.uncompressed_length", "Uncompressed Length",
                .unsigned(bits: 24))
        case .compressCertificateCompressedCertificateMessageLength:
            .init(
                "tls.compress_certificate.compressed_certificate_message.length", "Length",
                .unsigned(bits: 24))
        case .compressCertificateCompressedCertificateMessage:
            .init(
                "tls.compress_certificate.compressed_certificate_message",
                "Compressed Certificate Message", .bytes)
        case .ocspResponseListLen:
            .init(
                "tls.handshake.ocsp_response_list_len", "OCSP Response List Length",
                .unsigned(bits: 24))
        case .ocspResponseLen:
            .init("tls.handshake.ocsp_response_len", "OCSP Response Length", .unsigned(bits: 24))
        default: nil
        }
    }
}
