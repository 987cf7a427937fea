/// What stands in quotes and brackets.
extension FilterLexer {
    mutating func readString() throws(FilterMistake) -> [UInt8] {
        let start = index
        var value: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return value
            case UInt8(ascii: "\\"): value += try readEscape()
            default: value.append(byte)
            }
        }
        throw FilterMistake("the quote that ends this text is missing", at: start..<bytes.count)
    }

    /// As in `r"\d+"`: a backslash stands for itself, and keeps a quote behind it from ending the
    /// text.
    mutating func readRawString() throws(FilterMistake) -> [UInt8] {
        let start = index
        var value: [UInt8] = []
        index += 2
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return value }
            value.append(byte)
            if byte == UInt8(ascii: "\\"), index < bytes.count {
                value.append(bytes[index])
                index += 1
            }
        }
        throw FilterMistake("the quote that ends this text is missing", at: start..<bytes.count)
    }

    mutating func readCharacter() throws(FilterMistake) -> UInt8 {
        let start = index
        index += 1
        var value: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "'") {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\") { value += try readEscape() } else { value.append(byte) }
        }
        guard index < bytes.count else {
            throw FilterMistake(
                "the quote that ends this character is missing", at: start..<bytes.count)
        }
        index += 1
        if value.count == 1 { return value[0] }
        throw FilterMistake(
            "single quotes are for one character, double quotes for text", at: start..<index)
    }

    /// The text up to the closing bracket, which is passed.
    mutating func readBracket() throws(FilterMistake) -> String {
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") { index += 1 }
        guard index < bytes.count else {
            throw FilterMistake("this bracket is not closed", at: start..<(start + 1))
        }
        index += 1
        return String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
    }

    mutating func readLayers() throws(FilterMistake) -> String {
        let start = index
        index += 1
        if byte(0) == UInt8(ascii: "[") { return try readBracket() }
        while 0x30...0x39 ~= byte(0) { index += 1 }
        if index > start + 1 {
            return String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
        }
        throw FilterMistake("# needs the number of a layer, as in ip#2", at: start..<index)
    }
}

// MARK: - Escapes

extension FilterLexer {
    /// Reads what follows a backslash.
    private mutating func readEscape() throws(FilterMistake) -> [UInt8] {
        let start = index - 1
        guard index < bytes.count else {
            throw FilterMistake("the quote that ends this text is missing", at: start..<index)
        }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"): return [byte]
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "x"):
            if let value = readDigits(radix: 16, countMax: 2) { return [UInt8(value)] }
            throw FilterMistake("\\x needs hexadecimal digits", at: start..<index)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            index -= 1
            if let value = readDigits(radix: 8, countMax: 3), value < 0x100 {
                return [UInt8(value)]
            }
            throw FilterMistake("this is no byte: the largest is \\377", at: start..<index)
        case UInt8(ascii: "u"): return try readScalar(digitCount: 4, from: start)
        case UInt8(ascii: "U"): return try readScalar(digitCount: 8, from: start)
        default:
            throw FilterMistake("there is no such escape", at: start..<min(index, bytes.count))
        }
    }

    /// As in `\u00e4`.
    private mutating func readScalar(
        digitCount: Int, from start: Int
    ) throws(FilterMistake) -> [UInt8] {
        let digits = index
        if let value = readDigits(radix: 16, countMax: digitCount), index == digits + digitCount,
            let scalar = Unicode.Scalar(value)
        {
            return Array(String(Character(scalar)).utf8)
        }
        throw FilterMistake("this is no character of Unicode", at: start..<index)
    }

    private mutating func readDigits(radix: Int, countMax: Int) -> UInt32? {
        let start = index
        while index < bytes.count, index - start < countMax,
            Character(UnicodeScalar(bytes[index])).hexDigitValue.map({ $0 < radix }) ?? false
        {
            index += 1
        }
        return UInt32(String(decoding: bytes[start..<index], as: UTF8.self), radix: radix)
    }
}
