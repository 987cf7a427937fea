internal import Bytes
internal import Glibc
internal import Packets
internal import Printing
internal import Statistics

/// Parts of tshark's texts.
extension TextBuffer {
    mutating func append(_ text: String, width: Int) {
        append(string: text)
        append(blanks: width - text.utf8.count)
    }

    mutating func append(right text: String, width: Int) {
        append(blanks: width - text.utf8.count)
        append(string: text)
    }

    mutating func append(right number: Int, width: Int) { append(right: "\(number)", width: width) }

    mutating func append(blanks count: Int) { append(repeating: UInt8(ascii: " "), count) }

    mutating func append(repeating byte: UInt8, _ count: Int) {
        for _ in 0..<max(0, count) { append(byte: byte) }
    }

    mutating func append(_ end: TrafficEnd) {
        switch end.kind {
        case .link: AddressText.append(mac: end.address.low, to: &self)
        case .ipv4: AddressText.append(end.address, to: &self)
        case .ipv6: AddressText.append(end.address, isIPv6: true, to: &self)
        }
    }
}

enum TapText {
    /// A number with so many decimals, rounded as the C library rounds it: the exact value, and
    /// an even digit where that is just between two.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        var buffer = [CChar](repeating: 0, count: 400)
        let count = unsafe withVaList([Int32(digits), value]) { arguments in
            unsafe vsnprintf(&buffer, buffer.count, "%.*f", arguments)
        }
        let bytes = buffer.prefix(max(0, min(Int(count), buffer.count))).map {
            UInt8(bitPattern: $0)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nanoseconds as tshark's floating seconds.
    static func seconds(_ time: Int64) -> Double {
        let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Double(seconds) + Double(rest) / 1e9
    }

    /// As in `9528 bytes` and `15 kB`: ten of a unit at least.
    static func size(_ byteCount: Int) -> String {
        var unit = 1_000_000_000_000
        for name in ["TB", "GB", "MB", "kB"] {
            if byteCount / unit >= 10 { return "\(byteCount / unit) \(name)" }
            unit /= 1000
        }
        return "\(byteCount) bytes"
    }

    static func text(_ write: (inout TextBuffer) -> Void) -> String {
        var buffer = TextBuffer(capacity: 64)
        write(&buffer)
        var bytes: [UInt8] = []
        bytes.append(buffer.bytes, xor: 0, phase: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    static let rule = String(repeating: "=", count: 80) + "\n"
}
