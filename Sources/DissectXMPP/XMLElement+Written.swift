extension XMLElement {
    /// The element with all that is in it.
    public func written(_ style: XMLStyle = .plain) -> [UInt8] {
        var bytes: [UInt8] = []
        write(style, to: &bytes)
        return bytes
    }

    /// The start tag of an element that goes on, as a stream does.
    public func writtenStartTag(_ style: XMLStyle = .plain) -> [UInt8] {
        var bytes: [UInt8] = []
        writeOpening(style, to: &bytes)
        bytes.append(UInt8(ascii: ">"))
        return bytes
    }

    private func write(_ style: XMLStyle, to bytes: inout [UInt8]) {
        writeOpening(style, to: &bytes)
        guard !contents.isEmpty else {
            bytes += style.hasSpaceInEmptyTags ? " />".utf8 : "/>".utf8
            return
        }
        bytes.append(UInt8(ascii: ">"))
        for content in contents {
            switch content {
            case .element(let child): child.write(style, to: &bytes)
            case .text(let text): bytes.append(text: text)
            }
        }
        bytes += "</".utf8
        bytes += name.utf8
        bytes.append(UInt8(ascii: ">"))
    }

    private func writeOpening(_ style: XMLStyle, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "<"))
        bytes += name.utf8
        for attribute in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes += attribute.name.utf8
            bytes.append(UInt8(ascii: "="))
            bytes.append(style.quote.rawValue)
            bytes.append(value: attribute.value)
            bytes.append(style.quote.rawValue)
        }
    }
}

extension [UInt8] {
    /// Text between tags.  A carriage return would be read as an end of line (XML, section 2.11).
    fileprivate mutating func append(text: String) {
        for character in text.unicodeScalars {
            switch character {
            case "&": self += "&amp;".utf8
            case "<": self += "&lt;".utf8
            case ">": self += "&gt;".utf8
            case "\r": self += "&#13;".utf8
            default: append(character)
            }
        }
    }

    /// A value between quotes of either kind, where all white space would be read as blanks.
    fileprivate mutating func append(value: String) {
        for character in value.unicodeScalars {
            switch character {
            case "&": self += "&amp;".utf8
            case "<": self += "&lt;".utf8
            case "\"": self += "&quot;".utf8
            case "'": self += "&apos;".utf8
            case "\t", "\n", "\r": self += "&#\(character.value);".utf8
            default: append(character)
            }
        }
    }

    /// What XML has no way to write becomes the replacement character (XML, section 2.2).
    private mutating func append(_ character: Unicode.Scalar) {
        let isWritable =
            switch character.value {
            case 0x09, 0x0A, 0x20...0xFFFD, 0x1_0000...: true
            default: false
            }
        self += String(isWritable ? character : "\u{FFFD}").utf8
    }
}
