internal import Bytes
internal import Dissection

/// Reads a certificate's names and dates, its key's and its signature's places (RFC 5280).
enum X509Certificate {
    /// Of more extensions, or parts of a name, only the first are shown.
    static var itemCountMax: Int { 256 }

    static func read(
        _ input: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) {
        do throws(ParseError) {
            var whole = try DERItem(&input)
            var signed = try DERItem(&whole.content)
            try readSigned(&signed.content, places, into: &message)
            try readAlgorithm(&whole.content, into: &message)
            var signature = try DERItem(&whole.content)
            put(bits: .x509afEncrypted, &signature.content, places, into: &message)
        } catch {
            message.notes.append(Note("tls.certificate-malformed", error, .ours))
        }
    }

    private static func readSigned(
        _ input: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        var first = input
        var item = try DERItem(&first)
        if item.tag == 0xA0 {
            var version = try DERItem(&item.content)
            if version.content.remaining > 0 {
                message.put(.x509afVersion, try version.content.readUInt8())
            }
            input = first
        }
        let serial = try DERItem(&input)
        message.put(.x509afSerialNumber, serial.content.place, places)
        try readAlgorithm(&input, into: &message)
        message.put(.x509afIssuer, 0)
        var issuer = input
        let issuerItem = try DERItem(&input)
        _ = issuerItem.tag
        readName(&issuer, .x509ifRdnSequence, places, into: &message)
        var validity = try DERItem(&input)
        try readTime(.x509afNotBefore, &validity.content, places, into: &message)
        try readTime(.x509afNotAfter, &validity.content, places, into: &message)
        message.put(.x509afSubject, 0)
        var subject = input
        let subjectItem = try DERItem(&input)
        _ = subjectItem.tag
        readName(&subject, .x509afRdnSequence, places, into: &message)
        var key = try DERItem(&input)
        try readAlgorithm(&key.content, into: &message)
        var bits = try DERItem(&key.content)
        put(bits: .x509afSubjectPublicKey, &bits.content, places, into: &message)
        while input.remaining > 0 {
            var extra = try DERItem(&input)
            guard extra.tag == 0xA3 else { continue }
            var list = try DERItem(&extra.content)
            try X509Extension.readAll(&list.content, places, into: &message)
        }
    }

    private static func put(
        bits field: TLSField, _ content: inout ByteCursor, _ places: TLSPlaces,
        into message: inout Message
    ) {
        // Before them is how many are left over in the last byte.
        guard (try? content.readUInt8()) != nil else { return }
        message.put(field, content.place, places)
    }

    private static func readAlgorithm(
        _ input: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        var algorithm = try DERItem(&input)
        var object = try DERItem(&algorithm.content)
        let name = ObjectIdentifier.text(&object.content)
        message.put(.x509afAlgorithmId, made: name)
        if name == ellipticCurve { message.addLayer("pkcs-1") }
    }

    private static let ellipticCurve = Array("1.2.840.10045.2.1".utf8)

    private static func readTime(
        _ field: TLSField, _ input: inout ByteCursor, _ places: TLSPlaces,
        into message: inout Message
    ) throws(ParseError) {
        var item = try DERItem(&input)
        let isShort = item.tag == DERItem.Tag.utcTime
        message.put(field, isShort ? 0 : 1)
        guard let time = X509Time(&item.content, isShort: isShort) else { return }
        if isShort {
            message.put(.x509afUtcTime, made: time.text)
        } else {
            message.add(TLSField.x509afGeneralizedTime.id, .time(time.nanoseconds))
        }
    }

    /// Reads a name: a list of sets of types with values.
    static func readName(
        _ input: inout ByteCursor, _ field: TLSField, _ places: TLSPlaces,
        into message: inout Message
    ) {
        do throws(ParseError) {
            var list = try DERItem(&input)
            var counted = list.content
            var count = 0
            while counted.remaining > 0 {
                let item = try DERItem(&counted)
                _ = item.tag
                count += 1
            }
            message.put(field, count)
            var left = itemCountMax
            while list.content.remaining > 0, left > 0 {
                left -= 1
                var set = try DERItem(&list.content)
                message.put(.x509ifRDNSequenceItem, 1)
                while set.content.remaining > 0 {
                    var pair = try DERItem(&set.content)
                    var object = try DERItem(&pair.content)
                    let name = ObjectIdentifier.text(&object.content)
                    message.put(.x509ifOid, made: name)
                    let value = try DERItem(&pair.content)
                    put(value, of: name, places, into: &message)
                }
            }
        } catch {
            message.notes.append(Note("tls.certificate-malformed", error, .ours))
        }
    }

    private static let countryName = Array("2.5.4.6".utf8)

    private static func put(
        _ value: DERItem, of name: [UInt8], _ places: TLSPlaces, into message: inout Message
    ) {
        let place = value.content.place
        message.addLayer("x509sat")
        if name == countryName { return message.put(text: .x509satCountryName, place, places) }
        let choice: (Int, TLSField)
        switch value.tag {
        case DERItem.Tag.teletex: choice = (0, .x509satTeletexString)
        case DERItem.Tag.printable: choice = (1, .x509satPrintableString)
        case DERItem.Tag.universal: choice = (2, .x509satUniversalString)
        case DERItem.Tag.bmp: choice = (3, .x509satBmpString)
        case DERItem.Tag.utf8: choice = (4, .x509satUTF8String)
        default: return message.put(text: .x509satIA5String, place, places)
        }
        message.put(.x509satDirectoryString, choice.0)
        message.put(text: choice.1, place, places)
    }
}

extension ByteCursor {
    /// Where the bytes are that are left.
    var place: StreamRange { StreamRange(offset: offset, count: remaining) }
}
