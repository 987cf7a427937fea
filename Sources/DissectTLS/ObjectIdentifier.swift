internal import Bytes

/// The names of kinds of things in a certificate.
enum ObjectIdentifier {
    /// As in `2.5.4.3`; up to what cannot be read.
    static func text(_ content: inout ByteCursor) -> [UInt8] {
        var numbers: [UInt64] = []
        var number: UInt64 = 0
        while let byte = try? content.readUInt8() {
            guard number <= UInt64.max >> 8 else { break }
            number = number << 7 | UInt64(byte & 0x7F)
            guard byte & 0x80 == 0 else { continue }
            if numbers.isEmpty {
                let first = min(number / 40, 2)
                numbers = [first, number - first * 40]
            } else {
                numbers.append(number)
            }
            number = 0
        }
        return Array(numbers.map { "\($0)" }.joined(separator: ".").utf8)
    }
}
