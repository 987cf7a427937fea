extension DNSShape {
    static let table = oldest.merging(older) { $1 }.merging(newer) { $1 }

    /// RFC 1035 to 1348.
    private static let oldest: [UInt16: DNSShape] = [
        1: DNSShape(DNSPart(.ipv4, .ipv4Address, shown: true)),
        2: DNSShape(.name(.ns, shown: true)),
        3: DNSShape(.name(.md), owner: true),
        4: DNSShape(.name(.mf), owner: true),
        5: DNSShape(.name(.cname, shown: true)),
        6: DNSShape(
            .name(.soaMname, shown: true), .name(.soaRname), .number32(.soaSerialNumber),
            .number32(.soaRefreshInterval), .number32(.soaRetryInterval),
            .number32(.soaExpireLimit), .number32(.soaMinimumTtl)),
        7: DNSShape(.name(.mb), owner: true),
        8: DNSShape(.name(.mg), owner: true),
        9: DNSShape(.name(.mr), owner: true),
        10: DNSShape(.rest(.nullData), owner: true),
        11: DNSShape(
            DNSPart(.ipv4, .wksAddress, shown: true), .number8(.wksProtocol), .own(.serviceBits)),
        12: DNSShape(.name(.ptrDomainName, shown: true)),
        13: DNSShape(
            .text8(.hinfoCpuLength, .hinfoCpu, shown: true),
            .text8(.hinfoOsLength, .hinfoOs, shown: true)),
        14: DNSShape(.name(.minfoR), .name(.minfoE), owner: true),
        15: DNSShape(.number16(.mxPreference, shown: true), .name(.mxMailExchange, shown: true)),
        16: DNSShape(.texts(.txtLength, .txt)),
        17: DNSShape(.name(.rpMailbox), .name(.rpTxtRr), owner: true),
        18: DNSShape(.number16(.afsdbSubtype), .name(.afsdbHostname), owner: true),
        19: DNSShape(.text8(.x25Length, .x25PsdnAddress), owner: true),
        20: DNSShape(.text8(.idsnLength, .idsnAddress), .own(.isdnSubaddress), owner: true),
        21: DNSShape(.number16(.rtSubtype), .name(.rtIntermediateHost), owner: true),
        22: DNSShape(.rest(.nsapRdata), owner: true),
        23: DNSShape(.name(.nsapPtrOwner), owner: true),
    ]

    /// RFC 1664 to 3123.
    private static let older: [UInt16: DNSShape] = [
        24: signature,
        25: DNSShape(
            .number16(.keyFlags), .number8(.keyProtocol), .number8(.keyAlgorithm),
            .rest(.keyPublicKey)),
        26: DNSShape(.number16(.pxPreference), .name(.pxMap822), .name(.pxMap400), owner: true),
        27: DNSShape(
            .text8(.gposLongitudeLength, .gposLongitude),
            .text8(.gposLatitudeLength, .gposLatitude),
            .text8(.gposAltitudeLength, .gposAltitude), owner: true),
        28: DNSShape(DNSPart(.ipv6, .ipv6Address, shown: true)),
        29: DNSShape(.number8(.locVersion), .own(.location)),
        30: DNSShape(.name(.nxtNextDomainName, shown: true), .own(.oldTypeBits)),
        33: DNSShape(
            .number16(.srvPriority, shown: true), .number16(.srvWeight, shown: true),
            .number16(.srvPort, shown: true), .name(.srvTarget, shown: true)),
        35: DNSShape(
            .number16(.naptrOrder, shown: true), .number16(.naptrPreference, shown: true),
            .text8(.naptrFlagsLength, .naptrFlags, shown: true),
            .text8(.naptrServiceLength, .naptrService),
            .text8(.naptrRegexLength, .naptrRegex), .name(.naptrReplacement), late: true),
        36: DNSShape(.number16(.kxPreference, shown: true), .name(.kxKeyExchange, shown: true)),
        37: DNSShape(
            .number16(.certType), .number16(.certKeyTag), .number8(.certAlgorithm),
            .rest(.certCertificate)),
        38: DNSShape(.own(.a6)),
        39: DNSShape(.name(.dname, shown: true)),
        41: DNSShape(.own(.options)),
        42: DNSShape(.own(.apl), owner: true),
    ]

    /// RFC 3658 and later.
    private static let newer: [UInt16: DNSShape] = [
        43: delegation,
        44: DNSShape(
            .number8(.sshfpAlgorithm), .number8(.sshfpFingerprintType), .rest(.sshfpFingerprint)),
        45: DNSShape(.number8(.ipseckeyGatewayPrecedence), .own(.ipsecKey)),
        46: signature,
        47: DNSShape(.name(.nsecNextDomainName, shown: true), .own(.typeBits)),
        48: publicKey,
        49: DNSShape(.rest(.dhcidRdata), owner: true),
        50: DNSShape(
            .number8(.nsec3Algo), .number8(.nsec3Flags), .number16(.nsec3Iterations),
            .sized8(.nsec3SaltLength, .nsec3SaltValue),
            DNSPart(.hash8, .nsec3HashValue, length: .nsec3HashLength), .own(.typeBits)),
        51: DNSShape(
            .number8(.nsec3Algo), .number8(.nsec3Flags), .number16(.nsec3Iterations),
            .sized8(.nsec3SaltLength, .nsec3SaltValue), owner: true),
        52: DNSShape(
            .number8(.tlsaCertificateUsage), .number8(.tlsaSelector), .number8(.tlsaMatchingType),
            .rest(.tlsaCertificateAssociationData), owner: true),
        55: DNSShape(.own(.hip), owner: true),
        59: delegation,
        60: publicKey,
        61: DNSShape(.own(.restOfText, .openpgpkey)),
        62: DNSShape(
            .number32(.csyncSoa), .number16(.csyncFlags),
            .own(.typeBits, .csyncTypeBitmap)),
        63: DNSShape(
            .number32(.zonemdSerial), .number8(.zonemdScheme), .number8(.zonemdHashAlgo),
            .rest(.zonemdDigest)),
        64: service,
        65: service,
        99: DNSShape(.texts(.spfLength, .spf)),
        104: DNSShape(.number16(.ilnpNidPreference), DNSPart(.bytes8, .ilnpNid)),
        105: DNSShape(.number16(.ilnpL32Preference), DNSPart(.ipv4, .ilnpL32)),
        106: DNSShape(.number16(.ilnpL64Preference), DNSPart(.bytes8, .ilnpL64)),
        107: DNSShape(.number16(.ilnpLpPreference), .name(.ilnpLp)),
        108: DNSShape(DNSPart(.mac, .eui48)),
        109: DNSShape(DNSPart(.bytes8, .eui64)),
        249: DNSShape(
            .name(.tkeyAlgoName), DNSPart(.time32, .tkeySignatureInception),
            DNSPart(.time32, .tkeySignatureExpiration), .number16(.tkeyMode),
            .number16(.tkeyError), .sized16(.tkeyKeySize, .tkeyKeyData),
            .sized16(.tkeyOtherSize, .tkeyOtherData)),
        250: DNSShape(
            .name(.tsigAlgorithmName), DNSPart(.time48, .tsigTimeSigned), .number16(.tsigFudge),
            .sized16(.tsigMacSize, .tsigMac), .number16(.tsigOriginalId), .number16(.tsigError),
            .sized16(.tsigOtherLen, .tsigOtherData)),
        257: DNSShape(.number8(.caaFlags), .own(.caa)),
        32769: delegation,
        65281: DNSShape(
            DNSPart(.flag32, .winsLocalFlag), .number32(.winsLookupTimeout),
            .number32(.winsCacheTimeout), .own(.winsServers, .winsWinsServer)),
        65282: DNSShape(
            DNSPart(.flag32, .winsrLocalFlag), .number32(.winsrLookupTimeout),
            .number32(.winsrCacheTimeout), .name(.winsrNameResultDomain, shown: true)),
        65422: DNSShape(.own(.forwardedFor)),
    ]

    private static let signature = DNSShape(
        .number16(.rrsigTypeCovered), .number8(.rrsigAlgorithm), .number8(.rrsigLabels),
        .number32(.rrsigOriginalTtl), DNSPart(.time32, .rrsigSignatureExpiration),
        DNSPart(.time32, .rrsigSignatureInception), .number16(.rrsigKeyTag),
        .name(.rrsigSignersName), .rest(.rrsigSignature))
    private static let delegation = DNSShape(
        .number16(.dsKeyId), .number8(.dsAlgorithm), .number8(.dsDigestType), .rest(.dsDigest))
    private static let publicKey = DNSShape(
        .number16(.dnskeyFlags), .number8(.dnskeyProtocol), .number8(.dnskeyAlgorithm),
        .rest(.dnskeyPublicKey))
    private static let service = DNSShape(
        .number16(.svcbSvcpriority), .name(.svcbTargetname), .own(.parameters))
}
