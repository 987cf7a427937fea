internal import Bytes
internal import Dissection

/// The extensions of a certificate: what other names its owner has, first of all.
enum X509Extension {
    static func readAll(
        _ list: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        var counted = list
        var count = 0
        while counted.remaining > 0 {
            let item = try DERItem(&counted)
            _ = item.tag
            count += 1
        }
        message.put(.x509afExtensions, count)
        var left = X509Certificate.itemCountMax
        while list.remaining > 0, left > 0 {
            left -= 1
            var item = try DERItem(&list)
            var object = try DERItem(&item.content)
            let name = ObjectIdentifier.text(&object.content)
            message.put(.x509afExtensionId, made: name)
            var value = try DERItem(&item.content)
            if value.tag == DERItem.Tag.boolean {
                message.add(TLSField.x509afCritical.id, .flag(try value.content.readUInt8() != 0))
                value = try DERItem(&item.content)
            }
            message.addLayer("x509ce")
            try read(String(decoding: name, as: UTF8.self), &value.content, places, &message)
        }
    }

    private static func read(
        _ name: String, _ content: inout ByteCursor, _ places: TLSPlaces,
        _ message: inout Message
    ) throws(ParseError) {
        switch name {
        case "2.5.29.14":
            let key = try DERItem(&content)
            message.put(.x509ceSubjectKeyIdentifier, key.content.place, places)
        case "2.5.29.17", "2.5.29.18":
            var names = try DERItem(&content)
            try readNames(&names.content, places, into: &message)
        case "2.5.29.19":
            var constraints = try DERItem(&content)
            guard constraints.content.remaining > 0 else { return }
            var authority = try DERItem(&constraints.content)
            guard authority.tag == DERItem.Tag.boolean else { return }
            message.add(
                TLSField.x509ceCA.id, .flag(try authority.content.readUInt8() != 0))
        case "2.5.29.35":
            var authority = try DERItem(&content)
            guard authority.content.remaining > 0 else { return }
            let key = try DERItem(&authority.content)
            if key.tag == 0x80 {
                message.put(.x509ceKeyIdentifier, key.content.place, places)
            }
        default: break
        }
    }

    private static func readNames(
        _ list: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        var counted = list
        var count = 0
        while counted.remaining > 0 {
            let item = try DERItem(&counted)
            _ = item.tag
            count += 1
        }
        message.put(.x509ceGeneralNames, count)
        while list.remaining > 0 {
            var name = try DERItem(&list)
            message.put(.x509ceGeneralName, name.tag & 0x1F)
            let place = name.content.place
            switch name.tag {
            case 0x81: message.put(text: .x509ceRfc822Name, place, places)
            case 0x82: message.put(text: .x509ceDNSName, place, places)
            case 0x86: message.put(text: .x509ceUniformResourceIdentifier, place, places)
            case 0x87 where place.count == 4:
                let address: UInt32 = try name.content.readBigEndian()
                message.add(TLSField.x509ceIPAddressIpv4.id, .ipv4(address))
            case 0x87 where place.count == 16:
                let high: UInt64 = try name.content.readBigEndian()
                message.add(
                    TLSField.x509ceIPAddressIpv6.id,
                    .ipv6(high: high, low: try name.content.readBigEndian()))
            default: break
            }
        }
    }
}
