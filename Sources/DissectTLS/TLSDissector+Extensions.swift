internal import Bytes
internal import Dissection

extension TLSDissector {
    /// Reads a list of extensions.
    func readExtensions(
        _ body: inout ByteCursor, _ places: TLSPlaces, _ carrier: TLSExtensionCarrier,
        _ hello: inout TLSHello, into message: inout Message
    ) throws(ParseError) {
        var fingerprint = TLSFingerprint()
        try readExtensions(&body, places, carrier, &hello, &fingerprint, into: &message)
    }

    func readExtensions(
        _ body: inout ByteCursor, _ places: TLSPlaces, _ carrier: TLSExtensionCarrier,
        _ hello: inout TLSHello, _ fingerprint: inout TLSFingerprint,
        into message: inout Message
    ) throws(ParseError) {
        let total = Int(try body.readBigEndian(UInt16.self))
        message.put(.extensionLength, total)
        var list = try body.readCursor(count: total)
        while list.remaining > 0 {
            let type: UInt16 = try list.readBigEndian()
            let count = Int(try list.readBigEndian(UInt16.self))
            message.put(.extensionType, type)
            message.put(.extensionLen, count)
            fingerprint.add(extension: type)
            var input = try list.readCursor(count: count)
            do throws(ParseError) {
                try read(
                    type, &input, places, carrier, &hello, &fingerprint, into: &message)
            } catch {
                message.notes.append(Note("tls.extension-malformed", error, .ours))
            }
        }
    }

    private func read(
        _ type: UInt16, _ input: inout ByteCursor, _ places: TLSPlaces,
        _ carrier: TLSExtensionCarrier, _ hello: inout TLSHello,
        _ fingerprint: inout TLSFingerprint, into message: inout Message
    ) throws(ParseError) {
        let isHello = carrier == .serverHello || carrier == .helloRetryRequest
        switch type {
        case TLSExtensionType.applicationNames:
            try readApplicationNames(&input, places, carrier, &hello, into: &message)
        case TLSExtensionType.encryptThenMAC: hello.encryptsFirst = true
        case TLSExtensionType.extendedMasterSecret,
            TLSExtensionType.postHandshakeAuthentication:
            break
        case TLSExtensionType.supportedVersions:
            if isHello {
                let version: UInt16 = try input.readBigEndian()
                hello.selectedVersion = version
                message.put(.extensionSupportedVersion, version)
                return
            }
            let count = Int(try input.readUInt8())
            message.put(.extensionSupportedVersionsLen, count)
            var versions = try input.readCursor(count: count)
            while versions.remaining >= 2 {
                message.put(.extensionSupportedVersion, try versions.readBigEndian(UInt16.self))
            }
        case TLSExtensionType.sessionTicket:
            let place = StreamRange(offset: input.offset, count: input.remaining)
            hello.ticket = try input.readArray(count: input.remaining)
            if message.depth >= .fields { addData(place, places, into: &message) }
        case TLSExtensionType.earlyData:
            if carrier == .ticket {
                message.put(.earlyDataMaxEarlyDataSize, try input.readBigEndian(UInt32.self))
            }
            hello.hasEarlyData = true
        default:
            guard message.depth >= .fields else { return }
            try readForFields(type, &input, places, carrier, &fingerprint, into: &message)
        }
    }

    private func readApplicationNames(
        _ input: inout ByteCursor, _ places: TLSPlaces, _ carrier: TLSExtensionCarrier,
        _ hello: inout TLSHello, into message: inout Message
    ) throws(ParseError) {
        let count = Int(try input.readBigEndian(UInt16.self))
        message.put(.extensionAlpnLen, count)
        var list = try input.readCursor(count: count)
        message.put(.extensionAlpnList)
        while list.remaining > 0 {
            let nameCount = Int(try list.readUInt8())
            message.put(.extensionAlpnStrLen, nameCount)
            let place = StreamRange(offset: list.offset, count: nameCount)
            let name = try list.readArray(count: nameCount)
            message.put(text: .extensionAlpnStr, place, places)
            // What a client offers decides nothing.
            if carrier != .clientHello { hello.applicationName = name }
        }
    }

    func addData(_ place: StreamRange, _ places: TLSPlaces, into message: inout Message) {
        message.put(.extensionData, place, places)
    }
}
