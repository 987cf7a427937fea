internal import Dissection

extension TLSField {
    var certificateDefinition: FieldDefinition? {
        switch self {
        case .x509afVersion: .init("x509af.version", "Version", .unsigned(bits: 8))
        case .x509afSerialNumber: .init("x509af.serialNumber", "Serial Number", .bytes)
        case .x509afAlgorithmId: .init("x509af.algorithm.id", "Algorithm Id", .text)
        case .x509afIssuer:
            .init("x509af.issuer", "Issuer", .unsigned(bits: 32), names: X509Words.choice)
        case .x509afSubject:
            .init("x509af.subject", "Subject", .unsigned(bits: 32), names: X509Words.choice)
        case .x509ifRdnSequence: .init("x509if.rdnSequence", "Names", .unsigned(bits: 32))
        case .x509afRdnSequence: .init("x509af.rdnSequence", "Names", .unsigned(bits: 32))
        case .x509ifRDNSequenceItem:
            .init("x509if.RDNSequence_item", "Parts of a name", .unsigned(bits: 32))
        case .x509ifOid: .init("x509if.oid", "Object Id", .text)
        case .x509satCountryName: .init("x509sat.CountryName", "Country Name", .text)
        case .x509satDirectoryString:
            .init(
                "x509sat.DirectoryString", "Directory String", .unsigned(bits: 32),
                names: X509Words.strings)
        case .x509satTeletexString: .init("x509sat.teletexString", "Teletex String", .text)
        case .x509satPrintableString: .init("x509sat.printableString", "Printable String", .text)
        case .x509satUniversalString: .init("x509sat.universalString", "Universal String", .text)
        case .x509satBmpString: .init("x509sat.bmpString", "BMP String", .text)
        case .x509satUTF8String: .init("x509sat.uTF8String", "UTF-8 String", .text)
        case .x509satIA5String: .init("x509sat.IA5String", "IA5 String", .text)
        case .x509afNotBefore:
            .init("x509af.notBefore", "Not before", .unsigned(bits: 32), names: X509Words.times)
        case .x509afNotAfter:
            .init("x509af.notAfter", "Not after", .unsigned(bits: 32), names: X509Words.times)
        case .x509afUtcTime: .init("x509af.utcTime", "UTC time", .text)
        case .x509afGeneralizedTime: .init("x509af.generalizedTime", "Generalized time", .time)
        case .x509afSubjectPublicKey: .init("x509af.subjectPublicKey", "Subject public key", .bytes)
        case .x509afExtensions: .init("x509af.extensions", "Extensions", .unsigned(bits: 32))
        case .x509afExtensionId: .init("x509af.extension.id", "Extension Id", .text)
        case .x509afCritical: .init("x509af.critical", "Critical", .boolean)
        case .x509ceSubjectKeyIdentifier:
            .init("x509ce.SubjectKeyIdentifier", "Subject key identifier", .bytes)
        case .x509ceKeyIdentifier: .init("x509ce.keyIdentifier", "Key identifier", .bytes)
        case .x509ceCA: .init("x509ce.cA", "CA", .boolean)
        case .x509ceGeneralNames: .init("x509ce.GeneralNames", "General names", .unsigned(bits: 32))
        case .x509ceGeneralName:
            .init(
                "x509ce.GeneralName", "General name", .unsigned(bits: 32),
                names: X509Words.generalNames)
        case .x509ceDNSName: .init("x509ce.dNSName", "DNS name", .text)
        case .x509ceRfc822Name: .init("x509ce.rfc822Name", "Mail address", .text)
        case .x509ceUniformResourceIdentifier:
            .init("x509ce.uniformResourceIdentifier", "URI", .text)
        case .x509ceIPAddressIpv4: .init("x509ce.IPAddress.ipv4", "IPv4 address", .ipv4)
        case .x509ceIPAddressIpv6: .init("x509ce.IPAddress.ipv6", "IPv6 address", .ipv6)
        case .x509afEncrypted: .init("x509af.encrypted", "Signature", .bytes)
        default: nil
        }
    }
}

/// The words for choices in a certificate: tshark's.
enum X509Words {
    static let choice: [(UInt64, StaticString)] = [(0, "rdnSequence")]

    static let times: [(UInt64, StaticString)] = [(0, "utcTime"), (1, "generalizedTime")]

    static let strings: [(UInt64, StaticString)] = [
        (0, "teletexString"), (1, "printableString"), (2, "universalString"), (3, "bmpString"),
        (4, "uTF8String"),
    ]

    static let generalNames: [(UInt64, StaticString)] = [
        (0, "otherName"), (1, "rfc822Name"), (2, "dNSName"), (3, "x400Address"),
        (4, "directoryName"), (5, "ediPartyName"), (6, "uniformResourceIdentifier"),
        (7, "iPAddress"), (8, "registeredID"),
    ]
}
