internal import Dissection

/// One message of a SASL exchange, taken out of its base64: who somebody says to be, and how that
/// is proved.
struct SASLRound {
    /// Of a longer message the first bytes are read.
    static var byteCountMax: Int { 16_384 }

    enum Mechanism: Equatable { case plain, scram, digestMD5, cramMD5, external, anonymous, other }

    let mechanism: Mechanism
    let isFromClient: Bool

    /// - Parameter name: as the client chose it.
    static func mechanism(_ name: ArraySlice<UInt8>) -> Mechanism {
        let text = String(decoding: name.prefix(64), as: UTF8.self)
        return switch text {
        case "PLAIN", "X-GOOGLE-TOKEN", "X-OAUTH2": .plain
        case "DIGEST-MD5": .digestMD5
        case "CRAM-MD5": .cramMD5
        case "EXTERNAL": .external
        case "ANONYMOUS": .anonymous
        default: text.hasPrefix("SCRAM-") ? .scram : .other
        }
    }

    /// The parts that have fields, as places in the message.
    func parts(of text: ArraySlice<UInt8>) -> [(XMPPField, Range<Int>)] {
        guard isFromClient, !text.isEmpty else { return isFromClient ? [] : challenge(text) }
        switch mechanism {
        case .plain: return plain(text)
        case .scram: return scram(text)
        case .digestMD5: return digest(text)
        case .cramMD5:
            guard let blank = text.lastIndex(of: 0x20) else { return [] }
            return [(.ownSaslUsername, text.startIndex..<blank)]
        case .external: return [(.ownSaslAuthzid, text.startIndex..<text.endIndex)]
        case .anonymous, .other: return []
        }
    }

    /// RFC 4616: three texts with zeros between.
    private func plain(_ text: ArraySlice<UInt8>) -> [(XMPPField, Range<Int>)] {
        let parts = text.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return [] }
        var found: [(XMPPField, Range<Int>)] = []
        if !parts[0].isEmpty { found.append((.ownSaslAuthzid, parts[0].indices)) }
        found.append((.ownSaslUsername, parts[1].indices))
        found.append((.ownSaslPassword, parts[2].indices))
        return found
    }

    /// RFC 5802: letters with values, commas between.
    private func scram(_ text: ArraySlice<UInt8>) -> [(XMPPField, Range<Int>)] {
        var found: [(XMPPField, Range<Int>)] = []
        for part in text.split(separator: 0x2C) where part.dropFirst().first == 0x3D {
            let value = part.dropFirst(2).indices
            if part.first == UInt8(ascii: "a") { found.append((.ownSaslAuthzid, value)) }
            if part.first == UInt8(ascii: "n") { found.append((.ownSaslUsername, value)) }
        }
        return found
    }

    /// RFC 2831: names with values, in quotes or not.
    private func digest(_ text: ArraySlice<UInt8>) -> [(XMPPField, Range<Int>)] {
        let names: [(String, XMPPField)] = [
            ("username", .ownSaslUsername), ("realm", .ownSaslRealm),
            ("authzid", .ownSaslAuthzid),
        ]
        var found: [(XMPPField, Range<Int>)] = []
        var rest = text
        while let equals = rest.firstIndex(of: 0x3D) {
            let name = rest[..<equals].drop { $0.isXMLSpace || $0 == 0x2C }
            var value = rest[(equals + 1)...]
            if value.first == 0x22 {
                value = value.dropFirst()
                let end = value.firstIndex(of: 0x22) ?? value.endIndex
                rest = value[end...].dropFirst()
                value = value[..<end]
            } else {
                let end = value.firstIndex(of: 0x2C) ?? value.endIndex
                rest = value[end...].dropFirst()
                value = value[..<end]
            }
            if let field = names.first(where: { name.elementsEqual($0.0.utf8) })?.1 {
                found.append((field, value.indices))
            }
        }
        return found
    }

    private func challenge(_ text: ArraySlice<UInt8>) -> [(XMPPField, Range<Int>)] {
        mechanism == .digestMD5 ? digest(text).filter { $0.0 == .ownSaslRealm } : []
    }
}
