/// Reads bytes in hexadecimal.
enum HexadecimalText {
    /// Pairs of digits, all with the same one of `:`, `-` and `.` between them or none; a byte in
    /// the way of numbers, as in `0x1f`; an odd number of digits has a zero in front.
    static func bytes(_ text: String) -> [UInt8]? {
        var characters = Array(text.utf8)
        if text.hasPrefix("0x"), characters.count <= 4 { characters.removeFirst(2) }
        if characters.count % 2 == 1, text.allSatisfy(\.isHexDigit) || characters.count == 1 {
            characters.insert(0x30, at: 0)
        }
        let separator = characters.first { [0x3A, 0x2D, 0x2E].contains($0) }
        let groups =
            separator.map { characters.split(separator: $0, omittingEmptySubsequences: false) }
            ?? [characters[...]]
        var bytes: [UInt8] = []
        for group in groups {
            // A single digit counts when it stands alone, as in 0:1:2.
            guard !group.isEmpty, group.count % 2 == 0 || group.count == 1 && separator != nil
            else { return nil }
            var rest = group
            while !rest.isEmpty {
                let digits = rest.prefix(2)
                guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
                    let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(byte)
                rest = rest.dropFirst(2)
            }
        }
        return bytes
    }
}

/// Reads seconds.
enum SecondsText {
    /// Decimals of a nanosecond are cut; an exponent is read as well as a `Double` can hold it.
    static func nanoseconds(_ text: String) -> Int128? {
        let isNegative = text.hasPrefix("-")
        let unsigned = isNegative ? text.dropFirst() : Substring(text)
        let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = unsigned.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E }
        guard isPlain, parts.count <= 2, unsigned != "." else { return exponent(text) }
        guard let seconds = parts[0].isEmpty ? 0 : Int64(parts[0]) else { return nil }
        let decimals = parts.count == 2 ? parts[1].prefix(9) : ""
        let padded = decimals + String(repeating: "0", count: 9 - decimals.count)
        guard let fraction = Int64(padded) else { return nil }
        let time = Int128(seconds) * 1_000_000_000 + Int128(fraction)
        return isNegative ? -time : time
    }

    private static func exponent(_ text: String) -> Int128? {
        guard text.first?.isLetter == false, let seconds = Double(text), seconds.magnitude < 1e18
        else { return nil }
        return Int128(seconds * 1e9)
    }
}

/// Reads addresses.
enum AddressReader {
    static func ipv4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), part.count <= 3,
                let byte = UInt8(part)
            else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return address
    }

    static func ipv6(_ text: Substring) -> UInt128? {
        let halves = text.splitOnce(at: "::")
        guard let first = groups(halves.0) else { return nil }
        guard let tail = halves.1 else {
            return first.count == 8 ? join(first) : nil
        }
        guard let last = groups(tail), first.count + last.count < 8 else { return nil }
        let zeros = [UInt16](repeating: 0, count: 8 - first.count - last.count)
        return join(first + zeros + last)
    }

    private static func join(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// The groups between colons; the last may be an IPv4 address, two groups long.
    private static func groups(_ text: Substring) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, let address = ipv4(part) {
                groups += [UInt16(address >> 16), UInt16(truncatingIfNeeded: address)]
            } else if (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
                let group = UInt16(part, radix: 16)
            {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups.count <= 8 ? groups : nil
    }
}

extension Substring {
    /// What stands before and behind the first `separator`; nothing behind if there is none.
    fileprivate func splitOnce(at separator: String) -> (Substring, Substring?) {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(separator) {
                return (self[..<index], self[index...].dropFirst(separator.count))
            }
            index = self.index(after: index)
        }
        return (self, nil)
    }
}
